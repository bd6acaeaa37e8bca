package org.otvae.op;

import java.nio.LongBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The index of the least or largest element of each row, the code of each latent. ND4J's own operations take several times
 * as long at the sizes in use; these give the same indices, the first of several equal elements and what comes of NaN
 * included.
 */
public final class RowExtremum {

    private RowExtremum() {
    }

    /** Whether {@link #compute} can stand in for an operation of ND4J's. */
    public static boolean serves(DynamicCustomOp op, INDArray[] inputs, INDArray[] outputs) {
        boolean extremum = op.opName().equals("argmin") || op.opName().equals("argmax");
        return extremum && inputs.length == 1 && inputs[0].rank() == 2 && inputs[0].dataType() == DataType.FLOAT
                && op.numIArguments() == 1 && op.getIArgument(0) == 1 && outputs[0].dataType() == DataType.INT64
                && !outputs[0].isView();
    }

    /** Writes the index of the least element of each row if the operation is {@code argmin}, else of the largest. */
    public static void compute(DynamicCustomOp op, INDArray values, INDArray indices) {
        boolean least = op.opName().equals("argmin");
        int columns = (int) values.size(1);
        HostArray source = HostArray.toRead(values);
        LongBuffer target = indices.data().asNioLong();
        RowBlocks.of((int) values.size(0), columns).forEach((block, from, to) -> {
            float[] row = new float[columns];
            for (int i = from; i < to; i++) {
                source.read((long) i * columns, row, columns);
                target.put(i, least ? least(row) : largest(row));
            }
        });
        Nd4j.getAffinityManager().tagLocation(indices, AffinityManager.Location.HOST);
    }

    private static int least(float[] row) {
        int at = 0;
        float best = row[0];
        for (int i = 1; i < row.length; i++) {
            if (row[i] < best) {
                best = row[i];
                at = i;
            }
        }
        return at;
    }

    private static int largest(float[] row) {
        int at = 0;
        float best = row[0];
        for (int i = 1; i < row.length; i++) {
            if (row[i] > best) {
                best = row[i];
                at = i;
            }
        }
        return at;
    }
}
