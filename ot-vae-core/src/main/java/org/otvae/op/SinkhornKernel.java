package org.otvae.op;

import java.lang.ref.SoftReference;
import java.util.Arrays;

/**
 * The matrix that the float path of {@link Sinkhorn} works on: {@code P_ik = n exp(s_ik / epsilon + F_i + G_k)} for
 * anchor potentials F and G close to the current ones, so that its rows sum to about 1. Between anchorings only two
 * vectors of scalings change, {@code u_i = exp(F'_i - F_i)} and {@code v_k = exp(G'_k - G_k)}, and an iteration is one
 * pass over the matrix: the product of a row with v gives the row's scaling, and the row times that scaling is added to
 * the column sums while it is still in the cache.
 *
 * <p>Exponents are formed in double precision, since potentials grow like cost / epsilon and cancel; what is stored is
 * float.
 */
final class SinkhornKernel {
    /** The matrix of the last problem on this thread: allocating and clearing it anew costs as much as an iteration. */
    private static final ThreadLocal<SoftReference<float[][]>> MATRIX =
            ThreadLocal.withInitial(() -> new SoftReference<>(null));
    /** Rows that the column pass keeps in the cache between finding the largest score and adding exponentials. */
    private static final int BUNDLE = 32;

    final int n;
    final int codes;
    final double inverseEpsilon;
    final RowBlocks blocks;
    private final HostArray scores;
    private final float[][] matrix;
    private final Scratch[] scratch;

    SinkhornKernel(HostArray scores, int n, int codes, double epsilon) {
        this.n = n;
        this.codes = codes;
        this.inverseEpsilon = 1 / epsilon;
        this.blocks = RowBlocks.of(n, codes);
        this.scores = scores;
        this.matrix = matrix(n, codes);
        this.scratch = new Scratch[blocks.count()];
        for (int b = 0; b < scratch.length; b++) {
            scratch[b] = new Scratch(codes);
        }
    }

    /** What one block of rows needs to work on its own. */
    static final class Scratch {
        final float[] row;
        final float[] upper;
        final float[] products;
        final float[] columns;
        final double[] exponents;
        final double[] exponentials;

        private Scratch(int codes) {
            row = new float[codes];
            upper = new float[codes];
            products = new float[codes];
            columns = new float[codes];
            exponents = new double[codes];
            exponentials = new double[codes];
        }

        /**
         * The product of {@code p} with {@code v}, whose second half is also {@code vUpper}: see {@link #upperHalf}.
         */
        float dot(float[] p, float[] v, float[] vUpper) {
            int half = v.length / 2;
            System.arraycopy(p, half, upper, 0, half);
            Loops.products(products, p, v, upper, vUpper, half);
            float sum = Loops.sum(products, half);
            return v.length % 2 == 0 ? sum : sum + p[v.length - 1] * v[v.length - 1];
        }
    }

    /** The second half of {@code v}, beginning at index 0 as {@link Loops} wants it. */
    static float[] upperHalf(float[] v) {
        int half = v.length / 2;
        return Arrays.copyOfRange(v, half, half + half);
    }

    float[] row(int i) {
        return matrix[i];
    }

    Scratch scratch(int block) {
        return scratch[block];
    }

    /**
     * The code potentials that give every column of {@code exp(s / epsilon + G)} the sum 1 / codes, rows weighing alike
     * (F = 0).
     */
    double[] firstCodePotentials() {
        float[][] largest = new float[blocks.count()][];
        double[][] sums = new double[blocks.count()][];
        blocks.forEach((block, from, to) -> {
            float[] max = new float[codes];
            Arrays.fill(max, Float.NEGATIVE_INFINITY);
            double[] sum = new double[codes];
            float[][] bundle = new float[Math.min(BUNDLE, to - from)][codes];
            for (int i = from; i < to; i += BUNDLE) {
                addBundle(i, Math.min(i + BUNDLE, to), bundle, max, sum, scratch[block]);
            }
            largest[block] = max;
            sums[block] = sum;
        });
        double[] potentials = new double[codes];
        for (int k = 0; k < codes; k++) {
            float max = Float.NEGATIVE_INFINITY;
            for (float[] m : largest) {
                max = Math.max(max, m[k]);
            }
            double sum = 0;
            for (int b = 0; b < sums.length; b++) {
                sum += sums[b][k] * Math.exp(((double) largest[b][k] - max) * inverseEpsilon);
            }
            potentials[k] = -Math.log(codes) - max * inverseEpsilon - Math.log(sum);
        }
        return potentials;
    }

