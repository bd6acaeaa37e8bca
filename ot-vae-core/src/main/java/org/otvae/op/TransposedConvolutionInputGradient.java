package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Part of the gradient of {@link TransposedConvolution}: x (of which the shape is read), weight and the gradient to the
 * output, to the gradient to x, which is the convolution of the output's gradient.
 */
public final class TransposedConvolutionInputGradient extends ConvolutionNode {
    /** For SameDiff. */
    public TransposedConvolutionInputGradient() {
    }

    TransposedConvolutionInputGradient(SDVariable x, SDVariable weight, SDVariable upstream, ConvolutionWindow window) {
        super(window, x, weight, upstream);
    }

    @Override
    public String opName() {
        return TransposedConvolution.NAME + "_input_bp";
    }

    @Override
    ConvolutionKernel kernel() {
        return ConvolutionKernel.forGather();
    }

    @Override
    void compute(ConvolutionKernel kernel, INDArray[] in, INDArray[] out) {
        kernel.gather(wideShape(in[2], in[1], TransposedConvolution.WEIGHT), in[2], in[1], null, out[0]);
    }
}
