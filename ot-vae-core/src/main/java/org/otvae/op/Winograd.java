package org.otvae.op;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolutions of 3 x 3 taps and stride 1, of floats, and the gradients to their kernels with a quarter of the products of
 * {@link ConvolutionKernel}: 36 for a tile of 16 outputs instead of 144, Winograd's minimal filtering [lavin2016fast].
 * Summing up before and after them ({@link WinogradTiles}) takes nearly as long as they do. Rounding errors are three to
 * four times those of patches.
 *
 * <p>Blocks of images run in parallel; their cuts depend on the shape alone. An object serves one pass of one node and one
 * caller at a time and keeps its memory from call to call.
 */
final class Winograd {
    /** Rows of a product, a tile each: of 256 products are no faster. Measured with 64 channels. */
    private static final int ROWS = 128;
    /** Rows where there would be fewer blocks than {@link #ENOUGH}: products are a tenth slower. */
    private static final int FEWEST_ROWS = 64;
    /** Blocks that keep most machines busy; arbitrary. */
    private static final int ENOUGH = 16;
    /** Positions of an image from which on this is used; more would be faster, see decision 15. */
    private static final int LEAST_POSITIONS = 256;
    /** Channels and features below which patches are as fast; measured. */
    private static final int LEAST_CHANNELS = 32;
    private static final int POINTS = WinogradSums.POINTS * WinogradSums.POINTS;

    /** What one thread needs: factors from the images, products or factors from upstream, and sums over a block. */
    private record Desk(WinogradTiles tiles, INDArray inputs, INDArray outputs, INDArray sums, Product product) {
        void close() {
            inputs.close();
            outputs.close();
            if (sums != null) {
                sums.close();
            }
        }
    }

    private final boolean toKernel;
    private final Deque<Desk> idle = new ConcurrentLinkedDeque<>();
    private ConvolutionShape shape;
    private RowBlocks blocks;
    private int chunkImages;
    private int tiles;
    private INDArray kernel;
    private PartialSums partial;

    /** For {@link #slope} if {@code toKernel}, else for {@link #gather}. Takes no native memory before the first call. */
    Winograd(boolean toKernel) {
        this.toKernel = toKernel;
    }

    /** Whether this is the way to compute a convolution and its gradients. Never where tokens are made: {@link PerExample}. */
    static boolean serves(ConvolutionShape shape, DataType type) {
        ConvolutionWindow window = shape.window();
        boolean form = shape.kernelHeight() == WinogradSums.TAPS && shape.kernelWidth() == WinogradSums.TAPS
                && window.strideHeight() == 1 && window.strideWidth() == 1
                && window.dilationHeight() == 1 && window.dilationWidth() == 1;
        return form && type == DataType.FLOAT && shape.positions() >= LEAST_POSITIONS
                && Math.min(shape.channels(), shape.features()) >= LEAST_CHANNELS && !PerExample.active();
    }

    /** The convolution, as {@link ConvolutionKernel#gather}. */
    void gather(ConvolutionShape shape, INDArray wide, INDArray weight, INDArray bias, INDArray narrow) {
        prepare(shape);
        if (kernel == null) {
            kernel = stack(shape.channels(), shape.features());
        }
        WinogradWeights.toMatrices(floats(weight), floats(kernel), shape.channels() * shape.features());
        FloatBuffer source = floats(wide);
        FloatBuffer target = floats(narrow);
        float[] line = bias == null ? null : line(bias.toFloatVector());
        blocks.forEach((block, from, to) -> {
            Desk desk = take();
            for (int first = from; first < to; first += chunkImages) {
                int end = Math.min(to, first + chunkImages);
                inputs(desk, source, first, end);
                desk.product().run(desk.inputs(), kernel, desk.outputs(), false);
                outputs(desk, line, target, first, end);
            }
            idle.push(desk);
        });
    }

