package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The mean over rows of {@code Σ_k p_k log p_k} with {@code p = softmax(logits)}, a scalar in nats: 0 where every row is
 * certain, -log(codes) where all are uniform. One pass, and one for the gradient; the composed form takes nine. Example:
 * logits {@code [1568, 256]} give one number.
 */
public final class NegativeEntropy extends JavaOp {

    static final String NAME = "otvae_negative_entropy";

    /** For SameDiff. */
    public NegativeEntropy() {
    }

    private NegativeEntropy(SDVariable logits) {
        super(logits.getSameDiff(), logits);
    }

    /** The negative entropy, a scalar, of the rows of logits {@code [n, codes]}. */
    public static SDVariable of(SDVariable logits) {
        return new NegativeEntropy(logits).outputVariable();
    }

    /** {@link #of} of SameDiff's own operations, for logits that lie less than about 80 apart (type FLOAT). */
    public static SDVariable composed(SDVariable logits) {
        var math = logits.getSameDiff().math();
        SDVariable logProbabilities = logits.sub(math.log(math.exp(logits).sum(true, 1)));
        return math.exp(logProbabilities).mul(logProbabilities).sum(1).mean();
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "logits", "[n, codes]");
        return List.of(shape(in[0].dataType()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        HostArray logits = HostArray.toRead(in[0]);
        RowBlocks blocks = RowBlocks.of(n, codes);
        double[] partial = new double[blocks.count()];
        blocks.forEach((block, from, to) -> {
            double[] row = new double[codes];
            double[] share = new double[codes];
            for (int i = from; i < to; i++) {
                logits.read((long) i * codes, row, codes);
                partial[block] += ofRow(row, share);
            }
        });
        HostArray.write(out[0], new double[] {Loops.sum(partial, partial.length) / n});
    }

    /** Σ p log p; {@code row} becomes log p and {@code share} p. */
    static double ofRow(double[] row, double[] share) {
        int codes = row.length;
        Loops.shiftAndScale(row, Loops.max(row, codes), 1, codes);
        Loops.exp(row, 0, share, codes);
        double sum = Loops.sum(share, codes);
        Loops.shiftAndScale(row, Math.log(sum), 1, codes);
        Loops.shiftAndScale(share, 0, 1 / sum, codes);
        return Loops.dot(row, share, codes);
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new NegativeEntropyGradient(arg(0), upstream.get(0)).outputVariable());
    }
}
