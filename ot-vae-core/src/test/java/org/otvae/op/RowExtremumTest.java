package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.indexaccum.custom.ArgMax;
import org.nd4j.linalg.api.ops.impl.indexaccum.custom.ArgMin;
import org.nd4j.linalg.factory.Nd4j;

class RowExtremumTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 512", "49, 256", "300, 77", "5, 3"})
    void isWhatTheOperationsOfNd4jFind(int rows, int columns) {
        assertAsNd4j(Nd4j.rand(DataType.FLOAT, rows, columns));
        assertAsNd4j(Nd4j.rand(DataType.FLOAT, rows, columns).muli(4).castTo(DataType.INT32).castTo(DataType.FLOAT)); // ties
        assertAsNd4j(Nd4j.rand(DataType.FLOAT, columns, rows).transpose());
    }

    @Test
    void isThatAlsoBesideNanInfinitiesAndNegativeZero() {
        assertAsNd4j(Nd4j.createFromArray(new float[][] {{NAN, 2, 1}, {2, NAN, 1}, {2, 1, NAN}, {NAN, NAN, NAN}, {1, 1, 1},
                {INFINITY, INFINITY, INFINITY}, {-INFINITY, 1, -INFINITY}, {1, INFINITY, -INFINITY}, {-0f, 0f, 0f},
                {0f, -0f, 0f}}));
    }

    @Test
    void leavesEverythingButRowsOfFloatsToNd4j() {
        assertThat(serves(new ArgMin(Nd4j.ones(DataType.FLOAT, 2, 3), false, new int[] {1}))).isTrue();
        assertThat(serves(new ArgMin(Nd4j.ones(DataType.FLOAT, 2, 3), false, new int[] {0}))).isFalse();
        assertThat(serves(new ArgMin(Nd4j.ones(DataType.DOUBLE, 2, 3), false, new int[] {1}))).isFalse();
        assertThat(serves(new ArgMax(Nd4j.ones(DataType.FLOAT, 2, 3, 4), false, new int[] {1}))).isFalse();
    }

    private static void assertAsNd4j(INDArray values) {
        for (DynamicCustomOp op : new DynamicCustomOp[] {new ArgMin(values, false, new int[] {1}),
            new ArgMax(values, false, new int[] {1})}) {
            INDArray found = Nd4j.createUninitialized(DataType.INT64, values.size(0));

            RowExtremum.compute(op, values, found);

            assertThat(found.toLongVector()).as(op.opName()).isEqualTo(Nd4j.exec(op)[0].toLongVector());
        }
    }

    private static boolean serves(DynamicCustomOp op) {
        INDArray values = op.getInputArgument(0);
        return RowExtremum.serves(op, new INDArray[] {values},
                new INDArray[] {Nd4j.createUninitialized(DataType.INT64, values.size(0))});
    }
}
