package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Slides a kernel over images with channels last: each output pixel is the kernel's inner product with the pixels under
 * it, plus a bias. Computed by matrix products ({@link ConvolutionKernel}). Output size as PyTorch's
 * Conv2d: {@code (height + 2 padding - dilation (kernel - 1) - 1) / stride + 1}, rounded down.
 * Example: x {@code [32, 28, 28, 1]}, weight {@code [4, 4, 1, 32]}, stride 2, padding 1 → {@code [32, 14, 14, 32]}.
 */
public final class Convolution extends ConvolutionNode {
    static final String NAME = "otvae_convolution";
    static final String WEIGHT = "[kernelHeight, kernelWidth, in, out]";

    /** For SameDiff. */
    public Convolution() {
    }

    private Convolution(SDVariable x, SDVariable weight, SDVariable bias, ConvolutionWindow window) {
        super(window, x, weight, bias);
    }

    /**
     * A convolution with the same stride and padding in both directions.
     *
     * @param x {@code [batch, height, width, in]}
     * @param weight {@code [kernelHeight, kernelWidth, in, out]}
     * @param bias {@code [out]}
     * @param stride pixels between outputs, at least 1
     * @param padding pixels of zeros around the image, at least 0
     * @return {@code [batch, outHeight, outWidth, out]}
     */
    public static SDVariable of(SDVariable x, SDVariable weight, SDVariable bias, int stride, int padding) {
        return of(x, weight, bias, ConvolutionWindow.square(stride, padding));
    }

    /** A convolution with any window; shapes as in {@link #of(SDVariable, SDVariable, SDVariable, int, int)}. */
    public static SDVariable of(SDVariable x, SDVariable weight, SDVariable bias, ConvolutionWindow window) {
        return new Convolution(x, weight, bias, window).outputVariable();
    }

    /** {@link #of(SDVariable, SDVariable, SDVariable, ConvolutionWindow)} by SameDiff's own operation. */
    public static SDVariable composed(SDVariable x, SDVariable weight, SDVariable bias, ConvolutionWindow window) {
        Conv2DConfig config = Conv2DConfig.builder().kH(weight.getShape()[0]).kW(weight.getShape()[1])
                .sH(window.strideHeight())
                .sW(window.strideWidth()).pH(window.paddingHeight()).pW(window.paddingWidth())
                        .dH(window.dilationHeight())
                .dW(window.dilationWidth()).paddingMode(PaddingMode.VALID).dataFormat(Conv2DConfig.NHWC).build();
        return x.getSameDiff().cnn().conv2d(x, weight, bias, config);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        ConvolutionShape shape = wideShape(in[0], in[1], WEIGHT);
        requireBias(in[2], shape.features());
        return List.of(shape(in[0].dataType(), shape.batch(), shape.outHeight(), shape.outWidth(), shape.features()));
    }

    @Override
    ConvolutionKernel kernel() {
        return ConvolutionKernel.forGather();
    }

    @Override
    void compute(ConvolutionKernel kernel, INDArray[] in, INDArray[] out) {
        kernel.gather(wideShape(in[0], in[1], WEIGHT), in[0], in[1], in[2], out[0]);
    }

    /** Two nodes, so that the gradient to images which need none, the data for instance, is never computed. */
    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable[] parameters = new ConvolutionWeightGradient(arg(0), arg(1), upstream.get(0), window())
                .outputVariables();
        SDVariable input = new ConvolutionInputGradient(arg(0), arg(1), upstream.get(0), window()).outputVariable();
        return List.of(input, parameters[0], parameters[1]);
    }
}
