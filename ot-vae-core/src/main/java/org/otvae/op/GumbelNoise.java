package org.otvae.op;

/**
 * Standard Gumbel noise by number: the same seed, step and index give the same value on every machine, in any order, by
 * any thread, so noise needs not be stored and a run that is resumed goes on with the noise it would have had.
 *
 * <p>Two neighbouring indices share one 64-bit word, a counter put through the mixing function of
 * [steele2014splittable], 32 bits each. These choose a quantile of the Gumbel distribution {@code -log(-log u)}: from a
 * table of 2048 cubic pieces, within 1e-6 of the true one, and in the first and last 16 pieces, where the pieces would
 * not do, exactly. Values lie between -3.2 and 22.9.
 */
final class GumbelNoise {
    private static final int CELL_BITS = 11;
    private static final int CELLS = 1 << CELL_BITS;
    private static final int FRACTION_BITS = 32 - CELL_BITS;
    /** Cubic interpolation errs by 0.016 / m^4 in the m-th cell from an end: 2.4e-7 from the 16th on. */
    private static final int EXACT_CELLS = 16;
    private static final float[] PIECES = pieces();

    private GumbelNoise() {
    }

    /** Fills {@code noise} with the values of {@code length} indices from {@code first} on. */
    static void fill(long seed, long step, long first, float[] noise, int length) {
        long key = key(seed, step);
        int i = 0;
        if ((first & 1) == 1 && length > 0) {
            noise[i++] = quantile((int) (word(key, first) >>> 32));
        }
        for (; i + 1 < length; i += 2) {
            long word = word(key, first + i);
            noise[i] = quantile((int) word);
            noise[i + 1] = quantile((int) (word >>> 32));
        }
        if (i < length) {
            noise[i] = quantile((int) word(key, first + i));
        }
    }

    /** Fills {@code draws} with values from [0, 1), 24 bits of them, made from the same counters. */
    static void fillUniform(long seed, long step, long first, float[] draws, int length) {
        long key = key(seed, step);
        for (int i = 0; i < length; i++) {
            long word = word(key, first + i);
            draws[i] = ((((first + i) & 1) == 0 ? (int) word : (int) (word >>> 32)) >>> 8) * 0x1p-24f;
        }
    }

    static long key(long seed, long step) {
        return mix(mix(seed + 0x9E3779B97F4A7C15L) + step * 0xD1342543DE82EF95L);
    }

    static long word(long key, long index) {
        return mix(key + (index >>> 1) * 0x9E3779B97F4A7C15L);
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static float quantile(int bits) {
        int cell = bits >>> FRACTION_BITS;
        if (cell < EXACT_CELLS || cell >= CELLS - EXACT_CELLS) {
            return exactQuantile(bits);
        }
        float x = (bits & ((1 << FRACTION_BITS) - 1)) * (1f / (1 << FRACTION_BITS));
        int at = 4 * cell;
        return PIECES[at] + x * (PIECES[at + 1] + x * (PIECES[at + 2] + x * PIECES[at + 3]));
    }

    private static float exactQuantile(int bits) {
        double above = ((~bits & 0xFFFFFFFFL) + 0.5) * 0x1p-32;
        double exponential = bits < 0 ? -Math.log1p(-above) : -Math.log(((bits & 0xFFFFFFFFL) + 0.5) * 0x1p-32);
        return (float) -Math.log(exponential);
    }

    private static float[] pieces() {
        float[] pieces = new float[4 * CELLS];
        double width = 1.0 / CELLS;
        for (int cell = EXACT_CELLS; cell < CELLS - EXACT_CELLS; cell++) {
            double u = cell * width;
            double from = -Math.log(-Math.log(u));
            double to = -Math.log(-Math.log(u + width));
            double slopeFrom = -width / (u * Math.log(u));
            double slopeTo = -width / ((u + width) * Math.log(u + width));
            pieces[4 * cell] = (float) from;
            pieces[4 * cell + 1] = (float) slopeFrom;
            pieces[4 * cell + 2] = (float) (3 * (to - from) - 2 * slopeFrom - slopeTo);
            pieces[4 * cell + 3] = (float) (2 * (from - to) + slopeFrom + slopeTo);
        }
        return pieces;
    }
}
