package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The gradient node of {@link MeanSquaredDifference}: a, b and the gradient u to the mean, to {@code da = 2u/n (a - b)} and
 * {@code db = -da}.
 */
public final class MeanSquaredDifferenceGradient extends JavaOp {

    /** For SameDiff. */
    public MeanSquaredDifferenceGradient() {
    }

    MeanSquaredDifferenceGradient(SDVariable a, SDVariable b, SDVariable upstream) {
        super(a.getSameDiff(), a, b, upstream);
    }

    @Override
    public String opName() {
        return MeanSquaredDifference.NAME + "_bp";
    }

    @Override
    public int getNumOutputs() {
        return 2;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        return List.of(shape(in[0].dataType(), in[0].shape()), shape(in[1].dataType(), in[1].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        HostArray a = HostArray.toRead(in[0]);
        HostArray b = HostArray.toRead(in[1]);
        HostArray toA = HostArray.toWrite(out[0]);
        HostArray toB = HostArray.toWrite(out[1]);
        int length = (int) in[0].length();
        double factor = 2 * in[2].getDouble(0) / length;
        Chunks.blocks(length).forEach((block, from, to) -> {
            double[] x = new double[Chunks.SIZE];
            double[] y = new double[Chunks.SIZE];
            for (int chunk = from; chunk < to; chunk++) {
                int start = chunk * Chunks.SIZE;
                int size = Math.min(Chunks.SIZE, length - start);
                a.read(start, x, size);
                b.read(start, y, size);
                for (int i = 0; i < size; i++) {
                    x[i] = factor * (x[i] - y[i]);
                    y[i] = -x[i];
                }
                toA.write(start, x, size);
                toB.write(start, y, size);
            }
        });
        toA.done();
        toB.done();
    }
}
