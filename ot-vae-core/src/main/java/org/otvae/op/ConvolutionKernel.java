package org.otvae.op;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The three passes that convolutions, transposed convolutions and their gradients are made of, each a matrix product
 * over {@link Patches} [chellapilla2006convolution], or {@link Winograd}'s where that serves. Blocks of images run in
 * parallel; within a block a few images at a time, so that their patches stay in the cache. An object serves one pass of
 * one node and one caller at a time; patches and views are kept from call to call.
 */
final class ConvolutionKernel {
    /** Bytes of patches worked on at a time by one thread: half a second-level cache of 1 MiB. */
    private static final int CHUNK_BYTES = 1 << 20;
    /** Blocks of that many times {@link Gemm#WORTHWHILE} hold stacks of a few images, whose kernel is packed once. */
    private static final int STACKED = 4;
    /** Cost of moving an element, in multiplications; measured, to a factor of two. */
    private static final long MOVE = 16;

    /**
     * What one thread needs. {@code patches} is null for pointwise convolutions, {@code wide} and {@code narrow} where
     * products read and write the images themselves.
     */
    private record Desk(Patches patches, FilledRows wide, FilledRows narrow, Gemm product) {
        void close() {
            if (patches != null) {
                patches.close();
            }
            if (wide != null) {
                wide.close();
            }
            if (narrow != null) {
                narrow.close();
            }
        }
    }

    /** Images to be written: their memory, rows of it, and the bias that all rows begin with, or null. */
    private record Target(ByteBuffer bytes, ImageRows rows, int columns, ByteBuffer bias) {
    }

    private interface Chunk {
        /** Works on images {@code from} to {@code to - 1} of a block. */
        void run(Desk desk, int block, int from, int to);
    }

    private final boolean transposeA;
    private final boolean transposeB;
    private final Deque<Desk> idle = new ConcurrentLinkedDeque<>();
    private final ImageRows wideRows = new ImageRows();
    private final ImageRows narrowRows = new ImageRows();
    private ConvolutionShape shape;
    private DataType type;
    private RowBlocks blocks;
    private int chunkImages;
    private int rowsOfImage;
    private boolean perExample;
    private PartialSums partial;
    private ConvolutionKernel flipped;
    private INDArray flippedWeight;
    private final Winograd winograd;

    private ConvolutionKernel(boolean transposeA, boolean transposeB) {
        this.transposeA = transposeA;
        this.transposeB = transposeB;
        winograd = new Winograd(transposeA);
    }

    /** For {@link #gather}. */
    static ConvolutionKernel forGather() {
        return new ConvolutionKernel(false, false);
    }

    /** For {@link #spread}. */
    static ConvolutionKernel forSpread() {
        return new ConvolutionKernel(false, true);
    }

    /** For {@link #slope}. */
    static ConvolutionKernel forSlope() {
        return new ConvolutionKernel(true, false);
    }

    /** {@code narrow = patches(wide) · weight + bias}: the convolution. {@code bias} may be null. */
    void gather(ConvolutionShape shape, INDArray wide, INDArray weight, INDArray bias, INDArray narrow) {
        if (leavesPatches(shape, wide.dataType())) {
            winograd.gather(shape, wide, weight, bias, narrow);
            return;
        }
        prepare(shape, wide, narrow);
        INDArray kernel = Gemm.matrix(weight, 0, shape.patch(), shape.features());
        ByteBuffer source = RowMajor.bytes(wide);
        Target target = target(narrow, narrowRows, shape.features(), bias);
        overChunks((desk, block, from, to) -> multiply(desk, patches(desk, source, from, to), kernel, target,
                desk.narrow(), from, to));
    }

