package org.otvae.op;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Transposed convolutions of stride 1 as convolutions: of the narrow image, with the taps in reverse order, channels
 * and features exchanged and as much padding as the kernel leaves. Copies take the place of sums, which is faster.
 */
final class FlippedKernel {
    private FlippedKernel() {
    }

    /**
     * Whether the transposed convolution of {@code shape} is such a convolution, and not pointwise, which is simpler
     * still.
     */
    static boolean serves(ConvolutionShape shape) {
        ConvolutionWindow window = shape.window();
        return window.strideHeight() == 1 && window.strideWidth() == 1 && !shape.isPointwise()
                && restHeight(shape) >= 0 && restWidth(shape) >= 0;
    }

    /** The convolution from the narrow image of {@code shape} to its wide image. */
    static ConvolutionShape of(ConvolutionShape shape) {
        ConvolutionWindow window = new ConvolutionWindow(1, 1, restHeight(shape), restWidth(shape), shape.window()
                .dilationHeight(),
                shape.window().dilationWidth());
        return new ConvolutionShape(shape.batch(), shape.outHeight(), shape.outWidth(), shape.features(),
                shape.kernelHeight(), shape.kernelWidth(),
                shape.channels(), window);
    }

    /**
     * The row-major kernel {@code [kernelHeight, kernelWidth, channels, features]} into {@code flipped}, of {@link
     * #shape}.
     */
    static void flip(INDArray weight, INDArray flipped) {
        int taps = (int) (weight.size(0) * weight.size(1));
        int channels = (int) weight.size(2);
        int features = (int) weight.size(3);
        if (weight.dataType() == DataType.FLOAT) {
            float[] source = new float[(int) weight.length()];
            float[] target = new float[source.length];
            weight.data().asNioFloat().get(0, source);
            for (int row = 0; row < taps * features; row++) {
                int from = (taps - 1 - row / features) * channels * features + row % features;
                for (int c = 0; c < channels; c++) {
                    target[row * channels + c] = source[from + c * features];
                }
            }
            flipped.data().asNioFloat().put(0, target);
        } else {
            double[] source = new double[(int) weight.length()];
            double[] target = new double[source.length];
            weight.data().asNioDouble().get(0, source);
            for (int row = 0; row < taps * features; row++) {
                int from = (taps - 1 - row / features) * channels * features + row % features;
                for (int c = 0; c < channels; c++) {
                    target[row * channels + c] = source[from + c * features];
                }
            }
            flipped.data().asNioDouble().put(0, target);
        }
    }

    /** {@code [kernelHeight, kernelWidth, features, channels]}. */
    static long[] shape(INDArray weight) {
        return new long[] {weight.size(0), weight.size(1), weight.size(3), weight.size(2)};
    }

    private static int restHeight(ConvolutionShape shape) {
        return shape.window().dilationHeight() * (shape.kernelHeight() - 1) - shape.window().paddingHeight();
    }

    private static int restWidth(ConvolutionShape shape) {
        return shape.window().dilationWidth() * (shape.kernelWidth() - 1) - shape.window().paddingWidth();
    }
}
