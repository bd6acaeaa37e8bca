package org.otvae.op;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * Channels of each example moved behind its positions, or before them: {@code [n, a, b] → [n, b, a]}, where each letter may
 * be several dimensions or none. ND4J's own {@code permute} takes several times as long.
 */
public final class Transposition {
    /** Elements of one matrix beyond which it is left to ND4J: a thread holds two copies. */
    private static final long MOST = 1 << 18;

    private final int matrices;
    private final int rows;
    private final int columns;

    private Transposition(int matrices, int rows, int columns) {
        this.matrices = matrices;
        this.rows = rows;
        this.columns = columns;
    }

    /** What can stand in for an operation of ND4J's; null if nothing can. */
    public static Transposition of(DynamicCustomOp op, INDArray[] inputs) {
        if (!op.opName().equals("permute") || inputs.length != 1 || inputs[0].dataType() != DataType.FLOAT
                || inputs[0].isEmpty() || op.numIArguments() != inputs[0].rank()) {
            return null;
        }
        int rank = inputs[0].rank();
        int kept = 0;
        while (kept < rank && op.getIArgument(kept) == kept) {
            kept++;
        }
        if (kept == rank) {
            return null;
        }
        int first = op.getIArgument(kept).intValue();
        for (int i = kept; i < rank; i++) {
            int turned = first + i - kept;
            if (op.getIArgument(i) != (turned < rank ? turned : turned - rank + kept)) {
                return null;
            }
        }
        long rows = product(inputs[0], kept, first);
        long columns = product(inputs[0], first, rank);
        return rows * columns > MOST ? null
                : new Transposition(Math.toIntExact(product(inputs[0], 0, kept)), (int) rows, (int) columns);
    }

    private static long product(INDArray array, int from, int to) {
        long product = 1;
        for (int d = from; d < to; d++) {
            product *= array.size(d);
        }
        return product;
    }

    /** Moves the elements of {@code source} to {@code target}, both of type FLOAT. */
    public void compute(INDArray source, INDArray target) {
        HostArray given = HostArray.toRead(source);
        HostArray wanted = HostArray.toWrite(target);
        int size = rows * columns;
        RowBlocks.of(matrices, size).forEach((block, from, to) -> {
            float[] before = new float[size];
            float[] after = new float[size];
            for (int matrix = from; matrix < to; matrix++) {
                given.read((long) matrix * size, before, size);
                if (rows < columns) {
                    readInOrder(before, after);
                } else {
                    writeInOrder(before, after);
                }
                wanted.write((long) matrix * size, after, size);
            }
        });
        wanted.done();
    }

    private void readInOrder(float[] before, float[] after) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                after[j * rows + i] = before[i * columns + j];
            }
        }
    }

    private void writeInOrder(float[] before, float[] after) {
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                after[j * rows + i] = before[i * columns + j];
            }
        }
    }
}
