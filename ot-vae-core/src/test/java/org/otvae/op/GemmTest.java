package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GemmTest {

    @ParameterizedTest
    @CsvSource({"3,4,5", "1,7,1", "2000,64,96", "1000,200,64"})
    void productsAreSumsOfProducts(int rows, int inner, int columns) {
        Nd4j.getRandom().setSeed(1);
        INDArray left = Nd4j.randn(DataType.DOUBLE, rows, inner);
        INDArray right = Nd4j.randn(DataType.DOUBLE, inner, columns);
        INDArray before = Nd4j.randn(DataType.DOUBLE, rows, columns);
        INDArray expected = left.mmul(right);
        for (int form = 0; form < 8; form++) {
            boolean transposeA = (form & 1) != 0;
            boolean transposeB = (form & 2) != 0;
            boolean add = (form & 4) != 0;
            INDArray a = rowMajor(transposeA ? left.transpose() : left);
            INDArray b = rowMajor(transposeB ? right.transpose() : right);
            INDArray c = before.dup('c');

            Gemm.multiply(a, transposeA, b, transposeB, Gemm.matrix(c, 0, rows, columns), add);

            INDArray difference = c.sub(add ? expected.add(before) : expected);
            assertThat(difference.amaxNumber().doubleValue()).as("form " + form).isLessThan(1e-11);
        }
    }

    private static INDArray rowMajor(INDArray matrix) {
        return Gemm.matrix(matrix.dup('c'), 0, matrix.size(0), matrix.size(1));
    }
}
