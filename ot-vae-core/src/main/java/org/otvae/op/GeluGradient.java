package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    public void compute(INDArray[] in, INDArray[] out) {
        HostArray from = HostArray.toRead(in[0]);
        HostArray upstream = HostArray.toRead(in[1]);
        HostArray to = HostArray.toWrite(out[0]);
        Chunks.forEach(in[0].length(), (start, size) -> {
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
