package org.otvae.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damaged copies of a file: truncated, with flipped bits, absurd numbers, and parts repeated or cut out. */
public final class Mutations {

    private static final long[] ABSURD = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 1L << 32, 1L << 20};

    private static final byte[] PUNCTUATION = "0123456789[]{}\":,-eE.".getBytes(StandardCharsets.US_ASCII);

    private Mutations() {
    }

    /** The same copies for the same seed; most differ from the original. */
    public static List<byte[]> of(byte[] original, long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> mutants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mutants.add(mutant(original, random, i % 7));
        }
        return mutants;
    }

    private static byte[] mutant(byte[] original, SplittableRandom random, int kind) {
        int at = random.nextInt(original.length);
        byte[] copy = original.clone();
        switch (kind) {
            case 0 -> copy = Arrays.copyOf(original, at);
            case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> copy[at] = (byte) random.nextInt(256);
            case 3 -> overwrite(copy, random.nextInt(Math.min(32, original.length)), random);
            case 4 -> copy = joined(original, at, at, random.nextInt(40));
            case 5 -> copy = joined(original, at, Math.min(original.length, at + 1 + random.nextInt(12)), 0);
            default -> {
                for (int i = 0; i < 5; i++) {
                    copy[random.nextInt(copy.length)] = PUNCTUATION[random.nextInt(PUNCTUATION.length)];
                }
            }
        }
        return copy;
    }

    private static void overwrite(byte[] copy, int at, SplittableRandom random) {
        long number = ABSURD[random.nextInt(ABSURD.length)];
        for (int i = 0; i < Long.BYTES && at + i < copy.length; i++) {
            copy[at + i] = (byte) (number >>> Byte.SIZE * i);
        }
    }

    private static byte[] joined(byte[] original, int cutFrom, int cutTo, int repeated) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(original, 0, cutFrom);
        out.write(original, Math.max(0, cutFrom - repeated), Math.min(cutFrom, repeated));
        out.write(original, cutTo, original.length - cutTo);
        return out.toByteArray();
    }
}
