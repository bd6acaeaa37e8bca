package org.otvae.op;

/**
 * One head of attention over one sequence, worked on row by row; arrays of one thread, used again for each head.
 *
 * <p>Which positions a row sees: a sequence is one or more streams of equal length, one behind the other, and position i of a
 * stream sees the positions 0 to i of all streams. One stream is the usual causal mask.
 */
final class AttentionHead {

    private final int positions;
    private final int perStream;
    private final int dim;
    private final double[] queries; // [positions, dim], times 1/sqrt(dim)
    private final double[] keys; // [positions, dim]
    private final double[] values; // [positions, dim]
    private final double[] keysAcross; // [dim, positions]
    private final double[] valuesAcross; // [dim, positions]
    private final double[] share; // of one row, [positions]
    private final double[] slope; // of one row, [positions]

    AttentionHead(int positions, int streams, int dim) {
        this.positions = positions;
        this.perStream = positions / streams;
        this.dim = dim;
        queries = new double[positions * dim];
        keys = new double[positions * dim];
        values = new double[positions * dim];
        keysAcross = new double[dim * positions];
        valuesAcross = new double[dim * positions];
        share = new double[positions];
        slope = new double[positions];
    }

    /** Takes the head's part of {@code [positions, 3 * width]}: queries, keys and values side by side. */
    void load(double[] rows, int width, int head) {
        double scale = 1 / Math.sqrt(dim);
        for (int t = 0; t < positions; t++) {
            for (int d = 0; d < dim; d++) {
                int at = t * 3 * width + head * dim + d;
                queries[t * dim + d] = rows[at] * scale;
                keys[t * dim + d] = rows[at + width];
                values[t * dim + d] = rows[at + 2 * width];
                keysAcross[d * positions + t] = rows[at + width];
                valuesAcross[d * positions + t] = rows[at + 2 * width];
            }
        }
    }

    /** Writes the head's part of {@code [positions, width]}. */
    void forward(double[] out, int width, int head) {
        double[] row = new double[dim];
        for (int t = 0; t < positions; t++) {
            attend(t);
            java.util.Arrays.fill(row, 0);
            for (int from = 0; from < positions; from += perStream) {
                for (int s = from; s <= from + t % perStream; s++) {
                    addScaled(row, 0, share[s], values, s * dim, dim);
                }
            }
            System.arraycopy(row, 0, out, t * width + head * dim, dim);
        }
    }

    /** Writes the head's part of the gradient to {@code [positions, 3 * width]}, given that to {@code [positions, width]}. */
    void backward(double[] upstream, double[] out, int width, int head) {
        double[] toQueries = new double[positions * dim];
        double[] toKeys = new double[positions * dim];
        double[] toValues = new double[positions * dim];
        double[] given = new double[dim];
        for (int t = 0; t < positions; t++) {
            attend(t);
            System.arraycopy(upstream, t * width + head * dim, given, 0, dim);
            slopes(t, given);
            for (int from = 0; from < positions; from += perStream) {
                for (int s = from; s <= from + t % perStream; s++) {
                    addScaled(toValues, s * dim, share[s], given, 0, dim);
                    addScaled(toQueries, t * dim, slope[s], keys, s * dim, dim);
                    addScaled(toKeys, s * dim, slope[s], queries, t * dim, dim);
                }
            }
        }
        double scale = 1 / Math.sqrt(dim);
        for (int t = 0; t < positions; t++) {
            for (int d = 0; d < dim; d++) {
                int at = t * 3 * width + head * dim + d;
                out[at] = toQueries[t * dim + d] * scale;
                out[at + width] = toKeys[t * dim + d];
                out[at + 2 * width] = toValues[t * dim + d];
            }
        }
    }

    /** The shares of row t: softmax over what it sees of q · k. */
    private void attend(int t) {
        int seen = t % perStream + 1;
        double most = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < positions; from += perStream) {
            products(share, from, seen, queries, t * dim, keysAcross);
            for (int s = from; s < from + seen; s++) {
                most = Math.max(most, share[s]);
            }
        }
        double sum = 0;
        for (int from = 0; from < positions; from += perStream) {
            for (int s = from; s < from + seen; s++) {
                share[s] = Math.exp(share[s] - most);
                sum += share[s];
            }
        }
        for (int from = 0; from < positions; from += perStream) {
            for (int s = from; s < from + seen; s++) {
                share[s] /= sum;
            }
        }
    }

    /** The gradient to row t's products q · k from that to its result. */
    private void slopes(int t, double[] given) {
        int seen = t % perStream + 1;
        double mean = 0;
        for (int from = 0; from < positions; from += perStream) {
            products(slope, from, seen, given, 0, valuesAcross);
            for (int s = from; s < from + seen; s++) {
                mean += share[s] * slope[s];
            }
        }
        for (int from = 0; from < positions; from += perStream) {
            for (int s = from; s < from + seen; s++) {
                slope[s] = share[s] * (slope[s] - mean);
            }
        }
    }

    /** target[from + j] = Σ_d row[at + d] across[d, from + j] for j below {@code count}. */
    private void products(double[] target, int from, int count, double[] row, int at, double[] across) {
        java.util.Arrays.fill(target, from, from + count, 0);
        for (int d = 0; d < dim; d++) {
            addScaled(target, from, row[at + d], across, d * positions + from, count);
        }
    }

    private static void addScaled(double[] target, int to, double factor, double[] source, int from, int length) {
        for (int i = 0; i < length; i++) {
            target[to + i] += factor * source[from + i];
        }
    }
}