    /** {@code wide = patches'(narrow · weight') + bias}: the transposed convolution. {@code bias} may be null. */
    void spread(ConvolutionShape shape, INDArray narrow, INDArray weight, INDArray bias, INDArray wide) {
        if (FlippedKernel.serves(shape)) {
            spreadFlipped(shape, narrow, weight, bias, wide);
            return;
        }
        prepare(shape, wide, narrow);
        INDArray kernel = Gemm.matrix(weight, 0, shape.patch(), shape.features());
        ByteBuffer source = RowMajor.bytes(narrow);
        Target target = target(wide, wideRows, shape.channels(), bias);
        overChunks((desk, block, from, to) -> {
            INDArray rows = desk.narrow() == null ? narrowRows(from, to) : desk.narrow().load(source, from, to);
            if (desk.patches() == null) {
                multiply(desk, rows, kernel, target, desk.wide(), from, to);
            } else {
                desk.product().run(rows, kernel, desk.patches().rows(to - from), false);
                desk.patches().spread(wide, bias, from, to);
            }
        });
    }

    private void spreadFlipped(ConvolutionShape shape, INDArray narrow, INDArray weight, INDArray bias, INDArray wide) {
        long[] flippedShape = FlippedKernel.shape(weight);
        if (flippedWeight == null || !Arrays.equals(flippedWeight.shape(), flippedShape)
                || flippedWeight.dataType() != weight.dataType()) {
            flippedWeight = Nd4j.createUninitialized(weight.dataType(), flippedShape);
            flipped = flipped == null ? forGather() : flipped;
        }
        FlippedKernel.flip(weight, flippedWeight);
        flipped.gather(FlippedKernel.of(shape), narrow, flippedWeight, bias, wide);
    }

    /** {@code slope = patches(wide)' · narrow}: the gradient to the weight. */
    void slope(ConvolutionShape shape, INDArray wide, INDArray narrow, INDArray slope) {
        if (leavesPatches(shape, wide.dataType())) {
            winograd.slope(shape, wide, narrow, slope);
            return;
        }
        prepare(shape, wide, narrow);
        ByteBuffer source = RowMajor.bytes(wide);
        if (partial == null) {
            partial = new PartialSums(blocks.count(), type, slope.shape());
        }
        INDArray[] sums = new INDArray[blocks.count()];
        for (int block = 0; block < sums.length; block++) {
            sums[block] = Gemm.matrix(partial.of(block, slope), 0, shape.patch(), shape.features());
        }
        int[] done = new int[sums.length];
        overChunks((desk, block, from, to) ->
                desk.product().run(patches(desk, source, from, to), narrowRows(from, to), sums[block],
                        done[block]++ > 0));
        partial.addUp(slope);
    }

    private void overChunks(Chunk chunk) {
        blocks.forEach((block, from, to) -> {
            Desk desk = idle.poll();
            if (desk == null) {
                desk = desk();
            }
            int step = shape.isPointwise() && !perExample ? to - from : chunkImages;
            for (int image = from; image < to; image += step) {
                chunk.run(desk, block, image, Math.min(to, image + step));
            }
            idle.push(desk);
        });
    }

    private Desk desk() {
        Patches patches = shape.isPointwise() ? null : new Patches(shape, chunkImages, rowsOfImage, type);
        boolean filled = rowsOfImage > shape.positions();
        return new Desk(patches, filled && patches == null ? filledRows(shape.channels()) : null,
                filled ? filledRows(shape.features()) : null, new Gemm(transposeA, transposeB));
    }

    private FilledRows filledRows(int columns) {
        return new FilledRows(chunkImages, shape.positions(), rowsOfImage, columns, type);
    }

    /** Whether {@link Winograd} computes this shape; if so, the memory of patches goes back. */
    private boolean leavesPatches(ConvolutionShape shape, DataType type) {
        if (!Winograd.serves(shape, type)) {
            return false;
        }
        if (this.shape != null) {
            this.shape = null;
            release();
        }
        return true;
    }

    private void prepare(ConvolutionShape shape, INDArray wide, INDArray narrow) {
        if (!shape.equals(this.shape) || wide.dataType() != type || perExample != PerExample.active()) {
            this.shape = shape;
            perExample = PerExample.active();
            type = wide.dataType();
            release();
            winograd.close();
            plan();
        }
        wideRows.of(wide);
        narrowRows.of(narrow);
    }

