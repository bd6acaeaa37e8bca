package org.otvae.op;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The rows of a few examples as one matrix in which each example has more rows than its own, see
 * {@link Stacking#filledUp}. What the rows between hold is nobody's business but never a number that slows arithmetic
 * down: they are zero until a product writes them.
 */
final class FilledRows {
    private final DataType type;
    private final int ownBytes;
    private final int filledBytes;
    private final int filled;
    private final int columns;
    private final INDArray matrix;
    private final ByteBuffer bytes;
    private final INDArray[] views;

    /**
     * Room for {@code examples} examples.
     *
     * @param rows    rows of one example
     * @param filled  rows that it has here, no fewer
     * @param columns elements of a row
     */
    FilledRows(int examples, int rows, int filled, int columns, DataType type) {
        this.type = type;
        this.filled = filled;
        this.columns = columns;
        this.ownBytes = Math.multiplyExact(Math.multiplyExact(rows, columns), type.width());
        this.filledBytes = Math.multiplyExact(Math.multiplyExact(filled, columns), type.width());
        this.matrix = Nd4j.zeros(type, (long) examples * filled, columns);
        this.bytes = RowMajor.bytes(matrix);
        this.views = new INDArray[examples + 1];
    }

    /** Whether this has room for {@code examples} examples of these sizes. */
    boolean serves(int examples, int rows, int filled, int columns, DataType type) {
        return examples < views.length && filled == this.filled && columns == this.columns && type == this.type
                && ownBytes == rows * columns * type.width();
    }

    /** All rows of the first {@code examples} examples, for {@link Gemm}. */
    INDArray rows(int examples) {
        if (views[examples] == null) {
            views[examples] = Gemm.matrix(matrix, 0, (long) examples * filled, columns);
        }
        return views[examples];
    }

    /** The memory of the rows, to be written. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Copies examples {@code from} to {@code to - 1} of {@code source} here and gives their rows. */
    INDArray load(ByteBuffer source, int from, int to) {
        for (int example = from; example < to; example++) {
            bytes.put((example - from) * filledBytes, source, example * ownBytes, ownBytes);
        }
        return rows(to - from);
    }

    /** Copies what is here to examples {@code from} to {@code to - 1} of {@code target}. */
    void store(ByteBuffer target, int from, int to) {
        for (int example = from; example < to; example++) {
            target.put(example * ownBytes, bytes, (example - from) * filledBytes, ownBytes);
        }
    }

    /** Gives the memory back; the object must not be used any more. */
    void close() {
        matrix.close();
    }
}
