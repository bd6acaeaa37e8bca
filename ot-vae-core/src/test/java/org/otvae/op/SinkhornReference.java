package org.otvae.op;

/**
 * Entropic transport with uniform marginals as naively as it can be written: whole matrices, double precision,
 * logarithms throughout.
 */
public final class SinkhornReference {
    private SinkhornReference() {
    }

    /** The log plan {@code [n, codes]} after {@code iterations} normalisations of columns, then rows. */
    public static double[][] logPlan(double[][] scores, double epsilon, int iterations) {
        int n = scores.length;
        int codes = scores[0].length;
        double[][] l = new double[n][codes];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                l[i][k] = scores[i][k] / epsilon;
            }
        }
        for (int t = 0; t < iterations; t++) {
            for (int k = 0; k < codes; k++) {
                double[] column = new double[n];
                for (int i = 0; i < n; i++) {
                    column[i] = l[i][k];
                }
                double shift = logSumExp(column) + Math.log(codes);
                for (int i = 0; i < n; i++) {
                    l[i][k] -= shift;
                }
            }
            for (int i = 0; i < n; i++) {
                double shift = logSumExp(l[i]) + Math.log(n);
                for (int k = 0; k < codes; k++) {
                    l[i][k] -= shift;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                l[i][k] += Math.log(n);
            }
        }
        return l;
    }

    private static double logSumExp(double[] x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (double value : x) {
            sum += Math.exp(value - largest);
        }
        return largest + Math.log(sum);
    }
}
