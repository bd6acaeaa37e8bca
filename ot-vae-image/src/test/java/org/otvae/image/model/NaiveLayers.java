package org.otvae.image.model;

import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.graph.Weights;

/** The layers of the protocol for one image {@code [channels][height][width]}, in double, in the most obvious way. */
final class NaiveLayers {

    private static final double NORM_FLOOR = 1e-5; // PyTorch's default

    private final Map<String, INDArray> parameters;
    private final Map<String, INDArray> states;

    NaiveLayers(Weights weights) {
        parameters = weights.parameters();
        states = weights.states();
    }

    double[][][] conv(String name, double[][][] x, int stride, int padding) {
        INDArray weight = parameters.get(name + ".weight"); // [kernel, kernel, in, out]
        int kernel = (int) weight.size(0);
        int height = (x[0].length + 2 * padding - kernel) / stride + 1;
        int width = (x[0][0].length + 2 * padding - kernel) / stride + 1;
        double[][][] y = biased(name, (int) weight.size(3), height, width);
        for (int out = 0; out < y.length; out++) {
            for (int i = 0; i < height * kernel; i++) {
                for (int j = 0; j < width * kernel; j++) {
                    int row = i / kernel * stride - padding + i % kernel;
                    int column = j / kernel * stride - padding + j % kernel;
                    if (row < 0 || column < 0 || row >= x[0].length || column >= x[0][0].length) {
                        continue;
                    }
                    for (int in = 0; in < x.length; in++) {
                        y[out][i / kernel][j / kernel] += x[in][row][column]
                                * weight.getDouble(i % kernel, j % kernel, in, out);
                    }
                }
            }
        }
        return y;
    }

    /** Each input pixel adds its kernel to the output. */
    double[][][] transposedConv(String name, double[][][] x, int stride, int padding) {
        INDArray weight = parameters.get(name + ".weight"); // [kernel, kernel, out, in]
        int kernel = (int) weight.size(0);
        int height = (x[0].length - 1) * stride - 2 * padding + kernel;
        int width = (x[0][0].length - 1) * stride - 2 * padding + kernel;
        double[][][] y = biased(name, (int) weight.size(2), height, width);
        for (int out = 0; out < y.length; out++) {
            for (int i = 0; i < x[0].length * kernel; i++) {
                for (int j = 0; j < x[0][0].length * kernel; j++) {
                    int row = i / kernel * stride - padding + i % kernel;
                    int column = j / kernel * stride - padding + j % kernel;
                    if (row < 0 || column < 0 || row >= height || column >= width) {
                        continue;
                    }
                    for (int in = 0; in < x.length; in++) {
                        y[out][row][column] += x[in][i / kernel][j / kernel]
                                * weight.getDouble(i % kernel, j % kernel, out, in);
                    }
                }
            }
        }
        return y;
    }

    /** Batch normalisation by running statistics. */
    double[][][] norm(String name, double[][][] x) {
        double[][][] y = new double[x.length][x[0].length][x[0][0].length];
        for (int c = 0; c < x.length; c++) {
            double scale = parameters.get(name + ".weight").getDouble(c)
                    / Math.sqrt(states.get(name + ".runningVariance").getDouble(c) + NORM_FLOOR);
            for (int i = 0; i < x[0].length; i++) {
                for (int j = 0; j < x[0][0].length; j++) {
                    y[c][i][j] = (x[c][i][j] - states.get(name + ".runningMean").getDouble(c)) * scale
                            + parameters.get(name + ".bias").getDouble(c);
                }
            }
        }
        return y;
    }

    double[][][] block(String name, double[][][] x) {
        double[][][] inner = relu(norm(name + ".norm1", conv(name + ".conv1", relu(x), 1, 1)));
        double[][][] outer = norm(name + ".norm2", conv(name + ".conv2", inner, 1, 0));
        for (int c = 0; c < x.length; c++) {
            for (int i = 0; i < x[0].length; i++) {
                for (int j = 0; j < x[0][0].length; j++) {
                    outer[c][i][j] += x[c][i][j];
                }
            }
        }
        return outer;
    }

    static double[][][] relu(double[][][] x) {
        double[][][] y = new double[x.length][x[0].length][x[0][0].length];
        for (int c = 0; c < x.length; c++) {
            for (int i = 0; i < x[0].length; i++) {
                for (int j = 0; j < x[0][0].length; j++) {
                    y[c][i][j] = Math.max(0, x[c][i][j]);
                }
            }
        }
        return y;
    }

    private double[][][] biased(String name, int channels, int height, int width) {
        double[][][] y = new double[channels][height][width];
        for (int c = 0; c < channels; c++) {
            for (double[] row : y[c]) {
                Arrays.fill(row, parameters.get(name + ".bias").getDouble(c));
            }
        }
        return y;
    }
}
