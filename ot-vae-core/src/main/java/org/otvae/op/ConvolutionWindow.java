package org.otvae.op;

/**
 * How the kernel of a convolution moves over an image: steps between neighbouring outputs, rows and columns of zeros
 * around the image, and steps between neighbouring taps of the kernel, as in PyTorch's Conv2d. A convolution over a
 * line is one over an image of height 1.
 *
 * @param strideHeight rows between outputs, at least 1
 * @param strideWidth columns between outputs, at least 1
 * @param paddingHeight rows of zeros above and below, at least 0
 * @param paddingWidth columns of zeros on the left and on the right, at least 0
 * @param dilationHeight rows between taps, at least 1
 * @param dilationWidth columns between taps, at least 1
 */
public record ConvolutionWindow(int strideHeight, int strideWidth, int paddingHeight, int paddingWidth,
        int dilationHeight,
        int dilationWidth) {

    /** Checks the ranges. */
    public ConvolutionWindow {
        atLeast(1, strideHeight, "strideHeight");
        atLeast(1, strideWidth, "strideWidth");
        atLeast(0, paddingHeight, "paddingHeight");
        atLeast(0, paddingWidth, "paddingWidth");
        atLeast(1, dilationHeight, "dilationHeight");
        atLeast(1, dilationWidth, "dilationWidth");
    }

    /** The same stride and padding in both directions, no dilation. */
    public static ConvolutionWindow square(int stride, int padding) {
        return new ConvolutionWindow(stride, stride, padding, padding, 1, 1);
    }

    /** Over an image of height 1 with a kernel of height 1. */
    public static ConvolutionWindow line(int stride, int padding, int dilation) {
        return new ConvolutionWindow(1, stride, 0, padding, 1, dilation);
    }

    /** The rows of the result of a convolution of {@code height} rows; below 1 if the kernel does not fit. */
    long outHeight(long height, long kernelHeight) {
        return Math.floorDiv(height + 2L * paddingHeight - dilationHeight * (kernelHeight - 1) - 1, strideHeight) + 1;
    }

    /** The columns of the result of a convolution of {@code width} columns; below 1 if the kernel does not fit. */
    long outWidth(long width, long kernelWidth) {
        return Math.floorDiv(width + 2L * paddingWidth - dilationWidth * (kernelWidth - 1) - 1, strideWidth) + 1;
    }

    /** The rows of the result of a transposed convolution of {@code height} rows. */
    long transposedHeight(long height, long kernelHeight) {
        return (height - 1) * strideHeight - 2L * paddingHeight + dilationHeight * (kernelHeight - 1) + 1;
    }

    /** The columns of the result of a transposed convolution of {@code width} columns. */
    long transposedWidth(long width, long kernelWidth) {
        return (width - 1) * strideWidth - 2L * paddingWidth + dilationWidth * (kernelWidth - 1) + 1;
    }

    int[] toArguments() {
        return new int[] {strideHeight, strideWidth, paddingHeight, paddingWidth, dilationHeight, dilationWidth};
    }

    static ConvolutionWindow ofArguments(long[] arguments) {
        return new ConvolutionWindow((int) arguments[0], (int) arguments[1], (int) arguments[2], (int) arguments[3],
                (int) arguments[4],
                (int) arguments[5]);
    }

    private static void atLeast(int least, int found, String name) {
        if (found < least) {
            throw new IllegalArgumentException("expected " + name + " of at least " + least + ", found " + found
                    + "; correct the convolution's stride, padding or dilation");
        }
    }
}
