package org.otvae.op;

import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link Gru} for arrays of type DOUBLE: plain loops over whole arrays, in the order of the formulas. */
final class GruExact {
    private final GruShape shape;
    private final double[] x;
    private final double[] weight;
    private final double[] recurrent;

    private GruExact(GruShape shape, INDArray[] in) {
        this.shape = shape;
        x = HostArray.doubles(in[0]);
        weight = HostArray.doubles(in[1]);
        recurrent = HostArray.doubles(in[2]);
    }

    /** Inputs and outputs as {@link Gru} has them. */
    static void forward(GruShape shape, INDArray[] in, INDArray[] out) {
        var problem = new GruExact(shape, in);
        double[] bias = HostArray.doubles(in[3]);
        double[] recurrentBias = HostArray.doubles(in[4]);
        double[] states = new double[Math.toIntExact(out[0].length())];
        double[] saved = new double[Math.toIntExact(out[1].length())];
        for (int direction = 0; direction < shape.directions(); direction++) {
            for (int sequence = 0; sequence < shape.batch(); sequence++) {
                for (int step = 0; step < shape.steps(); step++) {
                    problem.step(direction, sequence, step, bias, recurrentBias, states, saved);
                }
            }
        }
        HostArray.write(out[0], states);
        HostArray.write(out[1], saved);
    }

    private void step(int direction, int sequence, int step, double[] bias, double[] recurrentBias, double[] states,
            double[] saved) {
        int position = shape.position(direction, step);
        double[] own = product(x, (sequence * shape.steps() + position) * shape.in(), shape.in(), weight, direction, bias);
        double[] old = step == 0 ? product(states, 0, 0, recurrent, direction, recurrentBias)
                : product(states, shape.state(sequence, shape.position(direction, step - 1), direction), shape.hidden(),
                        recurrent, direction, recurrentBias);
        int hidden = shape.hidden();
        for (int i = 0; i < hidden; i++) {
            double reset = sigmoid(own[i] + old[i]);
            double keep = sigmoid(own[hidden + i] + old[hidden + i]);
            double fresh = Math.tanh(own[2 * hidden + i] + reset * old[2 * hidden + i]);
            double before = before(states, direction, sequence, step, i);
            states[shape.state(sequence, position, direction) + i] = (1 - keep) * fresh + keep * before;
            int at = shape.saved(sequence, position, direction) + i;
            saved[at] = reset;
            saved[at + hidden] = keep;
            saved[at + 2 * hidden] = fresh;
            saved[at + 3 * hidden] = old[2 * hidden + i];
        }
    }

    /** {@code rows[from...] M + bias}, M being the matrix of the direction. */
    private double[] product(double[] rows, int from, int length, double[] matrix, int direction, double[] bias) {
        int gates = shape.gates();
        double[] result = new double[gates];
        System.arraycopy(bias, direction * gates, result, 0, gates);
        for (int i = 0; i < length; i++) {
            for (int g = 0; g < gates; g++) {
                result[g] += rows[from + i] * matrix[(direction * length + i) * gates + g];
            }
        }
        return result;
    }

    private double before(double[] states, int direction, int sequence, int step, int unit) {
        return step == 0 ? 0 : states[shape.state(sequence, shape.position(direction, step - 1), direction) + unit];
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }

    /** Inputs and outputs as {@link GruGradient} has them. */
    static void backward(GruShape shape, INDArray[] in, INDArray[] out) {
        var problem = new GruExact(shape, in);
        double[][] slopes = new double[out.length][];
        for (int i = 0; i < out.length; i++) {
            slopes[i] = new double[Math.toIntExact(out[i].length())];
        }
        double[] states = HostArray.doubles(in[3]);
        double[] saved = HostArray.doubles(in[4]);
        double[] upstream = HostArray.doubles(in[5]);
        for (int direction = 0; direction < shape.directions(); direction++) {
            for (int sequence = 0; sequence < shape.batch(); sequence++) {
                double[] slope = new double[shape.hidden()];
                for (int step = shape.steps() - 1; step >= 0; step--) {
                    slope = problem.stepBack(direction, sequence, step, states, saved, upstream, slope, slopes);
                }
            }
        }
        for (int i = 0; i < out.length; i++) {
            HostArray.write(out[i], slopes[i]);
        }
    }

    /** Adds a step's part to all slopes; takes and returns the gradient to the state after and before the step. */
    private double[] stepBack(int direction, int sequence, int step, double[] states, double[] saved, double[] upstream,
            double[] later, double[][] slopes) {
        int hidden = shape.hidden();
        int position = shape.position(direction, step);
        double[] own = new double[shape.gates()];
        double[] old = new double[shape.gates()];
        double[] earlier = new double[hidden];
        for (int i = 0; i < hidden; i++) {
            int at = shape.saved(sequence, position, direction) + i;
            double reset = saved[at];
            double keep = saved[at + hidden];
            double fresh = saved[at + 2 * hidden];
            double slope = later[i] + upstream[shape.state(sequence, position, direction) + i];
            own[2 * hidden + i] = slope * (1 - keep) * (1 - fresh * fresh);
            own[hidden + i] = slope * (before(states, direction, sequence, step, i) - fresh) * keep * (1 - keep);
            own[i] = own[2 * hidden + i] * saved[at + 3 * hidden] * reset * (1 - reset);
            old[i] = own[i];
            old[hidden + i] = own[hidden + i];
            old[2 * hidden + i] = own[2 * hidden + i] * reset;
            earlier[i] = slope * keep;
        }
        spread(direction, sequence, step, states, own, old, slopes);
        for (int g = 0; g < shape.gates(); g++) {
            for (int i = 0; i < hidden; i++) {
                earlier[i] += old[g] * recurrent[(direction * hidden + i) * shape.gates() + g];
            }
        }
        return earlier;
    }

    /** Adds what the gates' gradients of one step give to input, weights and biases. */
    private void spread(int direction, int sequence, int step, double[] states, double[] own, double[] old,
            double[][] slopes) {
        int input = (sequence * shape.steps() + shape.position(direction, step)) * shape.in();
        for (int g = 0; g < shape.gates(); g++) {
            slopes[3][direction * shape.gates() + g] += own[g];
            slopes[4][direction * shape.gates() + g] += old[g];
            for (int i = 0; i < shape.in(); i++) {
                int at = (direction * shape.in() + i) * shape.gates() + g;
                slopes[0][input + i] += own[g] * weight[at];
                slopes[1][at] += own[g] * x[input + i];
            }
            for (int i = 0; i < shape.hidden(); i++) {
                slopes[2][(direction * shape.hidden() + i) * shape.gates() + g] += old[g]
                        * before(states, direction, sequence, step, i);
            }
        }
    }
}
