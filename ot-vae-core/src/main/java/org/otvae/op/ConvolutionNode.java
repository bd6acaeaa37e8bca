package org.otvae.op;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the convolution nodes share: the window in their arguments, the checks of shapes and the kernel with its memory. */
abstract sealed class ConvolutionNode extends JavaOp permits Convolution, ConvolutionInputGradient,
        ConvolutionWeightGradient,
        TransposedConvolution, TransposedConvolutionInputGradient, TransposedConvolutionWeightGradient {
    private static final String IMAGE = "[batch, height, width, channels]";
    ConvolutionKernel kernel;

    ConvolutionNode() {
    }

    ConvolutionNode(ConvolutionWindow window, SDVariable... inputs) {
        super(inputs[0].getSameDiff(), inputs);
        addIArgument(window.toArguments());
    }

    @Override
    public final void compute(INDArray[] in, INDArray[] out) {
        INDArray[] sources = new INDArray[in.length];
        for (int i = 0; i < in.length; i++) {
            sources[i] = RowMajor.source(in[i]);
        }
        INDArray[] targets = new INDArray[out.length];
        for (int i = 0; i < out.length; i++) {
            targets[i] = RowMajor.target(out[i]);
        }
        if (kernel == null) {
            kernel = kernel();
        }
        compute(kernel, sources, targets);
        Reference.reachabilityFence(sources);
        for (int i = 0; i < out.length; i++) {
            RowMajor.finish(targets[i], out[i]);
        }
    }

    @Override
    public final void release() {
        if (kernel != null) {
            kernel.close();
            kernel = null;
        }
    }

    /** The kernel for this node's pass. */
    abstract ConvolutionKernel kernel();

    /** Computes, on row-major arrays. */
    abstract void compute(ConvolutionKernel kernel, INDArray[] in, INDArray[] out);

    final ConvolutionWindow window() {
        return ConvolutionWindow.ofArguments(iArgs());
    }

    /** The shape of the convolution of {@code wide}, checked. */
    final ConvolutionShape wideShape(INDArray wide, INDArray weight, String weightShape) {
        requireRank(wide, 4, "x", IMAGE);
        requireRank(weight, 4, "weight", weightShape);
        requireSize(weight.size(2), wide.size(3), "channels in x, as the weight " + weightShape + " says");
        ConvolutionShape shape = ConvolutionShape.of(wide, weight, window());
        if (shape.outHeight() < 1 || shape.outWidth() < 1) {
            throw new IllegalArgumentException(opName() + ": expected an image no smaller than the kernel, found "
                    + Arrays.toString(wide.shape())
                    + " with weight " + Arrays.toString(weight.shape()) + " and " + window()
                            + "; use larger images or more padding");
        }
        return shape;
    }

    final void requireBias(INDArray bias, long size) {
        requireRank(bias, 1, "bias", "[out]");
        requireSize(size, bias.length(), "elements in bias, one an output channel");
    }

    final void requireImage(INDArray x) {
        requireRank(x, 4, "x", IMAGE);
    }
}
