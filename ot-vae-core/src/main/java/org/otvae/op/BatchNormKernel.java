package org.otvae.op;

/**
 * {@link BatchNorm} for arrays of type FLOAT. A sum is taken in float over the chunks of a block, a few dozen
 * differences from a value near the mean, and in double from there on.
 */
final class BatchNormKernel {
    private final ChannelLayout layout;
    private final RowBlocks blocks;

    BatchNormKernel(ChannelLayout layout) {
        this.layout = layout;
        this.blocks = layout.blocks();
    }

    /** Fills the mean and variance of every channel. */
    void statistics(HostArray x, double[] mean, double[] variance) {
        float[] first = new float[layout.channels() * layout.positions()];
        x.read(0, first, first.length);
        double[] shifts = new double[layout.channels()];
        for (int c = 0; c < shifts.length; c++) {
            shifts[c] = first[c * layout.positions()];
        }
        float[] shift = layout.tile(shifts);
        float[][] sums = new float[blocks.count()][layout.chunk()];
        float[][] squares = new float[blocks.count()][layout.chunk()];
        blocks.forEach((block, from, to) -> {
            float[] xs = new float[layout.chunk()];
            for (int chunk = from; chunk < to; chunk++) {
                int length = layout.length(chunk);
                x.read(layout.start(chunk), xs, length);
                Loops.subtract(xs, shift, length);
                Loops.add(sums[block], xs, length);
                Loops.addProduct(squares[block], xs, xs, length);
            }
        });
        double[] sum = layout.fold(sums);
        double[] square = layout.fold(squares);
        for (int c = 0; c < shifts.length; c++) {
            double shifted = sum[c] / layout.count();
            mean[c] = shifts[c] + shifted;
            variance[c] = Math.max(square[c] / layout.count() - shifted * shifted, 0);
        }
    }

    /** Writes {@code y = (x - mean) * scale + beta}, cut off at {@code least}. */
    void normalise(HostArray x, double[] mean, double[] scale, double[] beta, float least, HostArray y) {
        float[] means = layout.tile(mean);
        double[] rest = new double[mean.length];
        for (int c = 0; c < rest.length; c++) {
            rest[c] = beta[c] - (mean[c] - (float) mean[c]) * scale[c];
        }
        float[] scales = layout.tile(scale);
        float[] offsets = layout.tile(rest);
        blocks.forEach((block, from, to) -> {
            float[] xs = new float[layout.chunk()];
            for (int chunk = from; chunk < to; chunk++) {
                int length = layout.length(chunk);
                x.read(layout.start(chunk), xs, length);
                Loops.normalise(xs, means, scales, offsets, least, length);
                y.write(layout.start(chunk), xs, length);
            }
        });
    }

    /** Fills the sums of dy (x - mean) and of dy over every channel; {@code y} is null where nothing was cut off. */
    void gradientSums(HostArray x, HostArray y, HostArray upstream, double[] mean, double[] products, double[] plain) {
        float[] means = layout.tile(mean);
        float[][] productTiles = new float[blocks.count()][layout.chunk()];
        float[][] plainTiles = new float[blocks.count()][layout.chunk()];
        blocks.forEach((block, from, to) -> {
            float[] xs = new float[layout.chunk()];
            float[] dys = new float[layout.chunk()];
            float[] ys = new float[layout.chunk()];
            for (int chunk = from; chunk < to; chunk++) {
                int length = layout.length(chunk);
                read(x, y, upstream, layout.start(chunk), xs, ys, dys, length);
                Loops.subtract(xs, means, length);
                Loops.addProduct(productTiles[block], xs, dys, length);
                Loops.add(plainTiles[block], dys, length);
            }
        });
        System.arraycopy(layout.fold(productTiles), 0, products, 0, products.length);
        System.arraycopy(layout.fold(plainTiles), 0, plain, 0, plain.length);
    }

    /** Writes {@code dx = scale (dy - offset - slope (x - mean))}. */
    void gradient(HostArray x, HostArray y, HostArray upstream, double[] mean, double[] scale, double[] offset,
            double[] slope, HostArray dx) {
        float[] means = layout.tile(mean);
        float[] scales = layout.tile(scale);
        float[] offsets = layout.tile(offset);
        float[] slopes = layout.tile(slope);
        blocks.forEach((block, from, to) -> {
            float[] xs = new float[layout.chunk()];
            float[] dys = new float[layout.chunk()];
            float[] ys = new float[layout.chunk()];
            for (int chunk = from; chunk < to; chunk++) {
                int length = layout.length(chunk);
                read(x, y, upstream, layout.start(chunk), xs, ys, dys, length);
                Loops.subtract(xs, means, length);
                Loops.subtract(dys, offsets, length);
                Loops.subtractProductScaled(dys, slopes, xs, scales, length);
                dx.write(layout.start(chunk), dys, length);
            }
        });
    }

    private static void read(HostArray x, HostArray y, HostArray upstream, long start, float[] xs, float[] ys,
            float[] dys, int length) {
        x.read(start, xs, length);
        upstream.read(start, dys, length);
        if (y != null) {
            y.read(start, ys, length);
            Loops.keepWherePositive(dys, ys, length);
        }
    }
}
