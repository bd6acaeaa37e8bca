package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient node of {@link Sinkhorn}: scores, epsilon, the potentials of every iteration and the gradient to the log
 * plan, to the gradient to the scores.
 */
public final class SinkhornGradient extends JavaOp {
    /** For SameDiff. */
    public SinkhornGradient() {
    }

    SinkhornGradient(SDVariable scores, SDVariable epsilon, SDVariable history, SDVariable upstream,
            boolean detachPotentials) {
        super(scores.getSameDiff(), scores, epsilon, history, upstream);
        addIArgument(detachPotentials ? 1 : 0);
    }

    @Override
    public String opName() {
        return Sinkhorn.NAME + "_bp";
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        double epsilon = positive(in[1], "epsilon");
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        if (iArgs()[0] == 1) {
            divide(in[3], epsilon, out[0], n, codes);
            return;
        }
        int iterations = (int) in[2].size(0);
        HostArray history = HostArray.toRead(in[2]);
        double[][] f = new double[iterations][n];
        double[][] g = new double[iterations][codes];
        for (int t = 0; t < iterations; t++) {
            history.read((long) t * (n + codes), f[t], n);
            history.read((long) t * (n + codes) + n, g[t], codes);
        }
        if (in[0].dataType() == DataType.DOUBLE) {
            double[] gradient = new SinkhornLogDomain(HostArray.doubles(in[0]), n, codes, epsilon)
                    .adjoint(f, g, HostArray.doubles(in[3]));
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= epsilon;
            }
            HostArray.write(out[0], gradient);
        } else {
            SinkhornKernel kernel = new SinkhornKernel(HostArray.toRead(in[0]), n, codes, epsilon);
            HostArray target = HostArray.toWrite(out[0]);
            new SinkhornAdjoint(kernel, f, g, HostArray.toRead(in[3]), target).run();
            target.done();
        }
    }

    private static void divide(INDArray upstream, double epsilon, INDArray gradient, int n, int codes) {
        HostArray source = HostArray.toRead(upstream);
        HostArray target = HostArray.toWrite(gradient);
        RowBlocks.of(n, codes).forEach((block, from, to) -> {
            double[] row = new double[codes];
            for (int i = from; i < to; i++) {
                source.read((long) i * codes, row, codes);
                for (int k = 0; k < codes; k++) {
                    row[k] /= epsilon;
                }
                target.write((long) i * codes, row, codes);
            }
        });
        target.done();
    }
}
