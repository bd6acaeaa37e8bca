package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient node of {@link NegativeEntropy}: logits and the gradient u to the scalar, to {@code u/n p_k (log p_k - Σ_j p_j
 * log p_j)}.
 */
public final class NegativeEntropyGradient extends JavaOp {

    /** For SameDiff. */
    public NegativeEntropyGradient() {
    }

    NegativeEntropyGradient(SDVariable logits, SDVariable upstream) {
        super(logits.getSameDiff(), logits, upstream);
    }

    @Override
    public String opName() {
        return NegativeEntropy.NAME + "_bp";
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        HostArray logits = HostArray.toRead(in[0]);
        HostArray gradient = HostArray.toWrite(out[0]);
        double factor = in[1].getDouble(0) / n;
        RowBlocks.of(n, codes).forEach((block, from, to) -> {
            double[] row = new double[codes];
            double[] share = new double[codes];
            for (int i = from; i < to; i++) {
                logits.read((long) i * codes, row, codes);
                double mean = NegativeEntropy.ofRow(row, share);
                Loops.shiftAndScale(row, mean, factor, codes);
                Loops.multiply(row, share, codes);
                gradient.write((long) i * codes, row, codes);
            }
        });
        gradient.done();
    }
}
