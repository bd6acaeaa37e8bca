package org.otvae.op;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array with channels along dimension 1, {@code [batch, channels, height, width]}, {@code [batch, channels, length]}
 * or {@code [n, channels]}, cut into chunks that all have the same channel at the same place: an example each, or for
 * {@code [n, channels]} some rows each. What belongs to channels can so be laid out as a tile of a chunk's length, and
 * every loop runs over the chunk with one index.
 *
 * @param examples the size of dimension 0
 * @param channels the size of dimension 1
 * @param positions elements of a channel of an example, 1 for {@code [n, channels]}
 */
record ChannelLayout(int examples, int channels, int positions) {
    /** Elements of a chunk of {@code [n, channels]}: fits the fastest cache several times over. */
    private static final int CHUNK = 1024;

    static ChannelLayout of(INDArray x, String opName) {
        if (x.rank() < 2 || x.isEmpty()) {
            throw new IllegalArgumentException(opName + ": x must have shape [batch, channels, ...], found "
                    + Arrays.toString(x.shape())
                    + "; reshape it first");
        }
        long positions = x.length() / (x.size(0) * x.size(1));
        return new ChannelLayout((int) x.size(0), (int) x.size(1), (int) positions);
    }

    /** Elements of one channel in all examples. */
    long count() {
        return (long) examples * positions;
    }

    /** Elements of a chunk; the last may have fewer. */
    int chunk() {
        return channels * (positions > 1 ? positions : Math.min(examples, Math.max(1, CHUNK / channels)));
    }

    private long elements() {
        return (long) examples * channels * positions;
    }

    RowBlocks blocks() {
        return RowBlocks.of((int) ((elements() + chunk() - 1) / chunk()), chunk());
    }

    long start(int chunk) {
        return (long) chunk * chunk();
    }

    int length(int chunk) {
        return (int) Math.min(chunk(), elements() - start(chunk));
    }

    /** The value of its channel at each place of a chunk. */
    float[] tile(double[] ofChannels) {
        float[] tile = new float[chunk()];
        int example = channels * positions;
        for (int c = 0; c < channels; c++) {
            Arrays.fill(tile, c * positions, (c + 1) * positions, (float) ofChannels[c]);
        }
        for (int start = example; start < tile.length; start += example) {
            System.arraycopy(tile, 0, tile, start, example);
        }
        return tile;
    }

    /** The sums over the tiles, in their order, and the places of each channel. */
    double[] fold(float[][] tiles) {
        double[] places = new double[chunk()];
        for (float[] tile : tiles) {
            for (int i = 0; i < tile.length; i++) {
                places[i] += tile[i];
            }
        }
        double[] sums = new double[channels];
        for (int start = 0; start < places.length; start += channels * positions) {
            for (int c = 0; c < channels; c++) {
                for (int p = 0; p < positions; p++) {
                    sums[c] += places[start + c * positions + p];
                }
            }
        }
        return sums;
    }
}
