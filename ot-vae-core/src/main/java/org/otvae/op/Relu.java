package org.otvae.op;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The larger of x and 0, element by element, for any shape. NaN stays NaN. The gradient passes where the output is
 * above 0.
 */
public final class Relu extends JavaOp {
    static final String NAME = "otvae_relu";

    /** For SameDiff. */
    public Relu() {
    }

    private Relu(SDVariable x) {
        super(x.getSameDiff(), x);
    }

    /** The larger of {@code x} and 0, in the shape of {@code x}. */
    public static SDVariable of(SDVariable x) {
        return new Relu(x).outputVariable();
    }

    /** {@link #of} by SameDiff's own operation. */
    public static SDVariable composed(SDVariable x) {
        return x.getSameDiff().nn().relu(x, 0);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        INDArray source = RowMajor.source(in[0]);
        INDArray target = RowMajor.target(out[0]);
        boolean single = source.dataType() == DataType.FLOAT;
        RowBlocks.of(Math.toIntExact(source.length()), 1).forEach((block, from, to) -> {
            if (single) {
                clip(source.data().asNioFloat(), target.data().asNioFloat(), from, to);
            } else {
                clip(source.data().asNioDouble(), target.data().asNioDouble(), from, to);
            }
        });
        RowMajor.finish(target, out[0]);
    }

    private static void clip(FloatBuffer source, FloatBuffer target, int from, int to) {
        float[] x = new float[Math.min(Chunks.SIZE, to - from)];
        for (int start = from; start < to; start += x.length) {
            int length = Math.min(x.length, to - start);
            source.get(start, x, 0, length);
            for (int i = 0; i < length; i++) {
                x[i] = Math.max(x[i], 0);
            }
            target.put(start, x, 0, length);
        }
    }

    private static void clip(DoubleBuffer source, DoubleBuffer target, int from, int to) {
        double[] x = new double[Math.min(Chunks.SIZE, to - from)];
        for (int start = from; start < to; start += x.length) {
            int length = Math.min(x.length, to - start);
            source.get(start, x, 0, length);
            for (int i = 0; i < length; i++) {
                x[i] = Math.max(x[i], 0);
            }
            target.put(start, x, 0, length);
        }
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new ReluGradient(outputVariable(), upstream.get(0)).outputVariable());
    }
}
