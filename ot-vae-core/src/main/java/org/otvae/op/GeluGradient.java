package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/** The gradient node of {@link Gelu}: x and the gradient to its result, to that to x: times σ + x σ (1 - σ) (2u)'. */
public final class GeluGradient extends JavaOp {

    /** For SameDiff. */
    public GeluGradient() {
    }

    GeluGradient(SDVariable x, SDVariable upstream) {
        super(x.getSameDiff(), x, upstream);
    }

    @Override
    public String opName() {
        return Gelu.NAME + "_bp";
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        return List.of(shape(in[0].dataType(), in[0].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        HostArray from = HostArray.toRead(in[0]);
        HostArray upstream = HostArray.toRead(in[1]);
        HostArray to = HostArray.toWrite(out[0]);
        Gelu.forEachChunk(in[0], (start, size) -> {
            double[] x = new double[size];
            double[] share = new double[size];
            double[] slope = new double[size];
            from.read(start, x, size);
            upstream.read(start, slope, size);
            Gelu.logistic(x, share);
            for (int i = 0; i < size; i++) {
                double inner = Gelu.SLOPE * (1 + 3 * Gelu.CUBIC * x[i] * x[i]);
                slope[i] *= share[i] * (1 + x[i] * (1 - share[i]) * inner);
            }
            to.write(start, slope, size);
        });
        to.done();
    }
}
