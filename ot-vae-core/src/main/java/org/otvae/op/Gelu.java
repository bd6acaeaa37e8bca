package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The Gaussian error linear unit in the form that GPT-2 uses, x σ(2u) = x (1 + tanh u)/2 with u = √(2/π) (x + 0.044715 x³)
 * [hendrycks2016gaussian], element by element, any shape. (The derivative of ND4J's {@code preciseGelu} is wrong by 1e-4.)
 */
public final class Gelu extends JavaOp {

    static final String NAME = "otvae_gelu";
    static final double CUBIC = 0.044715; // [hendrycks2016gaussian]
    static final double SLOPE = 2 * Math.sqrt(2 / Math.PI);

    /** For SameDiff. */
    public Gelu() {
    }

    private Gelu(SDVariable x) {
        super(x.getSameDiff(), x);
    }

    /** The unit, in the shape of {@code x}. */
    public static SDVariable of(SDVariable x) {
        return new Gelu(x).outputVariable();
    }

    /** {@link #of} of SameDiff's own operations. */
    public static SDVariable composed(SDVariable x) {
        SDVariable inner = x.add(x.mul(x).mul(x).mul(CUBIC)).mul(SLOPE / 2);
        return x.mul(x.getSameDiff().math().tanh(inner).add(1)).mul(0.5);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        HostArray from = HostArray.toRead(in[0]);
        HostArray to = HostArray.toWrite(out[0]);
        Chunks.forEach(in[0].length(), (start, size) -> {
            double[] x = new double[size];
            double[] share = new double[size];
            from.read(start, x, size);
            logistic(x, share);
            for (int i = 0; i < size; i++) {
                x[i] *= share[i];
            }
            to.write(start, x, size);
        });
        to.done();
    }

    /** σ(2u) of each x. */
    static void logistic(double[] x, double[] share) {
        double[] exponent = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            exponent[i] = -Math.abs(SLOPE * (x[i] + CUBIC * x[i] * x[i] * x[i]));
        }
        Loops.exp(exponent, 0, share, x.length);
        for (int i = 0; i < x.length; i++) {
            share[i] = 0.5 + Math.copySign(0.5, x[i]) * (1 - share[i]) / (1 + share[i]);
        }
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new GeluGradient(arg(0), upstream.get(0)).outputVariable());
    }
}
