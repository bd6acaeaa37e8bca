package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SinkhornPropertiesTest {
    @Property(tries = 40, seed = "11")
    void rowsSumToOneAfterAnyIteration(@ForAll @IntRange(min = 1, max = 200) int n,
            @ForAll @IntRange(min = 1, max = 60) int codes,
            @ForAll @DoubleRange(min = 0.01, max = 5) double epsilon,
                    @ForAll @IntRange(min = 1, max = 15) int iterations, @ForAll long seed) {
        INDArray plan = plan(scores(n, codes, seed), epsilon, iterations);

        assertThat(plan.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(2e-5);
    }

    @Property(tries = 25, seed = "12")
    void marginalsAreUniformWhenConverged(@ForAll @IntRange(min = 2, max = 120) int n,
            @ForAll @IntRange(min = 2, max = 40) int codes,
            @ForAll @DoubleRange(min = 0.3, max = 3) double epsilon, @ForAll long seed) {
        INDArray shares = plan(scores(n, codes, seed), epsilon, 500).mean(0).mul(codes);

        assertThat(shares.sub(1).amaxNumber().doubleValue()).isLessThan(1e-4);
    }

    @Property(tries = 25, seed = "13")
    void reorderedLatentsAndCodesGiveTheReorderedPlan(@ForAll @IntRange(min = 2, max = 90) int n,
            @ForAll @IntRange(min = 2, max = 40) int codes,
            @ForAll @DoubleRange(min = 0.02, max = 2) double epsilon, @ForAll long seed) {
        INDArray scores = scores(n, codes, seed);
        int[] latentOrder = order(n, seed);
        int[] codeOrder = order(codes, seed + 1);

        INDArray expected = plan(scores, epsilon, 8).getRows(latentOrder).getColumns(codeOrder);
        INDArray actual = plan(scores.getRows(latentOrder).getColumns(codeOrder), epsilon, 8);

        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Property(tries = 25, seed = "14")
    void plansAreNearlyUniformForLargeEpsilon(@ForAll @IntRange(min = 1, max = 90) int n,
            @ForAll @IntRange(min = 1, max = 40) int codes, @ForAll long seed) {
        INDArray plan = plan(scores(n, codes, seed), 1e5, 3);

        assertThat(plan.mul(codes).sub(1).amaxNumber().doubleValue()).isLessThan(1e-3);
    }

    @Property(tries = 25, seed = "15")
    void constantsAddedToScoresChangeNothing(@ForAll @IntRange(min = 2, max = 90) int n,
            @ForAll @IntRange(min = 2, max = 40) int codes,
            @ForAll @DoubleRange(min = 0.05, max = 2) double epsilon,
                    @ForAll @DoubleRange(min = -8, max = 8) double constant, @ForAll long seed) {
        INDArray scores = scores(n, codes, seed);

        INDArray difference = plan(scores.add(constant), epsilon, 6).sub(plan(scores, epsilon, 6));

        assertThat(difference.amaxNumber().doubleValue())
                .as("float scores of 8 are good to 5e-7, a 20th of epsilon to 1e-5").isLessThan(2e-5);
    }

    @Property(tries = 40, seed = "16")
    void plansAndPotentialsAreFiniteForExtremeCosts(@ForAll @IntRange(min = 2, max = 150) int n,
            @ForAll @IntRange(min = 2, max = 40) int codes,
            @ForAll @DoubleRange(min = -3, max = 0) double logEpsilon,
                    @ForAll @DoubleRange(min = 0, max = 6) double logCost, @ForAll long seed) {
        INDArray scores = scores(n, codes, seed).mul(Math.pow(10, logCost));

        Sinkhorn.Solution solution = Sinkhorn.solve(scores, Math.pow(10, logEpsilon), 25);

        assertThat(Double.isFinite(solution.logPlan().sumNumber().doubleValue())).isTrue();
        assertThat(Double.isFinite(solution.potentials().sumNumber().doubleValue())).isTrue();
        assertThat(solution.logPlan().maxNumber().doubleValue()).isLessThan(1e-4);
    }

    private static INDArray plan(INDArray scores, double epsilon, int iterations) {
        return Nd4j.math().exp(Sinkhorn.solve(scores, epsilon, iterations).logPlan());
    }

    private static INDArray scores(int n, int codes, long seed) {
        return SinkhornTest.scores(n, codes, 1, seed).castTo(DataType.FLOAT);
    }

    private static int[] order(int length, long seed) {
        List<Integer> order = IntStream.range(0, length).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(seed));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
