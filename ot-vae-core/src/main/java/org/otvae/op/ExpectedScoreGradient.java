package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The gradient node of {@link ExpectedScore}: logPlan, scores and the gradient u to the scalar, to
 * {@code dlogPlan = u/n exp(logPlan) score} and {@code dscore = u/n exp(logPlan)}.
 */
public final class ExpectedScoreGradient extends JavaOp {

    /** For SameDiff. */
    public ExpectedScoreGradient() {
    }

    ExpectedScoreGradient(SDVariable logPlan, SDVariable scores, SDVariable upstream) {
        super(logPlan.getSameDiff(), logPlan, scores, upstream);
    }

    @Override
    public String opName() {
        return ExpectedScore.NAME + "_bp";
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
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        HostArray logPlan = HostArray.toRead(in[0]);
        HostArray scores = HostArray.toRead(in[1]);
        HostArray toPlan = HostArray.toWrite(out[0]);
        HostArray toScores = HostArray.toWrite(out[1]);
        double factor = in[2].getDouble(0) / n;
        RowBlocks.of(n, codes).forEach((block, from, to) -> {
            double[] share = new double[codes];
            double[] score = new double[codes];
            for (int i = from; i < to; i++) {
                logPlan.read((long) i * codes, share, codes);
                scores.read((long) i * codes, score, codes);
                Loops.exp(share, 0, share, codes);
                for (int k = 0; k < codes; k++) {
                    share[k] *= factor;
                    score[k] *= share[k];
                }
                toPlan.write((long) i * codes, score, codes);
                toScores.write((long) i * codes, share, codes);
            }
        });
        toPlan.done();
        toScores.done();
    }
}
