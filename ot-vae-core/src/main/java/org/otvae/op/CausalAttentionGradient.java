package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient node of {@link CausalAttention}: its input and the gradient to its result, to the gradient to its input. */
public final class CausalAttentionGradient extends JavaOp {

    /** For SameDiff. */
    public CausalAttentionGradient() {
    }

    CausalAttentionGradient(JavaOp forward, SDVariable rows, SDVariable upstream) {
        super(rows.getSameDiff(), rows, upstream);
        addIArgument(forward.iArgs());
    }

    @Override
    public String opName() {
        return CausalAttention.NAME + "_bp";
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        CausalAttention.Shape shape = CausalAttention.Shape.of(this, in[0]);
        HostArray rows = HostArray.toRead(in[0]);
        HostArray upstream = HostArray.toRead(in[1]);
        HostArray slopes = HostArray.toWrite(out[0]);
        int size = shape.positions() * shape.width();
        shape.blocks().forEach((block, from, to) -> {
            double[] own = new double[3 * size];
            double[] given = new double[size];
            double[] slope = new double[3 * size];
            AttentionHead head = shape.head();
            for (int example = from; example < to; example++) {
                rows.read(3L * example * size, own, own.length);
                upstream.read((long) example * size, given, size);
                for (int h = 0; h < shape.heads(); h++) {
                    head.load(own, shape.width(), h);
                    head.backward(given, slope, shape.width(), h);
                }
                slopes.write(3L * example * size, slope, slope.length);
            }
        });
        slopes.done();
    }
}
