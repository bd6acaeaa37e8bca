package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Part of the gradient of {@link Convolution}: x (of which the shape is read), weight and the gradient to the output,
 * to the gradient to x.
 */
public final class ConvolutionInputGradient extends ConvolutionNode {
    /** For SameDiff. */
    public ConvolutionInputGradient() {
    }

    ConvolutionInputGradient(SDVariable x, SDVariable weight, SDVariable upstream, ConvolutionWindow window) {
        super(window, x, weight, upstream);
    }

    @Override
    public String opName() {
        return Convolution.NAME + "_input_bp";
    }

    @Override
    ConvolutionKernel kernel() {
        return ConvolutionKernel.forSpread();
    }

    @Override
    void compute(ConvolutionKernel kernel, INDArray[] in, INDArray[] out) {
        kernel.spread(wideShape(in[0], in[1], Convolution.WEIGHT), in[2], in[1], null, out[0]);
    }
}
