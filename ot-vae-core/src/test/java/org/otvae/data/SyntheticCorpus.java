package org.otvae.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Grey images with a structure that can be learned in seconds: each shows one of {@value #KINDS} pairs of soft
 * blobs, slightly moved, with a little noise. {@code [1, side, side]}, values in [0, 1]. Deterministic, for tests.
 *
 * @param train      training examples
 * @param validation validation examples, 0 for no such split
 * @param test       test examples, 0 for no such split
 * @param side       height and width in pixels, at least 4
 * @param seed       other seeds give other images of the same kinds
 */
public record SyntheticCorpus(int train, int validation, int test, int side, long seed) implements Corpus {

    /** Clusters in the data. */
    public static final int KINDS = 6;

    private static final double NOISE = 0.02;

    /** 96 training, 32 validation and 32 test images of 8 by 8 pixels. */
    public static SyntheticCorpus small() {
        return new SyntheticCorpus(96, 32, 32, 8, 1);
    }

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public long[] exampleShape() {
        return new long[] {1, side, side};
    }

    @Override
    public int size(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    @Override
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        java.util.Objects.checkIndex(index, size(split));
        SplittableRandom random = new SplittableRandom((seed * 31 + split.ordinal()) * 1_000_003 + index);
        int kind = random.nextInt(KINDS);
        double[] centres = new double[4];
        for (int i = 0; i < 4; i++) {
            double place = (kind * (i + 2) + i) % KINDS / (KINDS - 1.0); // in [0, 1]
            centres[i] = 1 + place * (side - 3) + 0.3 * (random.nextDouble() - 0.5);
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double value = blob(x, y, centres[0], centres[1], 2.5) + blob(x, y, centres[2], centres[3], 0.8);
                value += NOISE * random.nextDouble();
                target[offset + y * side + x] = (float) Math.min(1, value);
            }
        }
    }

    private static double blob(int x, int y, double centreX, double centreY, double width) {
        return Math.exp(-(Math.pow(x - centreX, 2) + Math.pow(y - centreY, 2)) / width);
    }

    /** The first {@code count} examples of a split, one after the other. */
    public float[] examples(Split split, int count) {
        float[] examples = new float[count * exampleSize()];
        for (int i = 0; i < count; i++) {
            read(split, i, 0, examples, i * exampleSize());
        }
        return examples;
    }
}
