package org.otvae.op;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums over all dimensions of a row-major array but the last: the gradient to a bias. Accumulated in double. */
final class ChannelSums {
    private static final int CHUNK = 4096;

    private ChannelSums() {
    }

    static void of(INDArray plain, INDArray sums) {
        int channels = (int) sums.length();
        RowBlocks blocks = RowBlocks.of((int) (plain.length() / channels), channels);
        double[][] partial = new double[blocks.count()][channels];
        HostArray values = HostArray.toRead(plain);
        boolean single = plain.dataType() == DataType.FLOAT;
        int step = Math.max(1, CHUNK / channels);
        blocks.forEach((block, from, to) -> {
            float[] narrow = new float[single ? step * channels : 0];
            double[] wide = new double[single ? 0 : step * channels];
            for (int row = from; row < to; row += step) {
                int length = Math.min(step, to - row) * channels;
                if (single) {
                    values.read((long) row * channels, narrow, length);
                    add(partial[block], narrow, length);
                } else {
                    values.read((long) row * channels, wide, length);
                    add(partial[block], wide, length);
                }
            }
        });
        for (int block = 1; block < partial.length; block++) {
            Loops.add(partial[0], partial[block], channels);
        }
        HostArray.write(sums, partial[0]);
    }

    private static void add(double[] sums, float[] rows, int length) {
        for (int start = 0; start < length; start += sums.length) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += rows[start + c];
            }
        }
    }

    private static void add(double[] sums, double[] rows, int length) {
        for (int start = 0; start < length; start += sums.length) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += rows[start + c];
            }
        }
    }
}
