package org.otvae.op;

import java.lang.ref.Reference;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The gradient node of {@link Gru}: x, the weights, the states, what the forward pass saved and the gradient to the
 * states, to the gradients to x, weight, recurrent weight, bias and recurrent bias. From the last step of each direction
 * to the first, with d the gradient to h_t, {@code dn = d (1 - z) (1 - n²)}, {@code dz = d (h - n) z (1 - z)}, {@code dr
 * = dn (h U_n + c_n) r (1 - r)}, and to the step before goes {@code d z} plus the gates' gradients times the transposed
 * recurrent weight.
 */
public final class GruGradient extends GruNode {
    /** For SameDiff. */
    public GruGradient() {
    }

    GruGradient(SDVariable x, SDVariable weight, SDVariable recurrent, SDVariable states, SDVariable saved,
            SDVariable upstream) {
        super(x, weight, recurrent, states, saved, upstream);
    }

    @Override
    public String opName() {
        return Gru.NAME + "_bp";
    }

    @Override
    public int getNumOutputs() {
        return 5;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        DataType type = in[0].dataType();
        GruShape shape = shape(in);
        return List.of(shape(type, in[0].shape()), shape(type, in[1].shape()), shape(type, in[2].shape()),
                shape(type, shape.directions(), shape.gates()), shape(type, shape.directions(), shape.gates()));
    }

    private static GruShape shape(INDArray[] in) {
        int directions = (int) in[4].size(0);
        return new GruShape((int) in[0].size(0), (int) in[0].size(1), (int) in[0].size(2),
                (int) in[2].size(0) / directions, directions);
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        GruShape shape = shape(in);
        if (in[0].dataType() == DataType.DOUBLE) {
            GruExact.backward(shape, in, out);
            return;
        }
        INDArray[] sources = Gru.rowMajor(in);
        INDArray[] targets = new INDArray[out.length];
        for (int i = 0; i < out.length; i++) {
            targets[i] = RowMajor.target(out[i]);
        }
        kernel(shape).backward(sources, targets);
        Reference.reachabilityFence(sources);
        for (int i = 0; i < out.length; i++) {
            RowMajor.finish(targets[i], out[i]);
        }
    }
}
