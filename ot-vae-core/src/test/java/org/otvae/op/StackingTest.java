package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StackingTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 49, 64, 196, 256})
    void examplesAreFilledUpByAQuarterAtMostAndOnlyWhereThatMakesStacksExact(int rows) {
        var own = new Stacking(rows, 64, 64, false, DataType.FLOAT);

        Stacking filled = own.filledUp();

        assertThat(4 * filled.rows()).isBetween(4 * rows, 5 * rows);
        if (filled.rows() > rows) {
            assertThat(own.exactUpTo(4)).isLessThan(4);
            assertThat(filled.exactUpTo(4)).isEqualTo(4);
        }
    }

    @Test
    void longExamplesAreNeitherFilledUpNorTried() {
        var own = new Stacking(1 << 20, 1 << 20, 1 << 20, false, DataType.FLOAT); // a trial would take terabytes

        assertThat(own.filledUp()).isSameAs(own);
        assertThat(own.exactUpTo(1)).isEqualTo(1);
    }

    @Test
    void filledRowsKeepWhatIsBetweenExamplesOutOfThem() {
        ByteBuffer source = floats(1, 2, 3, 4, 5, 6); // three examples of one row of two
        ByteBuffer target = floats(0, 0, 0, 0, 0, 0);
        var rows = new FilledRows(2, 1, 3, 2, DataType.FLOAT);

        INDArray loaded = rows.load(source, 1, 3);
        assertThat(loaded.dup('f').data().asFloat()).containsExactly(3, 4, 0, 0, 0, 0, 5, 6, 0, 0, 0, 0);

        var result = new FilledRows(2, 1, 3, 2, DataType.FLOAT);
        INDArray twice = Gemm.matrix(Nd4j.createFromArray(2f, 0, 0, 2).reshape(2, 2), 0, 2, 2);
        new Gemm(false, false).run(loaded, twice, result.rows(2), false);
        result.store(target, 0, 2);
        assertThat(target.asFloatBuffer()).isEqualTo(floats(6, 8, 10, 12, 0, 0).asFloatBuffer());
        rows.close();
        result.close();
    }

    private static ByteBuffer floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
