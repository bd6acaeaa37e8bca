package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient node of {@link StandardizedDistance}: scores s, their mean and unit, and the gradient g to the scores, to
 * that of the squared distances, {@code ((mean g - g) / unit + s mean(g s) / σ) / 2x} with the distances {@code x = mean - s
 * unit} and their deviation {@code σ = unit - floor}.
 */
public final class StandardizedDistanceGradient extends JavaOp {

    /** For SameDiff. */
    public StandardizedDistanceGradient() {
    }

    StandardizedDistanceGradient(SDVariable scores, SDVariable meanAndUnit, SDVariable upstream) {
        super(scores.getSameDiff(), scores, meanAndUnit, upstream);
    }

    @Override
    public String opName() {
        return StandardizedDistance.NAME + "_bp";
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        HostArray scores = HostArray.toRead(in[0]);
        double centre = in[1].getDouble(0);
        double unit = in[1].getDouble(1);
        double perUnit = 1 / unit;
        HostArray upstream = HostArray.toRead(in[2]);
        HostArray gradient = HostArray.toWrite(out[0]);
        RowBlocks blocks = RowBlocks.of(n, codes);
        double[] slopes = new double[blocks.count()];
        double[] products = new double[blocks.count()];
        blocks.forEach((block, from, to) -> {
            double[] s = new double[codes];
            double[] g = new double[codes];
            for (int i = from; i < to; i++) {
                scores.read((long) i * codes, s, codes);
                upstream.read((long) i * codes, g, codes);
                slopes[block] += Loops.sum(g, codes);
                products[block] += Loops.dot(g, s, codes);
            }
        });
        double mean = Loops.sum(slopes, slopes.length) / n / codes;
        double deviation = unit - StandardizedDistance.FLOOR;
        boolean alike = deviation < 1e-3 * StandardizedDistance.FLOOR; // then nothing but rounding is left in s
        double pull = alike ? 0 : Loops.sum(products, products.length) / n / codes / deviation;
        double least = Math.sqrt(StandardizedDistance.FLOOR); // of distances, which rounding could undercut
        blocks.forEach((block, from, to) -> {
            double[] s = new double[codes];
            double[] g = new double[codes];
            for (int i = from; i < to; i++) {
                scores.read((long) i * codes, s, codes);
                upstream.read((long) i * codes, g, codes);
                for (int k = 0; k < codes; k++) {
                    double slope = (mean - g[k]) * perUnit + s[k] * pull;
                    double twice = Math.max(centre - s[k] * unit, least) * 2;
                    g[k] = slope / twice;
                }
                gradient.write((long) i * codes, g, codes);
            }
        });
        gradient.done();
    }
}