    /** The gradient to the weight, as {@link ConvolutionKernel#slope}. */
    void slope(ConvolutionShape shape, INDArray wide, INDArray narrow, INDArray slope) {
        prepare(shape);
        if (partial == null) {
            partial = new PartialSums(blocks.count(), DataType.FLOAT, slope.shape());
        }
        FloatBuffer source = floats(wide);
        FloatBuffer upstream = floats(narrow);
        blocks.forEach((block, from, to) -> {
            Desk desk = take();
            for (int first = from; first < to; first += chunkImages) {
                int end = Math.min(to, first + chunkImages);
                inputs(desk, source, first, end);
                outputGradients(desk, upstream, first, end);
                desk.product().run(desk.inputs(), desk.outputs(), desk.sums(), first > from);
            }
            WinogradWeights.toWeight(floats(desk.sums()), floats(partial.of(block, slope)),
                    shape.channels() * shape.features());
            idle.push(desk);
        });
        partial.addUp(slope);
    }

    private void inputs(Desk desk, FloatBuffer wide, int from, int to) {
        FloatBuffer factors = floats(desk.inputs());
        int size = tiles * shape.channels();
        for (int image = from; image < to; image++) {
            desk.tiles().inputs(wide, image, factors, chunkImages * size, (image - from) * size);
        }
        clearRest(factors, to - from, size);
    }

    private void outputs(Desk desk, float[] line, FloatBuffer narrow, int from, int to) {
        FloatBuffer products = floats(desk.outputs());
        int size = tiles * shape.features();
        for (int image = from; image < to; image++) {
            desk.tiles().outputs(products, chunkImages * size, (image - from) * size, line, narrow, image);
        }
    }

    private void outputGradients(Desk desk, FloatBuffer narrow, int from, int to) {
        FloatBuffer factors = floats(desk.outputs());
        int size = tiles * shape.features();
        for (int image = from; image < to; image++) {
            desk.tiles().outputGradients(narrow, image, factors, chunkImages * size, (image - from) * size);
        }
        clearRest(factors, to - from, size);
    }

    /** Zeros in the place of images that a chunk has not, {@code size} elements each in every matrix, lest they be summed up. */
    private void clearRest(FloatBuffer factors, int images, int size) {
        if (toKernel && images < chunkImages) {
            float[] zeros = new float[(chunkImages - images) * size];
            for (int point = 1; point <= POINTS; point++) {
                factors.put(point * chunkImages * size - zeros.length, zeros);
            }
        }
    }

    private Desk take() {
        Desk desk = idle.poll();
        return desk != null ? desk : new Desk(new WinogradTiles(shape), stack(chunkImages * tiles, shape.channels()),
                stack(chunkImages * tiles, shape.features()), toKernel ? stack(shape.channels(), shape.features()) : null,
                new Product(toKernel, false));
    }

    private void prepare(ConvolutionShape shape) {
        if (shape.equals(this.shape)) {
            return;
        }
        close();
        this.shape = shape;
        tiles = WinogradTiles.count(shape);
        int rows = Math.multiplyExact(shape.batch(), tiles);
        int wanted = Math.max(rows / ROWS, Math.min(rows / FEWEST_ROWS, ENOUGH));
        int count = Math.min(Math.min(wanted, shape.batch()), Gemm.MOST_BLOCKS);
        blocks = new RowBlocks(shape.batch(), Math.max(1, count));
        int largest = ceilDiv(shape.batch(), blocks.count());
        int chunks = ceilDiv(largest, Math.max(1, ROWS / tiles));
        chunkImages = ceilDiv(largest, chunks);
    }

    /** Gives all native memory back; memory is taken anew by the next call. */
    void close() {
        shape = null;
        idle.forEach(Desk::close);
        idle.clear();
        if (kernel != null) {
            kernel.close();
            kernel = null;
        }
        if (partial != null) {
            partial.close();
            partial = null;
        }
    }

    private static INDArray stack(long rows, long columns) {
        return Nd4j.zeros(DataType.FLOAT, POINTS, rows, columns);
    }

    private static FloatBuffer floats(INDArray array) {
        return RowMajor.bytes(array).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** The bias of every pixel of a line of outputs. */
    private float[] line(float[] bias) {
        float[] line = new float[shape.outWidth() * bias.length];
        for (int x = 0; x < shape.outWidth(); x++) {
            System.arraycopy(bias, 0, line, x * bias.length, bias.length);
        }
        return line;
    }
}
