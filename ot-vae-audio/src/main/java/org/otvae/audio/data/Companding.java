package org.otvae.audio.data;

/** The two codes of telephones with 8 bits a sample and steps that grow with the level [itu1988g711]. */
final class Companding {

    private static final double FULL = 32_768;
    private static final int MU_BIAS = 132;

    private Companding() {
    }

    /** The sample of a byte of mu-law, full scale is [-1, 1]. */
    static double muLaw(byte code) {
        int bits = ~code & 0xFF;
        int level = ((bits & 0xF) << 3) + MU_BIAS << (bits >> 4 & 7);
        return (bits < 128 ? level - MU_BIAS : MU_BIAS - level) / FULL;
    }

    /** The sample of a byte of A-law, full scale is [-1, 1]. */
    static double aLaw(byte code) {
        int bits = code & 0xFF ^ 0x55;
        int exponent = bits >> 4 & 7;
        int level = (bits & 0xF) << 4 | 8;
        level = exponent == 0 ? level : level + 256 << exponent - 1;
        return (bits >= 128 ? level : -level) / FULL;
    }
}
