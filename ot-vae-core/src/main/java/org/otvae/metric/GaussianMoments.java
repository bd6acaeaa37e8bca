package org.otvae.metric;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Mean and covariance of vectors that come one batch after the other, {@code O(dim²)} memory. */
public final class GaussianMoments {

    private static final int BLOCK = 256; // vectors that are multiplied together

    private final int dim;
    private final double[] origin; // the first vector: sums are taken around it, so that little is lost
    private final double[] sum;
    private final DMatrixRMaj products;
    private final DMatrixRMaj block;
    private int inBlock;
    private long count;

    /** Moments of nothing yet, of vectors of {@code dim} values. */
    public GaussianMoments(int dim) {
        if (dim < 1) {
            throw new IllegalArgumentException("dim must be at least 1, found " + dim);
        }
        this.dim = dim;
        this.origin = new double[dim];
        this.sum = new double[dim];
        this.products = new DMatrixRMaj(dim, dim);
        this.block = new DMatrixRMaj(BLOCK, dim);
    }

    /**
     * Adds vectors.
     *
     * @param rows {@code [n, dim]}, one after the other
     * @throws IllegalArgumentException if the length is no multiple of dim or a value is not finite
     */
    public void add(float[] rows) {
        if (rows.length % dim != 0) {
            throw new IllegalArgumentException("expected whole vectors of " + dim + " values, found " + rows.length + " values");
        }
        for (int row = 0; row < rows.length / dim; row++) {
            for (int i = 0; i < dim; i++) {
                double value = rows[row * dim + i];
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("expected finite values, found " + value + " at place " + i
                            + " of vector " + (count + 1));
                }
                if (count == 0) {
                    origin[i] = value;
                }
                block.data[inBlock * dim + i] = value - origin[i];
                sum[i] += value - origin[i];
            }
            count++;
            if (++inBlock == BLOCK) {
                flush();
            }
        }
    }

    /** The number of vectors. */
    public long count() {
        return count;
    }

    /** The mean, {@code [dim]}. */
    public double[] mean() {
        requireVectors(1);
        double[] mean = new double[dim];
        for (int i = 0; i < dim; i++) {
            mean[i] = origin[i] + sum[i] / count;
        }
        return mean;
    }

    /** The covariance with divisor {@code count - 1}, {@code [dim, dim]} row after row, symmetric. */
    public double[] covariance() {
        requireVectors(2);
        flush();
        double[] covariance = new double[dim * dim];
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                covariance[i * dim + j] = (products.data[i * dim + j] - sum[i] * sum[j] / count) / (count - 1);
            }
        }
        return covariance;
    }

    int dim() {
        return dim;
    }

    private void flush() {
        if (inBlock > 0) {
            Arrays.fill(block.data, inBlock * dim, block.data.length, 0);
            CommonOps_DDRM.multAddTransA(block, block, products);
            inBlock = 0;
        }
    }

    private void requireVectors(int least) {
        if (count < least) {
            throw new IllegalStateException("expected at least " + least + " vectors, found " + count);
        }
    }
}
