package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CausalAttentionTest {

    private static INDArray normal(long seed, long... shape) {
        INDArray values = Nd4j.create(DataType.DOUBLE, shape);
        SplittableRandom random = new SplittableRandom(seed);
        for (long i = 0; i < values.length(); i++) {
            values.putScalar(i, random.nextGaussian());
        }
        return values;
    }

    private static INDArray attend(INDArray rows, int heads, int positions, int streams) {
        SameDiff graph = SameDiff.create();
        return OpSession.value(CausalAttention.of(graph.constant(rows), heads, positions, streams), Map.of()).dup('c');
    }

    /** The textbook, one product after the other. */
    private static double[][] textbook(INDArray rows, int heads, int positions, int streams) {
        int width = (int) rows.size(1) / 3;
        int dim = width / heads;
        double[][] result = new double[(int) rows.size(0)][width];
        for (int i = 0; i < result.length; i++) {
            int start = i / positions * positions;
            for (int h = 0; h < heads; h++) {
                double sum = 0;
                double[] mixed = new double[dim];
                for (int j = start; j < start + positions; j++) {
                    if ((j - start) % (positions / streams) > (i - start) % (positions / streams)) {
                        continue;
                    }
                    double product = 0;
                    for (int d = 0; d < dim; d++) {
                        product += rows.getDouble(i, h * dim + d) * rows.getDouble(j, width + h * dim + d);
                    }
                    double weight = Math.exp(product / Math.sqrt(dim));
                    sum += weight;
                    for (int d = 0; d < dim; d++) {
                        mixed[d] += weight * rows.getDouble(j, 2 * width + h * dim + d);
                    }
                }
                for (int d = 0; d < dim; d++) {
                    result[i][h * dim + d] = mixed[d] / sum;
                }
            }
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 1", "2, 5, 1", "4, 1, 1", "2, 6, 3", "1, 6, 2"})
    void itIsTheTextbooksFormula(int heads, int positions, int streams) {
        INDArray rows = normal(1, 3L * positions, 24);

        INDArray found = attend(rows, heads, positions, streams);

        assertThat(found.sub(Nd4j.createFromArray(textbook(rows, heads, positions, streams))).amaxNumber().doubleValue())
                .isLessThan(1e-12);
    }

    @ParameterizedTest
    @CsvSource({"2, 5, 1", "2, 6, 3"})
    void gradientsAgreeWithFiniteDifferences(int heads, int positions, int streams) {
        SameDiff graph = SameDiff.create();
        SDVariable rows = graph.var("rows", normal(2, 2L * positions, 12));
        SDVariable direction = graph.constant(normal(3, 2L * positions, 4));

        GradientCheck.check(CausalAttention.of(rows, heads, positions, streams).mul(direction).sum(), Map.of(), "rows");
    }

    @ParameterizedTest
    @CsvSource({"2, 5, 1", "1, 1, 1", "2, 6, 3"})
    void theComposedFormIsTheSameWithTheSameGradient(int heads, int positions, int streams) {
        SameDiff graph = SameDiff.create();
        SDVariable rows = graph.var("rows", normal(2, 2L * positions, 12));
        SDVariable direction = graph.constant(normal(3, 2L * positions, 4));
        SDVariable composed = CausalAttention.composed(rows, 4, heads, positions, streams);

        assertThat(OpSession.value(composed, Map.of()).sub(attend(rows.getArr(), heads, positions, streams))
                .amaxNumber()
                .doubleValue()).isLessThan(1e-12);
        GradientCheck.check(composed.mul(direction).sum(), Map.of(), "rows");
    }

    @Test
    void noPositionSeesALaterOne() {
        INDArray rows = normal(4, 7, 12);
        INDArray before = attend(rows, 2, 7, 1);
        rows.getRow(4).addi(1);

        INDArray after = attend(rows, 2, 7, 1);

        for (int i = 0; i < 7; i++) {
            assertThat(after.getRow(i).equals(before.getRow(i))).isEqualTo(i < 4);
        }
    }

    @Test
    void theCachedFormIsTheLastPositionOfTheWhole() {
        INDArray rows = normal(5, 2 * 6, 12);
        INDArray whole = attend(rows, 2, 6, 1).reshape(2, 6, 4);
        INDArray apart = rows.reshape(2, 6, 12);
        INDArray past = normal(6, 2, 6, 8); // what lies at and behind the position must not matter
        for (int t = 0; t < 6; t++) {
            INDArray row = apart.get(NDArrayIndex.all(), NDArrayIndex.point(t), NDArrayIndex.all()).dup('c');
            SameDiff graph = SameDiff.create();
            SDVariable next = CachedAttention.of(graph.constant(row), graph.constant(past), graph.constant(Nd4j.scalar((long) t)), 2);

            INDArray found = OpSession.value(next, Map.of());

            INDArray expected = whole.get(NDArrayIndex.all(), NDArrayIndex.point(t), NDArrayIndex.all());
            assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-12);
            past.get(NDArrayIndex.all(), NDArrayIndex.point(t), NDArrayIndex.all())
                    .assign(row.get(NDArrayIndex.all(), NDArrayIndex.interval(4, 12)));
        }
    }

    @Test
    void hugeProductsStayFinite() {
        INDArray found = attend(normal(7, 5, 12).muli(1e4), 2, 5, 1);

        assertThat(found.isNaN().any()).isFalse();
        assertThat(found.amaxNumber().doubleValue()).isLessThan(1e6);
    }

    @Test
    void aPositionOutsideTheRoomIsRefused() {
        SameDiff graph = SameDiff.create();
        SDVariable next = CachedAttention.of(graph.constant(normal(1, 2, 12)), graph.constant(normal(2, 2, 6, 8)),
                graph.constant(Nd4j.scalar(6L)), 2);

        assertThatThrownBy(() -> OpSession.value(next, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position must be from 0 to 5, found 6");
        assertThatThrownBy(() -> attend(normal(1, 9, 12), 2, 6, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 0 rows besides whole sequences of 6, found 3");
        assertThatThrownBy(() -> attend(normal(1, 6, 12), 3, 6, 1))
                .hasMessageContaining("expected 0 columns besides three times a width of 3 heads, found 3");
    }

    @Test
    void aUniformMixtureIsTheMean() {
        INDArray rows = Nd4j.createFromArray(new double[][] {{0, 0, 2}, {0, 0, 4}, {0, 0, 9}}); // one head of one number

        assertThat(attend(rows, 1, 3, 1).toDoubleVector()).containsExactly(new double[] {2, 3, 5}, within(1e-12));
    }
}
