package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient node of {@link GumbelSoftmax}: samples, temperature and the gradient to the samples, to the gradient to
 * the logits.
 */
public final class GumbelSoftmaxGradient extends JavaOp {
    /** For SameDiff. */
    public GumbelSoftmaxGradient() {
    }

    GumbelSoftmaxGradient(SDVariable samples, SDVariable temperature, SDVariable upstream) {
        super(samples.getSameDiff(), samples, temperature, upstream);
    }

    @Override
    public String opName() {
        return GumbelSoftmax.NAME + "_bp";
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        double perTemperature = 1 / positive(in[1], "temperature");
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        HostArray samples = HostArray.toRead(in[0]);
        HostArray upstream = HostArray.toRead(in[2]);
        HostArray gradient = HostArray.toWrite(out[0]);
        RowBlocks.of(n, codes).forEach((block, from, to) -> {
            double[] y = new double[codes];
            double[] dy = new double[codes];
            double[] product = new double[codes];
            for (int i = from; i < to; i++) {
                samples.read((long) i * codes, y, codes);
                upstream.read((long) i * codes, dy, codes);
                for (int k = 0; k < codes; k++) {
                    product[k] = y[k] * dy[k];
                }
                double mean = Loops.sum(product, codes);
                for (int k = 0; k < codes; k++) {
                    dy[k] = y[k] * (dy[k] - mean) * perTemperature;
                }
                gradient.write((long) i * codes, dy, codes);
            }
        });
        gradient.done();
    }
}
