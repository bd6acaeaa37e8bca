package org.otvae.model;

import org.otvae.data.MalformedDataException;

/** Integers of a fixed number of bits, one after the other from the lowest bit of each byte upwards. */
final class BitPacking {

    private BitPacking() {
    }

    /** ceil(log2 codes): the bits that hold 0 to codes - 1. Example: 256 gives 8, 257 gives 9. */
    static int bits(int codes) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(codes - 1);
    }

    /** The bytes that hold {@code length} values. */
    static long bytes(int length, int bits) {
        return ((long) length * bits + 7) / 8;
    }

    static byte[] pack(int[] values, int bits) {
        byte[] packed = new byte[Math.toIntExact(bytes(values.length, bits))];
        long pending = 0;
        int held = 0;
        int next = 0;
        for (int value : values) {
            pending |= (long) value << held; // held < 8 and bits < 32: fits
            held += bits;
            while (held >= Byte.SIZE) {
                packed[next++] = (byte) pending;
                pending >>>= Byte.SIZE;
                held -= Byte.SIZE;
            }
        }
        if (held > 0) {
            packed[next] = (byte) pending;
        }
        return packed;
    }

    static int[] unpack(byte[] packed, int length, int bits) {
        int[] values = new int[length];
        long mask = (1L << bits) - 1;
        long pending = 0;
        int held = 0;
        int next = 0;
        for (int i = 0; i < length; i++) {
            while (held < bits) {
                pending |= (packed[next++] & 0xFFL) << held;
                held += Byte.SIZE;
            }
            values[i] = (int) (pending & mask);
            pending >>>= bits;
            held -= bits;
        }
        if (pending != 0) {
            throw new MalformedDataException("expected zeros after the last index, found other bits");
        }
        return values;
    }
}
