package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.shape.Permute;
import org.nd4j.linalg.factory.Nd4j;

class TranspositionTest {

    /** Channels last and first, of images, sound and rows; shape, then order. */
    @ParameterizedTest
    @CsvSource({"2 3 8 5, 0 2 3 1", "2 8 5 3, 0 3 1 2", "1 1 28 28, 0 2 3 1", "37 64 49, 0 2 1", "7 5, 1 0", "4 3 2, 2 0 1",
        "4 3 2, 1 2 0", "300 33 7, 0 2 1", "2 3 4 5 6, 0 1 3 4 2"})
    void movesElementsAsThePermutationOfNd4jDoes(String shape, String order) {
        INDArray x = Nd4j.rand(DataType.FLOAT, longs(shape));
        INDArray expected = x.permute(ints(order)).dup('c');
        INDArray found = Nd4j.createUninitialized(DataType.FLOAT, expected.shape());

        of(x, order).compute(x, found);

        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 1 2 3", "0 2 1 3", "3 2 1 0", "0 3 2 1"})
    void leavesOtherPermutationsToNd4j(String order) {
        assertThat(of(Nd4j.ones(DataType.FLOAT, 2, 3, 4, 5), order)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE, 4 5", "FLOAT, 2000 2000"})
    void leavesOtherTypesAndLargeMatricesToNd4j(DataType type, String shape) {
        assertThat(of(Nd4j.createUninitialized(type, longs(shape)), "1 0")).isNull();
    }

    private static Transposition of(INDArray x, String order) {
        return Transposition.of(new Permute(x, ints(order)), new INDArray[] {x});
    }

    private static int[] ints(String numbers) {
        return Arrays.stream(numbers.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static long[] longs(String numbers) {
        return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
