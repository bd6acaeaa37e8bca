package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient node of {@link CrossEntropy}: logits, targets and the gradient u {@code [n]}, to u_i (softmax(l_i) - onehot(t_i)). */
public final class CrossEntropyGradient extends JavaOp {

    /** For SameDiff. */
    public CrossEntropyGradient() {
    }

    CrossEntropyGradient(SDVariable logits, SDVariable targets, SDVariable upstream) {
        super(logits.getSameDiff(), logits, targets, upstream);
    }

    @Override
    public String opName() {
        return CrossEntropy.NAME + "_bp";
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int rows = Math.toIntExact(in[0].size(0));
        int codes = Math.toIntExact(in[0].size(1));
        int[] targets = EmbeddingLookup.indices(in[1], codes);
        double[] upstream = HostArray.doubles(in[2]);
        HostArray logits = HostArray.toRead(in[0]);
        HostArray slopes = HostArray.toWrite(out[0]);
        RowBlocks.of(rows, codes).forEach((block, from, to) -> {
            double[] row = new double[codes];
            double[] share = new double[codes];
            for (int i = from; i < to; i++) {
                logits.read((long) i * codes, row, codes);
                CrossEntropy.logSum(row, share);
                share[targets[i]] -= 1;
                for (int k = 0; k < codes; k++) {
                    share[k] *= upstream[i];
                }
                slopes.write((long) i * codes, share, codes);
            }
        });
        slopes.done();
    }
}
