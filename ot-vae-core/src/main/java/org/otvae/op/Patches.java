package org.otvae.op;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The patch matrix of a few wide images: one row a position of the narrow image, in it the elements under the kernel,
 * {@code [kernelHeight, kernelWidth, channels]}. With channels last a row of the kernel is one piece of the image, so
 * the matrix is made by few copies.
 *
 * <p>Elements that fall on the padding are zero from the start and {@link #gather} never writes them; an object that
 * served {@link #spread} must not be used for {@link #gather}.
 */
final class Patches {
    /**
     * Elements of a piece above which adding up a layer of pieces at a time is faster than piece by piece; measured.
     */
    private static final int LAYERED_FROM = 16;

    private final ConvolutionShape shape;
    private final INDArray matrix;
    private final INDArray allRows;
    private final ByteBuffer bytes;
    private final int elementBytes;
    private final int images;
    private final int rowsOfImage;
    private Pieces pieces;

    /** Room for the patches of {@code images} images, {@code rowsOfImage} rows each, no fewer than its positions. */
    Patches(ConvolutionShape shape, int images, int rowsOfImage, DataType type) {
        this.shape = shape;
        this.images = images;
        this.rowsOfImage = rowsOfImage;
        this.elementBytes = type.width();
        this.matrix = Nd4j.zeros(type, Math.multiplyExact(images, rowsOfImage), shape.patch());
        this.allRows = Gemm.matrix(matrix, 0, matrix.rows(), matrix.columns());
        this.bytes = RowMajor.bytes(matrix);
    }

    /** The rows of the first {@code count} images, for {@link Gemm}. */
    INDArray rows(int count) {
        return count == images ? allRows : Gemm.matrix(matrix, 0, (long) count * rowsOfImage, shape.patch());
    }

    /** Gives the memory back; the object must not be used any more. */
    void close() {
        matrix.close();
    }

    /** Copies the patches of images {@code from} to {@code to - 1} of {@code wide} into the matrix. */
    void gather(ByteBuffer wide, int from, int to) {
        if (pieces == null) {
            pieces = Pieces.longest(shape);
        }
        for (int image = from; image < to; image++) {
            int source = image * shape.wideImage();
            int target = firstRow(image - from);
            for (int p = 0; p < pieces.count(); p++) {
                bytes.put((target + pieces.inPatches()[p]) * elementBytes, wide,
                        (source + pieces.inImage()[p]) * elementBytes,
                        pieces.length()[p] * elementBytes);
            }
        }
    }

    /**
     * Adds the rows of the matrix up into images {@code from} to {@code to - 1} of {@code wide}, upon {@code bias},
     * which may be null.
     */
    void spread(INDArray wide, INDArray bias, int from, int to) {
        if (pieces == null) {
            boolean layered = shape.window().strideWidth() * shape.channels() >= LAYERED_FROM;
            pieces = layered ? Pieces.layered(shape) : Pieces.longest(shape);
        }
        if (wide.dataType() == DataType.FLOAT) {
            spread(wide.data().asNioFloat(), bias == null ? new float[1] : bias.toFloatVector(), from, to);
        } else {
            spread(wide.data().asNioDouble(), bias == null ? new double[1] : bias.toDoubleVector(), from, to);
        }
    }

    private void spread(FloatBuffer wide, float[] bias, int from, int to) {
        FloatBuffer source = matrix.data().asNioFloat();
        float[] terms = new float[shape.wideImage()];
        float[] sums = new float[terms.length];
        for (int image = from; image < to; image++) {
            for (int i = 0; i < sums.length; i += bias.length) {
                System.arraycopy(bias, 0, sums, i, bias.length);
            }
            int first = firstRow(image - from);
            int p = 0;
            while (p < pieces.count()) {
                int begin = pieces.inImage()[p];
                int end = begin;
                for (int layer = pieces.layer()[p]; p < pieces.count() && pieces.layer()[p] == layer; p++) {
                    int at = pieces.inImage()[p];
                    Arrays.fill(terms, end, at, 0);
                    source.get(first + pieces.inPatches()[p], terms, at, pieces.length()[p]);
                    end = at + pieces.length()[p];
                }
                add(sums, terms, begin, end);
            }
            wide.put(image * sums.length, sums);
        }
    }

    private void spread(DoubleBuffer wide, double[] bias, int from, int to) {
        DoubleBuffer source = matrix.data().asNioDouble();
        double[] terms = new double[shape.wideImage()];
        double[] sums = new double[terms.length];
        for (int image = from; image < to; image++) {
            for (int i = 0; i < sums.length; i += bias.length) {
                System.arraycopy(bias, 0, sums, i, bias.length);
            }
            int first = firstRow(image - from);
            int p = 0;
            while (p < pieces.count()) {
                int begin = pieces.inImage()[p];
                int end = begin;
                for (int layer = pieces.layer()[p]; p < pieces.count() && pieces.layer()[p] == layer; p++) {
                    int at = pieces.inImage()[p];
                    Arrays.fill(terms, end, at, 0);
                    source.get(first + pieces.inPatches()[p], terms, at, pieces.length()[p]);
                    end = at + pieces.length()[p];
                }
                add(sums, terms, begin, end);
            }
            wide.put(image * sums.length, sums);
        }
    }

    private int firstRow(int image) {
        return image * rowsOfImage * shape.patch();
    }

    /** The same index in both arrays: a loop that becomes vector instructions. */
    private static void add(float[] sums, float[] terms, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] += terms[i];
        }
    }

    private static void add(double[] sums, double[] terms, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] += terms[i];
        }
    }
}
