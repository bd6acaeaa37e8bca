package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The mean over latents of the score that a plan expects: {@code (1/n) Σ_ik exp(logPlan_ik) score_ik}, a scalar. With
 * distances for scores it is the transport cost per latent [peyre2019computational] Eq. (2.11). One pass, no matrix of
 * products. Example: logPlan and scores {@code [1568, 256]} give one number.
 */
public final class ExpectedScore extends JavaOp {

    static final String NAME = "otvae_expected_score";

    /** For SameDiff. */
    public ExpectedScore() {
    }

    private ExpectedScore(SDVariable logPlan, SDVariable scores) {
        super(logPlan.getSameDiff(), logPlan, scores);
    }

    /** The expectation, a scalar, of scores {@code [n, codes]} under rows exp(logPlan) {@code [n, codes]}. */
    public static SDVariable of(SDVariable logPlan, SDVariable scores) {
        return new ExpectedScore(logPlan, scores).outputVariable();
    }

    /** {@link #of} of SameDiff's own operations. */
    public static SDVariable composed(SDVariable logPlan, SDVariable scores) {
        return logPlan.getSameDiff().math().exp(logPlan).mul(scores).sum(1).mean();
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "logPlan", "[n, codes]");
        requireSize(in[0].size(0), in[1].size(0), "rows of scores");
        requireSize(in[0].size(1), in[1].size(1), "columns of scores");
        return List.of(shape(in[0].dataType()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        HostArray logPlan = HostArray.toRead(in[0]);
        HostArray scores = HostArray.toRead(in[1]);
        RowBlocks blocks = RowBlocks.of(n, codes);
        double[] partial = new double[blocks.count()];
        blocks.forEach((block, from, to) -> {
            double[] share = new double[codes];
            double[] score = new double[codes];
            for (int i = from; i < to; i++) {
                logPlan.read((long) i * codes, share, codes);
                scores.read((long) i * codes, score, codes);
                Loops.exp(share, 0, share, codes);
                Loops.multiply(share, score, codes);
                partial[block] += Loops.sum(share, codes);
            }
        });
        double sum = 0;
        for (double part : partial) {
            sum += part;
        }
        HostArray.write(out[0], new double[] {sum / n});
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new ExpectedScoreGradient(arg(0), arg(1), upstream.get(0)).outputVariables());
    }
}
