package org.otvae.op;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays whose memory is their elements in row-major order, as operations that move whole pieces of memory need them.
 */
final class RowMajor {
    private RowMajor() {
    }

    /** {@code array} itself, or a row-major copy of it. */
    static INDArray source(INDArray array) {
        return isRowMajor(array) ? array : array.dup('c');
    }

    /**
     * {@code array} itself, or a row-major array of its shape to be written in its place; {@link #finish} ends the
     * writing.
     */
    static INDArray target(INDArray array) {
        return isRowMajor(array) ? array : Nd4j.createUninitialized(array.dataType(), array.shape(), 'c');
    }

    /** Copies what was written to {@code target} into {@code array}, unless they are the same. */
    static void finish(INDArray target, INDArray array) {
        if (target != array) {
            array.assign(target);
        }
    }

    /** The memory of a row-major array, which must stay reachable while the memory is used. */
    static ByteBuffer bytes(INDArray array) {
        long size = array.length() * array.dataType().width();
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected at most 2147483647 bytes in one array, found " + size
                    + "; use smaller batches");
        }
        return array.data().asNio();
    }

    private static boolean isRowMajor(INDArray array) {
        long stride = 1;
        for (int d = array.rank() - 1; d >= 0; d--) {
            if (array.size(d) != 1 && array.stride(d) != stride) {
                return false;
            }
            stride *= array.size(d);
        }
        return array.offset() == 0 && array.data().offset() == 0;
    }
}