    private void addBundle(int from, int to, float[][] bundle, float[] max, double[] sum, Scratch s) {
        System.arraycopy(max, 0, s.row, 0, codes);
        for (int i = from; i < to; i++) {
            scores.read((long) i * codes, bundle[i - from], codes);
            Loops.max(max, bundle[i - from], codes);
        }
        Loops.differences(s.row, max, inverseEpsilon, s.exponents, codes);
        Loops.exp(s.exponents, 0, s.exponentials, codes);
        Loops.multiply(sum, s.exponentials, codes);
        for (int i = from; i < to; i++) {
            Loops.differences(bundle[i - from], max, inverseEpsilon, s.exponents, codes);
            Loops.exp(s.exponents, 0, s.exponentials, codes);
            Loops.add(sum, s.exponentials, codes);
        }
    }

    /**
     * Anchors the matrix at code potentials {@code g} and the row potentials that make every row sum to 1, found in the
     * log domain.
     *
     * @param f overwritten with the row potentials
     * @return the column sums
     */
    double[] anchor(double[] g, double[] f) {
        clearColumns();
        blocks.forEach((block, from, to) -> {
            Scratch s = scratch[block];
            for (int i = from; i < to; i++) {
                scores.read((long) i * codes, s.row, codes);
                double largest = Loops.scoresPlus(s.row, inverseEpsilon, g, s.exponents, codes);
                Loops.exp(s.exponents, -largest, s.exponentials, codes);
                double sum = Loops.sum(s.exponentials, codes);
                f[i] = -largest - Math.log(sum) - Math.log(n);
                Loops.narrow(s.exponentials, 1 / sum, matrix[i], codes);
                Loops.add(s.columns, matrix[i], codes);
            }
        });
        return columnSums();
    }

    /** Anchors the matrix at row potentials {@code f} and code potentials {@code g}. */
    void anchorAt(double[] f, double[] g) {
        double logN = Math.log(n);
        blocks.forEach((block, from, to) -> {
            Scratch s = scratch[block];
            for (int i = from; i < to; i++) {
                scores.read((long) i * codes, s.row, codes);
                Loops.scoresPlus(s.row, inverseEpsilon, g, s.exponents, codes);
                Loops.exp(s.exponents, f[i] + logN, s.exponentials, codes);
                Loops.narrow(s.exponentials, 1, matrix[i], codes);
            }
        });
    }

    /**
     * Scales the rows so that, with the columns scaled by {@code v}, each sums to 1.
     *
     * @param u overwritten with the scalings of the rows
     * @return the sums of the columns, of rows scaled by u, columns not scaled
     */
    double[] scaleRows(double[] v, double[] u) {
        float[] scalings = narrow(v);
        float[] upper = upperHalf(scalings);
        clearColumns();
        blocks.forEach((block, from, to) -> {
            Scratch s = scratch[block];
            for (int i = from; i < to; i++) {
                float scaling = 1 / s.dot(matrix[i], scalings, upper);
                u[i] = scaling;
                Loops.addScaled(s.columns, scaling, matrix[i], codes);
            }
        });
        return columnSums();
    }

    /** Writes {@code log(n exp(s / epsilon + F + G))}. */
    void writeLogPlan(double[] f, double[] g, HostArray target) {
        double logN = Math.log(n);
        blocks.forEach((block, from, to) -> {
            Scratch s = scratch[block];
            for (int i = from; i < to; i++) {
                scores.read((long) i * codes, s.row, codes);
                Loops.scoresPlus(s.row, inverseEpsilon, g, s.exponents, codes);
                Loops.narrowShifted(s.exponents, f[i] + logN, s.row, codes);
                target.write((long) i * codes, s.row, codes);
            }
        });
    }

    void clearColumns() {
        for (Scratch s : scratch) {
            Arrays.fill(s.columns, 0);
        }
    }

    /** The blocks' column sums together, added in the blocks' order. */
    double[] columnSums() {
        double[] sums = new double[codes];
        for (Scratch s : scratch) {
            for (int k = 0; k < codes; k++) {
                sums[k] += s.columns[k];
            }
        }
        return sums;
    }

    static float[] narrow(double[] values) {
        float[] floats = new float[values.length];
        Loops.narrow(values, 1, floats, values.length);
        return floats;
    }

    private static float[][] matrix(int n, int codes) {
        float[][] known = MATRIX.get().get();
        if (known != null && known.length >= n && known[0].length == codes) {
            return known;
        }
        float[][] fresh = new float[n][codes];
        MATRIX.set(new SoftReference<>(fresh));
        return fresh;
    }
}
