package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The negative log-likelihood of each target under softmax(logits), in nats: {@code -l_t + log Σ_k exp l_k} per row. Its gradient
 * is softmax(logits) minus the one-hot target. Sums are shifted by the row's maximum, so no logit is too large. Example: logits
 * {@code [1568, 256]} and targets {@code [1568]} give {@code [1568]}.
 */
public final class CrossEntropy extends JavaOp {

    static final String NAME = "otvae_cross_entropy";

    /** For SameDiff. */
    public CrossEntropy() {
    }

    private CrossEntropy(SDVariable logits, SDVariable targets) {
        super(logits.getSameDiff(), logits, targets);
    }

    /**
     * Adds the loss of each row to a graph.
     *
     * @param logits  {@code [n, codes]}
     * @param targets whole numbers from 0 to codes - 1, type INT or LONG, {@code [n]}
     * @return nats, {@code [n]}
     */
    public static SDVariable of(SDVariable logits, SDVariable targets) {
        return new CrossEntropy(logits, targets).outputVariable();
    }

    /** {@link #of} of SameDiff's own operations. */
    public static SDVariable composed(SDVariable logits, SDVariable targets, int codes) {
        var sameDiff = logits.getSameDiff();
        SDVariable chosen = sameDiff.oneHot(targets, codes, -1, 1, 0, logits.dataType()).mul(logits).sum(1);
        return sameDiff.math().log(sameDiff.math().exp(logits).sum(1)).sub(chosen);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "logits", "[n, codes]");
        requireRank(in[1], 1, "targets", "[n]");
        requireSize(in[0].size(0), in[1].size(0), "targets");
        return List.of(shape(in[0].dataType(), in[0].size(0)));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int rows = Math.toIntExact(in[0].size(0));
        int codes = Math.toIntExact(in[0].size(1));
        int[] targets = EmbeddingLookup.indices(in[1], codes);
        HostArray logits = HostArray.toRead(in[0]);
        double[] losses = new double[rows];
        RowBlocks.of(rows, codes).forEach((block, from, to) -> {
            double[] row = new double[codes];
            double[] share = new double[codes];
            for (int i = from; i < to; i++) {
                logits.read((long) i * codes, row, codes);
                losses[i] = logSum(row, share) - row[targets[i]];
            }
        });
        HostArray.write(out[0], losses);
    }

    /** log Σ exp of a row; {@code share} becomes softmax of the row. */
    static double logSum(double[] row, double[] share) {
        double most = Double.NEGATIVE_INFINITY;
        for (double value : row) {
            most = Math.max(most, value); // NaN stays NaN
        }
        double sum = 0;
        for (int k = 0; k < row.length; k++) {
            share[k] = Math.exp(row[k] - most);
            sum += share[k];
        }
        for (int k = 0; k < row.length; k++) {
            share[k] /= sum;
        }
        return most + Math.log(sum);
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new CrossEntropyGradient(arg(0), arg(1), upstream.get(0)).outputVariable(), sameDiff.zerosLike(arg(1)));
    }
}
