package org.otvae.op;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link Gru} for arrays of type FLOAT: matrix products by the BLAS, gates by fused loops. Each direction of each part of
 * the batch is one task, so two directions keep two processors busy without waiting for one another at every step. An
 * object serves one node and one caller at a time; its room is kept from call to call.
 */
final class GruKernel {
    private final GruShape shape;
    private final RowBlocks tasks;
    private final GruTask[] desks;
    private INDArray gates;
    private PartialSums weights;
    private PartialSums recurrents;

    GruKernel(GruShape shape) {
        this.shape = shape;
        int count = shape.directions() * shape.parts();
        tasks = new RowBlocks(count, count);
        desks = new GruTask[count];
        for (int task = 0; task < count; task++) {
            int part = task / shape.directions();
            desks[task] = new GruTask(shape, task % shape.directions(), start(part), start(part + 1));
        }
    }

    boolean serves(GruShape other) {
        return shape.equals(other);
    }

    private int start(int part) {
        return (int) ((long) shape.batch() * part / shape.parts());
    }

    /** x, weight, recurrent weight, bias and recurrent bias to the states and what the gradient needs. */
    void forward(INDArray[] in, INDArray[] out) {
        prepare();
        int examples = PerExample.active() ? PerExample.parts(shape.batch()) : 0;
        FloatBuffer states = out[0].data().asNioFloat();
        FloatBuffer saved = out[1].data().asNioFloat();
        tasks.forEach((task, from, to) -> {
            GruTask desk = desks[task];
            desk.project(in[0], in[1], gates, examples);
            desk.forward(in[2], biases(in[3], in[4], desk.direction()), gates.data().asNioFloat(), states, saved, examples);
        });
    }

    /** For r and z the sum of both biases; for n that of the input, then that of the state. */
    private float[][] biases(INDArray bias, INDArray recurrentBias, int direction) {
        int hidden = shape.hidden();
        float[] both = new float[2 * hidden];
        float[] more = new float[2 * hidden];
        float[] own = new float[hidden];
        float[] old = new float[hidden];
        int from = direction * shape.gates();
        bias.data().asNioFloat().get(from, both);
        recurrentBias.data().asNioFloat().get(from, more);
        bias.data().asNioFloat().get(from + 2 * hidden, own);
        recurrentBias.data().asNioFloat().get(from + 2 * hidden, old);
        Loops.add(both, more, 2 * hidden);
        return new float[][] {both, own, old};
    }

    /** Inputs and outputs as {@link GruGradient} has them. */
    void backward(INDArray[] in, INDArray[] out) {
        prepare();
        if (weights == null) {
            weights = new PartialSums(shape.parts(), DataType.FLOAT, out[1].shape());
            recurrents = new PartialSums(shape.parts(), DataType.FLOAT, out[2].shape());
        }
        FloatBuffer states = in[3].data().asNioFloat();
        FloatBuffer saved = in[4].data().asNioFloat();
        FloatBuffer upstream = in[5].data().asNioFloat();
        tasks.forEach((task, from, to) -> {
            GruTask desk = desks[task];
            int part = task / shape.directions();
            desk.backward(in[2], states, saved, upstream, gates.data().asNioFloat());
            desk.slopes(in[0], gates, weights.of(part, out[1]), recurrents.of(part, out[2]));
        });
        weights.addUp(out[1]);
        recurrents.addUp(out[2]);
        biasSlopes(out[3], out[4]);
        int rows = shape.batch() * shape.steps();
        INDArray slope = Gemm.matrix(out[0], 0, rows, shape.in());
        for (int direction = 0; direction < shape.directions(); direction++) {
            Gemm.multiply(Gemm.matrix(gates, (long) direction * rows * shape.gates(), rows, shape.gates()), false,
                    Gemm.matrix(in[1], (long) direction * shape.in() * shape.gates(), shape.in(), shape.gates()), true,
                    slope, direction > 0);
        }
    }

    private void biasSlopes(INDArray bias, INDArray recurrentBias) {
        double[] own = new double[shape.directions() * shape.gates()];
        double[] old = new double[own.length];
        for (GruTask desk : desks) {
            desk.addBiasSlopes(own, old);
        }
        HostArray.write(bias, own);
        HostArray.write(recurrentBias, old);
    }

    private void prepare() {
        if (gates == null) {
            gates = Nd4j.createUninitialized(DataType.FLOAT, shape.directions(), (long) shape.batch() * shape.steps(),
                    shape.gates());
        }
    }

    /** Gives the memory back; the object must not be used any more. */
    void close() {
        for (GruTask desk : desks) {
            desk.close();
        }
        if (gates != null) {
            gates.close();
        }
        if (weights != null) {
            weights.close();
            recurrents.close();
        }
    }
}
