package org.otvae.op;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One array a block, to be summed in the order of the blocks; the first is the result itself. Kept from call to call.
 */
final class PartialSums {
    private final INDArray[] rest;
    private final DataType type;

    /** Room for the sums of {@code blocks} blocks, each of {@code shape}. */
    PartialSums(int blocks, DataType type, long... shape) {
        this.type = type;
        rest = new INDArray[blocks - 1];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = Nd4j.create(type, shape);
        }
    }

    /** The array of a block. */
    INDArray of(int block, INDArray result) {
        return block == 0 ? result : rest[block - 1];
    }

    /** Adds the arrays of the other blocks to {@code result}. */
    void addUp(INDArray result) {
        if (rest.length > 0) {
            RowBlocks.of((int) result.length(), rest.length).forEach((block, from, to) -> {
                if (type == DataType.FLOAT) {
                    addFloats(result, from, to - from);
                } else {
                    addDoubles(result, from, to - from);
                }
            });
        }
    }

    /** Gives the memory back; the object must not be used any more. */
    void close() {
        for (INDArray one : rest) {
            one.close();
        }
    }

    private void addFloats(INDArray result, int from, int length) {
        float[] sum = new float[length];
        float[] term = new float[length];
        result.data().asNioFloat().get(from, sum);
        for (INDArray one : rest) {
            one.data().asNioFloat().get(from, term);
            Loops.add(sum, term, length);
        }
        result.data().asNioFloat().put(from, sum);
    }

    private void addDoubles(INDArray result, int from, int length) {
        double[] sum = new double[length];
        double[] term = new double[length];
        result.data().asNioDouble().get(from, sum);
        for (INDArray one : rest) {
            one.data().asNioDouble().get(from, term);
            Loops.add(sum, term, length);
        }
        result.data().asNioDouble().put(from, sum);
    }
}
