package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SinkhornTest {
    /** Printed to six digits in the notes of the method, computed with NumPy from SwAV's iteration. */
    private static final double GOLDEN = 1e-6;
    private static final double[][] AFTER_3 = {{0.118326, 0.388733, 0.492941}, {0.282714, 0.395506, 0.321780},
            {0.445441, 0.310680, 0.243879}, {0.490811, 0.236945, 0.272244}};
    private static final double[][] AFTER_50 = {{0.117806, 0.388777, 0.493416}, {0.281722, 0.395902, 0.322376},
            {0.444235, 0.311240, 0.244526}, {0.489570, 0.237415, 0.273016}};
    private static final double[][] SHARP_AFTER_50 = {{0, 0.050896, 0.949104}, {0.000852, 0.818689, 0.180459},
            {0.487240, 0.444295, 0.068465}, {0.845241, 0.019454, 0.135305}};

    @ParameterizedTest
    @CsvSource({"FLOAT", "DOUBLE"})
    void agreesWithPublishedIteration(DataType type) {
        INDArray scores = Nd4j.create(DataType.DOUBLE, 4, 3);
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 3; k++) {
                scores.putScalar(i, k, Math.sin(1 + 0.9 * k + 0.5 * i));
            }
        }
        INDArray typed = scores.castTo(type);

        assertPlan(Sinkhorn.solve(typed, 0.5, 3).logPlan(), AFTER_3, GOLDEN);
        assertPlan(Sinkhorn.solve(typed, 0.5, 50).logPlan(), AFTER_50, GOLDEN);
        assertPlan(Sinkhorn.solve(typed, 0.05, 50).logPlan(), SHARP_AFTER_50, GOLDEN);
    }

    @ParameterizedTest
    @CsvSource({"40,7,0.1,1", "40,7,0.1,5", "33,16,0.05,20", "5,9,1,4", "1,1,1,2", "700,65,0.02,30"})
    void floatAndDoubleAgreeWithReference(int n, int codes, double epsilon, int iterations) {
        INDArray scores = scores(n, codes, 1, 3);
        double[][] expected = SinkhornReference.logPlan(rows(scores), epsilon, iterations);

        double inFloat = worstLogDifference(expected, Sinkhorn.solve(scores.castTo(DataType.FLOAT), epsilon, iterations)
                .logPlan());
        double inDouble = worstLogDifference(expected, Sinkhorn.solve(scores, epsilon, iterations).logPlan());

        assertThat(inDouble).isLessThan(1e-10);
        assertThat(inFloat).as("about 1e-7 of an exponent of at most 150, after all iterations").isLessThan(1e-4);
    }

    @ParameterizedTest
    @CsvSource({"1e-3,1", "1e-3,1e6", "0.01,30", "1,1e6"})
    void staysRightForSharpPlans(double epsilon, double spread) {
        INDArray scores = scores(300, 40, spread, 5).castTo(DataType.FLOAT);
        double[][] expected = SinkhornReference.logPlan(rows(scores), epsilon, 40);

        INDArray logPlan = Sinkhorn.solve(scores, epsilon, 40).logPlan();

        double worst = 0;
        for (int i = 0; i < 300; i++) {
            double sum = 0;
            for (int k = 0; k < 40; k++) {
                double value = logPlan.getDouble(i, k);
                assertThat(value).isFinite();
                sum += Math.exp(value);
                worst = Math.max(worst, Math.abs(Math.exp(value) - Math.exp(expected[i][k])));
            }
            assertThat(sum).isCloseTo(1, within(1e-4));
        }
        assertThat(worst).as("largest difference of probabilities").isLessThan(1e-3);
    }

    @Test
    void potentialsPickTheMostProbableCode() {
        INDArray scores = scores(200, 16, 1, 7).castTo(DataType.FLOAT);

        Sinkhorn.Solution solution = Sinkhorn.solve(scores, 0.1, 20);

        assertThat(solution.potentials().meanNumber().doubleValue()).isCloseTo(0, within(1e-6));
        assertThat(scores.addRowVector(solution.potentials()).argMax(1)).isEqualTo(solution.logPlan().argMax(1));
    }

    @ParameterizedTest
    @CsvSource({"0.3, 1, 1", "0.3, 1, 10", "0.02, 3, 40", "0.001, 1000, 5"})
    void iterationsInBlocksAreThoseOfTheWhole(double epsilon, double spread, int iterations) {
        INDArray scores = scores(301, 40, spread, 5);
        INDArray expected = Sinkhorn.solve(scores, epsilon, iterations).potentials();

        double[] potentials = Sinkhorn.potentials(threeBlocks(scores.castTo(DataType.FLOAT)), 40, epsilon, iterations);

        assertThat(Nd4j.createFromArray(potentials).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5 * spread);
    }

    private static Sinkhorn.Blocks threeBlocks(INDArray scores) {
        long n = scores.size(0);
        return new Sinkhorn.Blocks() {
            @Override
            public int count() {
                return 3;
            }

            @Override
            public INDArray scores(int block) {
                return scores.get(NDArrayIndex.interval(n * block / 3, n * (block + 1) / 3), NDArrayIndex.all());
            }
        };
    }

    @Test
    void readsArraysOfAnyLayout() {
        INDArray scores = scores(30, 12, 1, 9).castTo(DataType.FLOAT);
        INDArray expected = Sinkhorn.solve(scores, 0.1, 5).logPlan();
        INDArray wide = Nd4j.zeros(DataType.FLOAT, 40, 20);
        INDArray view = wide.get(NDArrayIndex.interval(4, 34),
                NDArrayIndex.interval(3, 15));
        view.assign(scores);

        assertThat(Sinkhorn.solve(view, 0.1, 5).logPlan()).isEqualTo(expected);
        assertThat(Sinkhorn.solve(scores.dup('f'), 0.1, 5).logPlan()).isEqualTo(expected);
    }

    @Test
    void sameBitsForAnyNumberOfThreads() throws Exception {
        INDArray scores = scores(2000, 100, 1, 11).castTo(DataType.FLOAT);
        INDArray upstream = scores(2000, 100, 1, 12).castTo(DataType.FLOAT);

        INDArray[] one = onThreads(1, () -> forwardAndGradient(scores, upstream, 0.02, 12, false));
        INDArray[] two = onThreads(2, () -> forwardAndGradient(scores, upstream, 0.02, 12, false));
        INDArray[] five = onThreads(5, () -> forwardAndGradient(scores, upstream, 0.02, 12, false));

        assertThat(two).isEqualTo(one);
        assertThat(five).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({"12,5,0.3,4", "6,8,0.1,3", "9,4,0.5,1"})
    void gradientAgreesWithComposedFormAndDifferences(int n, int codes, double epsilon, int iterations) {
        INDArray weights = scores(n, codes, 1, 21);
        SameDiff fused = SameDiff.create();
        SDVariable loss = weighted(Sinkhorn.plan(fused.var("scores", scores(n, codes, 1, 20)), fused.constant(epsilon),
                iterations, false), weights);
        SameDiff composed = SameDiff.create();
        SDVariable oracle = weighted(Sinkhorn.composed(composed.var("scores", scores(n, codes, 1, 20)),
                composed.constant(epsilon), iterations), weights);

        INDArray gradient = OpSession.gradients(loss, Map.of(), "scores").get("scores");
        INDArray expected = OpSession.gradients(oracle, Map.of(), "scores").get("scores");

        assertThat(gradient.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-10);
        GradientCheck.check(loss, Map.of(), "scores");
    }

    @ParameterizedTest
    @CsvSource({"200,30,0.1,10,1", "500,33,0.05,20,1", "300,40,0.01,30,1", "300,40,0.002,30,1", "300,40,0.001,40,30",
            "64,200,0.05,10,1", "700,8,0.02,1,1"})
    void floatGradientAgreesWithDouble(int n, int codes, double epsilon, int iterations, double spread) {
        INDArray scores = scores(n, codes, spread, 31).castTo(DataType.FLOAT);
        INDArray upstream = scores(n, codes, 1, 32).castTo(DataType.FLOAT);

        INDArray inFloat = forwardAndGradient(scores, upstream, epsilon, iterations, false)[1];
        INDArray inDouble = forwardAndGradient(scores.castTo(DataType.DOUBLE), upstream.castTo(DataType.DOUBLE),
                epsilon, iterations, false)[1];

        INDArray difference = inFloat.castTo(DataType.DOUBLE).sub(inDouble);
        assertThat(difference.norm2Number().doubleValue() / inDouble.norm2Number().doubleValue()).isLessThan(1e-4);
    }

    @Test
    void composedPlanAndPotentialsAgree() {
        SameDiff graph = SameDiff.create();
        SDVariable scores = graph.constant("scores", scores(20, 6, 1, 41));
        Sinkhorn.Plan composed = Sinkhorn.composed(scores, graph.constant(0.2), 7);

        Sinkhorn.Solution solution = Sinkhorn.solve(scores.getArr(), 0.2, 7);

        assertThat(OpSession.value(composed.logPlan(), Map.of()).equalsWithEps(solution.logPlan(), 1e-10)).isTrue();
        assertThat(OpSession.value(composed.potentials(), Map.of()).equalsWithEps(solution.potentials(), 1e-10))
                .isTrue();
    }

    @Test
    void detachedGradientIsThatOfTheScores() {
        INDArray upstream = scores(10, 4, 1, 51);

        INDArray gradient = forwardAndGradient(scores(10, 4, 1, 50), upstream, 0.25, 5, true)[1];

        assertThat(gradient.equalsWithEps(upstream.div(0.25), 1e-12)).isTrue();
    }

    @Test
    void moreCodesThanLatentsShareOneLatentBetweenThem() {
        INDArray plan = Nd4j.math().exp(Sinkhorn.solve(scores(5, 20, 1, 61), 0.5, 200).logPlan());

        assertThat(plan.sum(0).sub(0.25).amaxNumber().doubleValue()).isLessThan(1e-4);
        assertThat(plan.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-12);
    }

    @Test
    void notANumberIsPassedOn() {
        INDArray scores = scores(40, 6, 1, 71).castTo(DataType.FLOAT);
        scores.putScalar(3, 2, Float.NaN);

        assertThat(Sinkhorn.solve(scores, 0.1, 5).logPlan().getDouble(3, 2)).isNaN();
        assertThat(Sinkhorn.potentials(threeBlocks(scores), 6, 0.1, 5)).contains(Double.NaN);
    }

    @Test
    void saysWhatIsWrong() {
        INDArray scores = scores(4, 3, 1, 1);

        assertThatThrownBy(() -> Sinkhorn.solve(scores, 0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("otvae_sinkhorn: epsilon must be a scalar above 0, found 0");
        assertThatThrownBy(() -> Sinkhorn.potentials(threeBlocks(scores), 3, 0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epsilon must be above 0, found 0.0");
        assertThatThrownBy(() -> Sinkhorn.solve(scores, 0.1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("iterations must be at least 1, found 0");
        assertThatThrownBy(() -> Sinkhorn.solve(scores.reshape(2, 2, 3), 0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("otvae_sinkhorn: scores must have shape [n, codes], found [2, 2, 3]; reshape it first");
    }

    /** The log plan, and the gradient to the scores when {@code upstream} is that to the log plan. */
    static INDArray[] forwardAndGradient(INDArray scores, INDArray upstream, double epsilon, int iterations,
            boolean detach) {
        SameDiff graph = SameDiff.create();
        SDVariable variable = graph.var("scores", scores.dup());
        Sinkhorn.Plan plan =
                Sinkhorn.plan(variable, graph.constant(Nd4j.scalar(DataType.DOUBLE, epsilon)), iterations, detach);
        SDVariable loss = weighted(plan, upstream);
        INDArray gradient = OpSession.gradients(loss, Map.of(), "scores").get("scores");
        return new INDArray[] {OpSession.value(plan.logPlan(), Map.of()), gradient};
    }

    static INDArray scores(int n, int codes, double spread, long seed) {
        Random random = new Random(seed);
        INDArray scores = Nd4j.create(DataType.DOUBLE, n, codes);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                scores.putScalar(i, k, spread * random.nextGaussian());
            }
        }
        return scores;
    }

    static <T> T onThreads(int threads, Callable<T> work) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(work).get();
        } finally {
            pool.shutdown();
        }
    }

    private static SDVariable weighted(Sinkhorn.Plan plan, INDArray weights) {
        return plan.logPlan().mul(plan.logPlan().getSameDiff().constant(weights)).sum();
    }

    private static double[][] rows(INDArray array) {
        return array.castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    private static double worstLogDifference(double[][] expected, INDArray logPlan) {
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            for (int k = 0; k < expected[i].length; k++) {
                worst = Math.max(worst, Math.abs(expected[i][k] - logPlan.getDouble(i, k)));
            }
        }
        return worst;
    }

    private static void assertPlan(INDArray logPlan, double[][] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            for (int k = 0; k < expected[i].length; k++) {
                assertThat(Math.exp(logPlan.getDouble(i, k))).as("plan[%d, %d]", i, k)
                        .isCloseTo(expected[i][k], within(tolerance));
            }
        }
    }
}
