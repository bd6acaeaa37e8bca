package org.otvae.op;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.DeConv2DConfig;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The adjoint of {@link Convolution}, plus a bias: every input pixel adds its multiple of the kernel to the pixels of a
 * larger image, channels last. Output size as PyTorch's ConvTranspose2d without output padding: {@code (height - 1)
 * stride - 2 padding + dilation (kernel - 1) + 1}.
 * Example: x {@code [32, 7, 7, 64]}, weight {@code [4, 4, 32, 64]}, stride 2, padding 1 → {@code [32, 14, 14, 32]}.
 */
public final class TransposedConvolution extends ConvolutionNode {
    static final String NAME = "otvae_transposed_convolution";
    static final String WEIGHT = "[kernelHeight, kernelWidth, out, in]";

    /** For SameDiff. */
    public TransposedConvolution() {
    }

    private TransposedConvolution(SDVariable x, SDVariable weight, SDVariable bias, ConvolutionWindow window) {
        super(window, x, weight, bias);
    }

    /**
     * A transposed convolution with the same stride and padding in both directions.
     *
     * @param x {@code [batch, height, width, in]}
     * @param weight {@code [kernelHeight, kernelWidth, out, in]}
     * @param bias {@code [out]}
     * @param stride pixels of the output between neighbours of the input, at least 1
     * @param padding pixels cut off around the output, at least 0
     * @return {@code [batch, outHeight, outWidth, out]}
     */
    public static SDVariable of(SDVariable x, SDVariable weight, SDVariable bias, int stride, int padding) {
        return of(x, weight, bias, ConvolutionWindow.square(stride, padding));
    }

    /**
     * A transposed convolution with any window; shapes as in {@link #of(SDVariable, SDVariable, SDVariable, int, int)}.
     */
    public static SDVariable of(SDVariable x, SDVariable weight, SDVariable bias, ConvolutionWindow window) {
        return new TransposedConvolution(x, weight, bias, window).outputVariable();
    }

    /**
     * {@link #of(SDVariable, SDVariable, SDVariable, ConvolutionWindow)} by SameDiff's own operation, which is right
     * for dilation 1 only.
     */
    public static SDVariable composed(SDVariable x, SDVariable weight, SDVariable bias, ConvolutionWindow window) {
        DeConv2DConfig config = DeConv2DConfig.builder().kH(weight.getShape()[0]).kW(weight.getShape()[1])
                .sH(window.strideHeight())
                .sW(window.strideWidth()).pH(window.paddingHeight()).pW(window.paddingWidth())
                        .dH(window.dilationHeight())
                .dW(window.dilationWidth()).isSameMode(false).dataFormat(DeConv2DConfig.NHWC).build();
        return x.getSameDiff().cnn().deconv2d(x, weight, bias, config);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireImage(in[0]);
        requireRank(in[1], 4, "weight", WEIGHT);
        requireSize(in[1].size(3), in[0].size(3), "channels in x, as the weight " + WEIGHT + " says");
        requireBias(in[2], in[1].size(2));
        long height = window().transposedHeight(in[0].size(1), in[1].size(0));
        long width = window().transposedWidth(in[0].size(2), in[1].size(1));
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(NAME + ": expected an output of at least one pixel, found " + height
                    + " x " + width + " for x "
                    + Arrays.toString(in[0].shape()) + ", weight " + Arrays.toString(in[1].shape()) + " and "
                            + window() + "; use less padding");
        }
        return List.of(shape(in[0].dataType(), in[0].size(0), height, width, in[1].size(2)));
    }

    @Override
    ConvolutionKernel kernel() {
        return ConvolutionKernel.forSpread();
    }

    @Override
    void compute(ConvolutionKernel kernel, INDArray[] in, INDArray[] out) {
        kernel.spread(wideShape(out[0], in[1], WEIGHT), in[0], in[1], in[2], out[0]);
    }

    /** Two nodes, so that the gradient to images which need none is never computed. */
    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable[] parameters = new TransposedConvolutionWeightGradient(arg(0), arg(1), upstream.get(0), window())
                .outputVariables();
        SDVariable input = new TransposedConvolutionInputGradient(arg(0), arg(1), upstream.get(0), window())
                .outputVariable();
        return List.of(input, parameters[0], parameters[1]);
    }
}
