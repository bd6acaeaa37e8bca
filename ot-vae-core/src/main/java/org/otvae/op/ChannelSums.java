package org.otvae.op;

import java.nio.FloatBuffer;
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
        FloatBuffer floats = plain.dataType() == DataType.FLOAT ? plain.data().asNioFloat() : null;
        HostArray values = HostArray.toRead(plain);
        blocks.forEach((block, from, to) -> {
            int step = Math.max(1, CHUNK / channels);
            float[] narrow = new float[step * channels];
            double[] wide = new double[step * channels];
            for (int row = from; row < to; row += step) {
                int length = Math.min(step, to - row) * channels;
                if (floats == null) {
                    values.read((long) row * channels, wide, length);
                } else {
                    floats.get(row * channels, narrow, 0, length);
                    for (int i = 0; i < length; i++) {
                        wide[i] = narrow[i];
                    }
                }
                add(partial[block], wide, length);
            }
        });
        for (int block = 1; block < partial.length; block++) {
            Loops.add(partial[0], partial[block], channels);
        }
        HostArray.write(sums, partial[0]);
    }

    private static void add(double[] sums, double[] rows, int length) {
        for (int start = 0; start < length; start += sums.length) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += rows[start + c];
            }
        }
    }
}
