package org.otvae.quantizer;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Entropic transport by the textbook, in plain double arrays: the oracle of the quantizers' tests. */
final class Transport {

    private Transport() {
    }

    /** ||z_i - c_k||², {@code [n][codes]}. */
    static double[][] squaredDistances(INDArray latents, INDArray table) {
        double[][] distances = new double[(int) latents.size(0)][(int) table.size(0)];
        for (int i = 0; i < distances.length; i++) {
            for (int k = 0; k < distances[i].length; k++) {
                for (int d = 0; d < table.size(1); d++) {
                    distances[i][k] += Math.pow(latents.getDouble(i, d) - table.getDouble(k, d), 2);
                }
            }
        }
        return distances;
    }

    /** All elements times a factor. */
    static double[][] times(double[][] matrix, double factor) {
        double[][] product = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            product[i] = java.util.Arrays.stream(matrix[i]).map(value -> value * factor).toArray();
        }
        return product;
    }

    /** The plan of scores: rows of sum 1, columns of about equal sums; codes first, latents last. */
    static double[][] plan(double[][] scores, double epsilon, int iterations) {
        int codes = scores[0].length;
        double[][] plan = times(scores, 1 / epsilon);
        for (double[] row : plan) {
            for (int k = 0; k < codes; k++) {
                row[k] = Math.exp(row[k]);
            }
        }
        for (int t = 0; t < iterations; t++) {
            for (int k = 0; k < codes; k++) {
                double sum = 0;
                for (double[] row : plan) {
                    sum += row[k];
                }
                for (double[] row : plan) {
                    row[k] /= sum;
                }
            }
            for (double[] row : plan) {
                double sum = java.util.Arrays.stream(row).sum();
                for (int k = 0; k < codes; k++) {
                    row[k] /= sum;
                }
            }
        }
        return plan;
    }

    /** Σ a_ik b_ik. */
    static double inner(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < a[i].length; k++) {
                sum += a[i][k] * b[i][k];
            }
        }
        return sum;
    }

    /** The place of the largest value of each row. */
    static int[] largest(double[][] matrix) {
        int[] places = new int[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int k = 1; k < matrix[i].length; k++) {
                if (matrix[i][k] > matrix[i][places[i]]) {
                    places[i] = k;
                }
            }
        }
        return places;
    }
}
