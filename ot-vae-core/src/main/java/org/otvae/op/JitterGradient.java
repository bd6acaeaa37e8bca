package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient node of {@link Jitter}: the gradient to the result and the step, to the gradient to x. */
public final class JitterGradient extends JavaOp {
    /** For SameDiff. */
    public JitterGradient() {
    }

    JitterGradient(SDVariable upstream, SDVariable step, double probability, long seed) {
        super(upstream.getSameDiff(), upstream, step);
        addIArgument(seed);
        addTArgument(probability);
    }

    @Override
    public String opName() {
        return Jitter.NAME + "_bp";
    }

    /** A position has at most three takers, itself and its neighbours, whose gradients are added in their order. */
    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int dim = (int) in[0].size(2);
        int[] sources = Jitter.sources(in[0], in[1], tArgs()[0], iArgs()[0]);
        HostArray upstream = HostArray.toRead(in[0]);
        HostArray slope = HostArray.toWrite(out[0]);
        double[] row = new double[dim];
        for (int i = 0; i < sources.length; i++) {
            double[] sum = new double[dim];
            for (int taker = Math.max(0, i - 1); taker <= Math.min(sources.length - 1, i + 1); taker++) {
                if (sources[taker] == i) {
                    upstream.read((long) taker * dim, row, dim);
                    Loops.add(sum, row, dim);
                }
            }
            slope.write((long) i * dim, sum, dim);
        }
        slope.done();
    }
}
