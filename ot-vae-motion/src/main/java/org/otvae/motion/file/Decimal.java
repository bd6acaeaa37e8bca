package org.otvae.motion.file;

import java.nio.charset.StandardCharsets;

/** Decimal numbers in ASCII, correctly rounded; the common short ones without creating objects. */
final class Decimal {

    private static final int MOST_LENGTH = 64;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
            1e14,
        1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

    private Decimal() {
    }

    /**
     * The number in {@code bytes[from, to)}, NaN if it is none or not finite.
     *
     * <p>A whole number below 2^53 divided by a power of ten up to 1e22 is exact before its one rounding.
     */
    static double parse(byte[] bytes, int from, int to) {
        int at = from;
        boolean minus = at < to && bytes[at] == '-';
        if (minus || at < to && bytes[at] == '+') {
            at++;
        }
        long digits = 0;
        int count = 0;
        int behind = -1; // the point, -1 before it
        for (; at < to; at++) {
            if (bytes[at] == '.' && behind < 0) {
                behind = 0;
            } else if (bytes[at] >= '0' && bytes[at] <= '9' && count < 18) {
                digits = digits * 10 + bytes[at] - '0';
                count++;
                behind += behind >= 0 ? 1 : 0;
            } else {
                return general(bytes, from, to);
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (digits >= 1L << 53) {
            return general(bytes, from, to);
        }
        double value = digits / POWERS[Math.max(0, behind)];
        return minus ? -value : value;
    }

    private static double general(byte[] bytes, int from, int to) {
        if (to - from > MOST_LENGTH) {
            return Double.NaN;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if ((b < '0' || b > '9') && b != '.' && b != '-' && b != '+' && b != 'e' && b != 'E') {
                return Double.NaN; // Java would also take 1f, 0x1p3 and the names of what is not finite
            }
        }
        try {
            double value = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
