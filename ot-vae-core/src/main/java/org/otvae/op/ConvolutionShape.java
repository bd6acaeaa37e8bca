package org.otvae.op;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sizes of one convolution from a wide image {@code [batch, height, width, channels]} to a narrow one
 * {@code [batch, outHeight, outWidth, features]}; a transposed convolution goes from the narrow to the wide.
 *
 * @param batch images
 * @param height rows of the wide image
 * @param width columns of the wide image
 * @param channels channels of the wide image
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param features channels of the narrow image
 * @param window how the kernel moves
 */
record ConvolutionShape(int batch, int height, int width, int channels, int kernelHeight, int kernelWidth, int features,
        ConvolutionWindow window) {

    /** Of the wide image and the kernel {@code [kernelHeight, kernelWidth, channels, features]}. */
    static ConvolutionShape of(INDArray wide, INDArray weight, ConvolutionWindow window) {
        return new ConvolutionShape((int) wide.size(0), (int) wide.size(1), (int) wide.size(2), (int) wide.size(3),
                (int) weight.size(0),
                (int) weight.size(1), (int) weight.size(3), window);
    }

    int outHeight() {
        return (int) window.outHeight(height, kernelHeight);
    }

    int outWidth() {
        return (int) window.outWidth(width, kernelWidth);
    }

    /** Elements of one wide image. */
    int wideImage() {
        return Math.multiplyExact(height * width, channels);
    }

    /** Positions of one narrow image: rows of the patch matrix. */
    int positions() {
        return outHeight() * outWidth();
    }

    /** Elements of the wide image under the kernel at one position: columns of the patch matrix. */
    int patch() {
        return kernelHeight * kernelWidth * channels;
    }

    /** Whether the patch matrix is the wide image itself. */
    boolean isPointwise() {
        return kernelHeight == 1 && kernelWidth == 1 && window.equals(ConvolutionWindow.square(1, 0));
    }
}
