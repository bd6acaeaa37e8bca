package org.otvae.op;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One direction of a {@link Gru} over some sequences of the batch, by one thread: the steps one after the other, all
 * sequences together. Rows of its own matrices lie step after step.
 */
final class GruTask {
    private final GruShape shape;
    private final int direction;
    private final int from;
    private final int count;
    private final GruCell cell;
    private final double[] ownSums;
    private final double[] oldSums;
    private INDArray state;
    private INDArray old;
    private INDArray befores;
    private Gemm plain;
    private Gemm transposed;
    private Gemm slope;

    /** For the sequences {@code from} to {@code to - 1}. */
    GruTask(GruShape shape, int direction, int from, int to) {
        this.shape = shape;
        this.direction = direction;
        this.from = from;
        this.count = to - from;
        this.cell = new GruCell(shape.hidden());
        this.ownSums = new double[shape.gates()];
        this.oldSums = new double[shape.gates()];
    }

    int direction() {
        return direction;
    }

    /** The input's part of the gates, for all steps at once; {@code examples} 0 unless each sequence is to be alone. */
    void project(INDArray x, INDArray weight, INDArray gates, int examples) {
        plain = plain == null ? new Gemm(false, false) : plain;
        INDArray kernel = Gemm.matrix(weight, (long) direction * shape.in() * shape.gates(), shape.in(), shape.gates());
        int stack = examples == 0 ? count
                : new Stacking(shape.steps(), shape.in(), shape.gates(), false, DataType.FLOAT).exactUpTo(count);
        for (int first = 0; first < count; first += stack) {
            int next = Math.min(count, first + stack);
            plain.run(sequences(x, from + first, from + next, shape.in(), 0), kernel,
                    sequences(gates, from + first, from + next, shape.gates(), direction), false);
        }
    }

    private INDArray sequences(INDArray array, int first, int next, int width, int part) {
        long row = ((long) part * shape.batch() + first) * shape.steps();
        return Gemm.matrix(array, row * width, (long) (next - first) * shape.steps(), width);
    }

    /** All steps, given the input's part of the gates. */
    void forward(INDArray recurrent, float[][] biases, FloatBuffer gates, FloatBuffer states, FloatBuffer saved,
            int examples) {
        int hidden = shape.hidden();
        prepare(1, false);
        INDArray kernel = Gemm.matrix(recurrent, (long) direction * hidden * shape.gates(), hidden, shape.gates());
        int stack = examples == 0 ? count
                : new Stacking(1, hidden, shape.gates(), false, DataType.FLOAT).exactUpTo(count);
        FloatBuffer own = state.data().asNioFloat();
        FloatBuffer pre = old.data().asNioFloat();
        for (int step = 0; step < shape.steps(); step++) {
            int position = shape.position(direction, step);
            for (int first = 0; step > 0 && first < count; first += stack) {
                int next = Math.min(count, first + stack);
                plain.run(Gemm.matrix(state, (long) first * hidden, next - first, hidden), kernel,
                        Gemm.matrix(old, (long) first * shape.gates(), next - first, shape.gates()), false);
            }
            for (int i = 0; i < count; i++) {
                int row = (direction * shape.batch() + from + i) * shape.steps() + position;
                cell.read(gates, row * shape.gates(), pre, i * shape.gates(), own, i * hidden, step > 0);
                cell.forward(biases[0], biases[1], biases[2]);
                cell.writeState(own, i * hidden);
                cell.writeState(states, shape.state(from + i, position, direction));
                cell.save(saved, row * shape.saved());
            }
        }
    }

    /** Back through all steps; {@code gates} becomes the gradient to the input's part of the gates. */
    void backward(INDArray recurrent, FloatBuffer states, FloatBuffer saved, FloatBuffer upstream, FloatBuffer gates) {
        int hidden = shape.hidden();
        prepare(shape.steps(), true);
        java.util.Arrays.fill(ownSums, 0);
        java.util.Arrays.fill(oldSums, 0);
        transposed = transposed == null ? new Gemm(false, true) : transposed;
        INDArray kernel = Gemm.matrix(recurrent, (long) direction * hidden * shape.gates(), hidden, shape.gates());
        INDArray slopes = Gemm.matrix(state, 0, count, hidden);
        FloatBuffer slope = state.data().asNioFloat();
        FloatBuffer pre = old.data().asNioFloat();
        FloatBuffer before = befores.data().asNioFloat();
        for (int step = shape.steps() - 1; step >= 0; step--) {
            int position = shape.position(direction, step);
            for (int i = 0; i < count; i++) {
                int row = (direction * shape.batch() + from + i) * shape.steps() + position;
                int own = step * count + i;
                cell.load(saved, row * shape.saved(), upstream, shape.state(from + i, position, direction));
                cell.before(states, step == 0 ? -1 : shape.state(from + i, shape.position(direction, step - 1), direction));
                cell.later(step == shape.steps() - 1 ? null : slope, i * hidden);
                cell.backward();
                cell.writeBefore(before, own * hidden);
                cell.writeSlopes(gates, row * shape.gates(), pre, own * shape.gates(), slope, i * hidden);
                cell.addToSums();
            }
            cell.moveSums(ownSums, oldSums);
            if (step > 0) {
                transposed.run(Gemm.matrix(old, (long) step * count * shape.gates(), count, shape.gates()), kernel, slopes,
                        true);
            }
        }
    }

    /** The gradients to the weights, after {@link #backward}. */
    void slopes(INDArray x, INDArray gates, INDArray weight, INDArray recurrent) {
        slope = slope == null ? new Gemm(true, false) : slope;
        int hidden = shape.hidden();
        int rows = shape.steps() * count;
        slope.run(sequences(x, from, from + count, shape.in(), 0),
                sequences(gates, from, from + count, shape.gates(), direction),
                Gemm.matrix(weight, (long) direction * shape.in() * shape.gates(), shape.in(), shape.gates()), false);
        slope.run(Gemm.matrix(befores, 0, rows, hidden), Gemm.matrix(old, 0, rows, shape.gates()),
                Gemm.matrix(recurrent, (long) direction * hidden * shape.gates(), hidden, shape.gates()), false);
    }

    /** Adds the gradients to the biases, after {@link #backward}. */
    void addBiasSlopes(double[] own, double[] old) {
        for (int g = 0; g < shape.gates(); g++) {
            own[direction * shape.gates() + g] += ownSums[g];
            old[direction * shape.gates() + g] += oldSums[g];
        }
    }

    private void prepare(int steps, boolean back) {
        if (state == null) {
            state = Nd4j.createUninitialized(DataType.FLOAT, count, shape.hidden());
            old = Nd4j.createUninitialized(DataType.FLOAT, (long) steps * count, shape.gates());
            befores = !back ? null : Nd4j.createUninitialized(DataType.FLOAT, (long) steps * count, shape.hidden());
        }
    }

    void close() {
        for (INDArray own : new INDArray[] {state, old, befores}) {
            if (own != null) {
                own.close();
            }
        }
    }
}
