package org.otvae.op;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolutions of 3 x 3 taps and stride 1, of floats, and the gradients to their kernels with a quarter of the products:
 * 36 for a tile of 16 outputs, where patches take 144 [lavin2016fast]. What is added up before and after them
 * ({@link WinogradTiles}) takes a third of the time. Rounding errors are about five times those of patches.
 *
 * <p>Blocks of images run in parallel; their cuts depend on the shape alone. An object serves one pass of one node and one
 * caller at a time and keeps its memory from call to call.
 */
final class Winograd {
    /** Rows of a product, a tile each: of 64 a tenth of the time more, of 256 no less. Measured with 64 channels. */
    private static final int ROWS = 128;
    /** Positions of an image and channels from which on this is used; what else it could serve is in decision 15. */
    private static final int LEAST_POSITIONS = 256;
    private static final int LEAST_CHANNELS = 32;
    private static final int POINTS = WinogradSums.POINTS * WinogradSums.POINTS;

    /** What one thread needs: factors from the images, products or factors from upstream, and sums over a block. */
    private record Desk(WinogradTiles tiles, INDArray inputs, INDArray outputs, INDArray sums, StackedGemm product) {
        void close() {
            inputs.close();
            outputs.close();
            if (sums != null) {
                sums.close();
            }
        }
    }

    private interface Chunk {
        /** Works on images {@code from} to {@code to - 1} of a block. */
        void run(Desk desk, int block, int from, int to);
    }

    private final boolean toKernel;
    private final Deque<Desk> idle = new ConcurrentLinkedDeque<>();
    private ConvolutionShape shape;
    private RowBlocks blocks;
    private int images;
    private int tiles;
    private INDArray kernel;
    private PartialSums partial;

    private Winograd(boolean toKernel) {
        this.toKernel = toKernel;
    }

    /** For {@link #gather}. */
    static Winograd forGather() {
        return new Winograd(false);
    }

    /** For {@link #slope}. */
    static Winograd forSlope() {
        return new Winograd(true);
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
        overChunks((desk, block, from, to) -> {
            inputs(desk, source, from, to);
            desk.product().run(desk.inputs(), kernel, desk.outputs(), false);
            FloatBuffer products = floats(desk.outputs());
            int image = tiles * shape.features();
            for (int i = from; i < to; i++) {
                desk.tiles().outputs(products, images * image, (i - from) * image, line, target, i);
            }
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
        int[] done = new int[blocks.count()];
        overChunks((desk, block, from, to) -> {
            inputs(desk, source, from, to);
            FloatBuffer factors = floats(desk.outputs());
            int image = tiles * shape.features();
            for (int i = from; i < to; i++) {
                desk.tiles().outputGradients(upstream, i, factors, images * image, (i - from) * image);
            }
            desk.product().run(desk.inputs(), desk.outputs(), desk.sums(), done[block] > 0);
            done[block] += to - from;
            if (done[block] == blocks.size(block)) {
                WinogradWeights.toWeight(floats(desk.sums()), floats(partial.of(block, slope)),
                        shape.channels() * shape.features());
            }
        });
        partial.addUp(slope);
    }

    private void inputs(Desk desk, FloatBuffer source, int from, int to) {
        FloatBuffer factors = floats(desk.inputs());
        int image = tiles * shape.channels();
        for (int i = from; i < to; i++) {
            desk.tiles().inputs(source, i, factors, images * image, (i - from) * image);
        }
        if (toKernel && to - from < images) { // rows left over from another chunk must not count
            float[] zeros = new float[(images - to + from) * image];
            for (int point = 1; point <= POINTS; point++) {
                factors.put(point * images * image - zeros.length, zeros);
            }
        }
    }

    private void overChunks(Chunk chunk) {
        blocks.forEach((block, from, to) -> {
            Desk desk = idle.poll();
            if (desk == null) {
                desk = new Desk(new WinogradTiles(shape), stack(images * tiles, shape.channels()),
                        stack(images * tiles, shape.features()),
                        toKernel ? stack(shape.channels(), shape.features()) : null, new StackedGemm(toKernel));
            }
            for (int image = from; image < to; image += images) {
                chunk.run(desk, block, image, Math.min(to, image + images));
            }
            idle.push(desk);
        });
    }

    private void prepare(ConvolutionShape shape) {
        if (shape.equals(this.shape)) {
            return;
        }
        close();
        this.shape = shape;
        tiles = WinogradTiles.of(shape);
        int wanted = Math.max(1, ROWS / tiles);
        blocks = new RowBlocks(shape.batch(), Math.max(1, Math.min(Gemm.MOST_BLOCKS, shape.batch() / wanted)));
        int largest = (shape.batch() + blocks.count() - 1) / blocks.count();
        int chunks = (largest + wanted - 1) / wanted;
        images = (largest + chunks - 1) / chunks;
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

    /** The bias of every pixel of a line of outputs. */
    private float[] line(float[] bias) {
        float[] line = new float[shape.outWidth() * bias.length];
        for (int x = 0; x < shape.outWidth(); x++) {
            System.arraycopy(bias, 0, line, x * bias.length, bias.length);
        }
        return line;
    }
}