    /** Gives all native memory back; the object must not be used any more. */
    void close() {
        release();
        winograd.close();
        if (flippedWeight != null) {
            flippedWeight.close();
            flipped.close();
        }
    }

    /** Native memory goes back at once: a last, smaller batch comes along in every validation. */
    private void release() {
        idle.forEach(Desk::close);
        idle.clear();
        wideRows.clear();
        narrowRows.clear();
        if (partial != null) {
            partial.close();
            partial = null;
        }
    }

    private void plan() {
        long rows = (long) shape.batch() * shape.positions();
        long work = rows * shape.patch() * shape.features() + MOVE * rows * (shape.patch() + shape.features());
        long most = Math.min(Math.min(shape.batch(), Gemm.MOST_BLOCKS),
                perExample ? shape.batch() : rows / Gemm.FEWEST_ROWS);
        long least = perExample ? STACKED * Gemm.WORTHWHILE : Gemm.WORTHWHILE;
        int count = (int) Math.max(1, Math.min(most, work / least));
        blocks = new RowBlocks(shape.batch(), count);
        Stacking one = perExample ? stacking() : null;
        rowsOfImage = perExample ? one.rows() : shape.positions();
        long image = (long) rowsOfImage * shape.patch() * type.width();
        long largestBlock = (shape.batch() + count - 1) / count;
        chunkImages = (int) Math.max(1, Math.min(largestBlock, CHUNK_BYTES / image));
        if (perExample) {
            int stack = shape.isPointwise() ? (int) largestBlock : chunkImages;
            chunkImages = one.exactUpTo(Math.min(stack, Stacking.MOST));
        }
    }

    /** The product of one image in {@link #gather} or {@link #spread}; evaluation has no {@link #slope}. */
    private Stacking stacking() {
        Stacking own = transposeB ? new Stacking(shape.positions(), shape.features(), shape.patch(), true, type)
                : new Stacking(shape.positions(), shape.patch(), shape.features(), false, type);
        return own.filledUp();
    }

    private INDArray patches(Desk desk, ByteBuffer source, int from, int to) {
        if (desk.patches() == null) {
            return desk.wide() == null ? wideRows(from, to) : desk.wide().load(source, from, to);
        }
        desk.patches().gather(source, from, to);
        return desk.patches().rows(to - from);
    }

    private static Target target(INDArray images, ImageRows rows, int columns, INDArray bias) {
        return new Target(RowMajor.bytes(images), rows, columns, bias == null ? null : RowMajor.bytes(bias));
    }

    /** {@code target = a kernel + bias}, by way of {@code own} unless that is null. */
    private void multiply(Desk desk, INDArray a, INDArray kernel, Target target, FilledRows own, int from, int to) {
        boolean add = target.bias() != null;
        if (own == null) {
            if (add) {
                fill(target.bytes(), target.bias(), from * shape.positions(), to * shape.positions());
            }
            desk.product().run(a, kernel, target.rows().get(from, to, target.columns()), add);
        } else {
            if (add) {
                fill(own.bytes(), target.bias(), 0, (to - from) * rowsOfImage);
            }
            desk.product().run(a, kernel, own.rows(to - from), add);
            own.store(target.bytes(), from, to);
        }
    }

    private INDArray wideRows(int from, int to) {
        return wideRows.get(from, to, shape.channels());
    }

    private INDArray narrowRows(int from, int to) {
        return narrowRows.get(from, to, shape.features());
    }

    /** Rows {@code from} to {@code to - 1} of {@code target} become {@code row}, by doubling. */
    private static void fill(ByteBuffer target, ByteBuffer row, int from, int to) {
        int size = row.capacity();
        target.put(from * size, row, 0, size);
        for (int done = 1; done < to - from; done *= 2) {
            target.put((from + done) * size, target, from * size, Math.min(done, to - from - done) * size);
        }
    }
}
