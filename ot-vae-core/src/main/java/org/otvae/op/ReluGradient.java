package org.otvae.op;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient node of {@link Relu}: its output and the gradient to that, to the gradient to its input. The bits of an
 * output, which is never negative, are 0 or a positive integer, so the sign of their negative is a mask; a comparison
 * of floating point numbers would not become vector instructions.
 */
public final class ReluGradient extends JavaOp {
    /** For SameDiff. */
    public ReluGradient() {
    }

    ReluGradient(SDVariable output, SDVariable upstream) {
        super(output.getSameDiff(), output, upstream);
    }

    @Override
    public String opName() {
        return Relu.NAME + "_bp";
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        INDArray target = RowMajor.target(out[0]);
        INDArray outputs = RowMajor.source(in[0]);
        INDArray upstreams = RowMajor.source(in[1]);
        ByteBuffer output = RowMajor.bytes(outputs);
        ByteBuffer upstream = RowMajor.bytes(upstreams);
        ByteBuffer gradient = RowMajor.bytes(target);
        boolean single = target.dataType() == DataType.FLOAT;
        RowBlocks.of(Math.toIntExact(target.length()), 1).forEach((block, from, to) -> {
            if (single) {
                mask(output.asIntBuffer(), upstream.asIntBuffer(), gradient.asIntBuffer(), from, to);
            } else {
                mask(output.asLongBuffer(), upstream.asLongBuffer(), gradient.asLongBuffer(), from, to);
            }
        });
        Reference.reachabilityFence(outputs);
        Reference.reachabilityFence(upstreams);
        RowMajor.finish(target, out[0]);
    }

    private static void mask(IntBuffer output, IntBuffer upstream, IntBuffer gradient, int from, int to) {
        int[] y = new int[Math.min(Chunks.SIZE, to - from)];
        int[] dy = new int[y.length];
        for (int start = from; start < to; start += y.length) {
            int length = Math.min(y.length, to - start);
            output.get(start, y, 0, length);
            upstream.get(start, dy, 0, length);
            for (int i = 0; i < length; i++) {
                dy[i] &= -y[i] >> 31;
            }
            gradient.put(start, dy, 0, length);
        }
    }

    private static void mask(LongBuffer output, LongBuffer upstream, LongBuffer gradient, int from, int to) {
        long[] y = new long[Math.min(Chunks.SIZE, to - from)];
        long[] dy = new long[y.length];
        for (int start = from; start < to; start += y.length) {
            int length = Math.min(y.length, to - start);
            output.get(start, y, 0, length);
            upstream.get(start, dy, 0, length);
            for (int i = 0; i < length; i++) {
                dy[i] &= -y[i] >> 63;
            }
            gradient.put(start, dy, 0, length);
        }
    }
}
