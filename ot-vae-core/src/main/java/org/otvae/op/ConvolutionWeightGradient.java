package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Part of the gradient of {@link Convolution}: x, weight (of which the shape is read) and the gradient to the output,
 * to the gradients to weight and bias.
 */
public final class ConvolutionWeightGradient extends ConvolutionNode {
    /** For SameDiff. */
    public ConvolutionWeightGradient() {
    }

    ConvolutionWeightGradient(SDVariable x, SDVariable weight, SDVariable upstream, ConvolutionWindow window) {
        super(window, x, weight, upstream);
    }

    @Override
    public String opName() {
        return Convolution.NAME + "_weight_bp";
    }

    @Override
    public int getNumOutputs() {
        return 2;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        return List.of(shape(in[1].dataType(), in[1].shape()), shape(in[1].dataType(), in[1].size(3)));
    }

    @Override
    ConvolutionKernel kernel() {
        return ConvolutionKernel.forSlope();
    }

    @Override
    void compute(ConvolutionKernel kernel, INDArray[] in, INDArray[] out) {
        kernel.slope(wideShape(in[0], in[1], Convolution.WEIGHT), in[0], in[2], out[0]);
        ChannelSums.of(in[2], out[1]);
    }
}
