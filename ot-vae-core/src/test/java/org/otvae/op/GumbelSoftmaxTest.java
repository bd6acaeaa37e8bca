package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GumbelSoftmaxTest {
    private static final long SEED = 7;

    @Test
    void noiseIsGumbelDistributed() {
        int count = 400_000;
        float[] noise = new float[count];
        GumbelNoise.fill(SEED, 3, 0, noise, count);
        Arrays.sort(noise);

        double distance = 0;
        for (int i = 0; i < count; i++) {
            double cumulative = Math.exp(-Math.exp(-noise[i]));
            distance = Math.max(distance, Math.max(cumulative - (double) i / count, (i + 1.0) / count - cumulative));
        }

        assertThat(distance * Math.sqrt(count))
                .as("Kolmogorov-Smirnov statistic; above 1.95 once in 1000 for true Gumbel noise").isLessThan(1.95);
    }

    @Test
    void noiseOfNeighboursAndStepsIsUncorrelated() {
        int count = 200_000;
        float[] noise = new float[count];
        float[] later = new float[count];
        float[] otherSeed = new float[count];
        GumbelNoise.fill(SEED, 10, 0, noise, count);
        GumbelNoise.fill(SEED, 11, 0, later, count);
        GumbelNoise.fill(SEED + 1, 10, 0, otherSeed, count);

        double bound = 4 / Math.sqrt(count);

        assertThat(correlation(noise, later, 0)).as("4 standard deviations, exceeded once in 16000")
                .isCloseTo(0, within(bound));
        assertThat(correlation(noise, otherSeed, 0)).isCloseTo(0, within(bound));
        assertThat(correlation(noise, noise, 1)).isCloseTo(0, within(bound));
        assertThat(correlation(noise, noise, 2)).isCloseTo(0, within(bound));
    }

    @Test
    void noiseDependsOnTheIndexOnly() {
        float[] all = new float[100];
        GumbelNoise.fill(SEED, 5, 0, all, 100);
        float[] part = new float[40];
        GumbelNoise.fill(SEED, 5, 33, part, 40);

        assertThat(part).isEqualTo(Arrays.copyOfRange(all, 33, 73));
        assertThat(GumbelSoftmax.noise(SEED, 5, 77)).isEqualTo(all[77]);
        assertThat(GumbelSoftmax.noise(SEED, 5, 10, 10).getFloat(7, 7)).isEqualTo(all[77]);
    }

    @Test
    void doubleFormEqualsComposedFormWithTheSameNoise() {
        INDArray logits = SinkhornTest.scores(13, 7, 2, 1);
        INDArray noise = GumbelSoftmax.noise(SEED, 4, 13, 7).castTo(DataType.DOUBLE);
        INDArray weights = SinkhornTest.scores(13, 7, 1, 2);
        SameDiff graph = SameDiff.create();
        SDVariable sample = sample(graph, logits, 0.4, 4);
        SDVariable loss = sample.mul(graph.constant(weights)).sum();
        SameDiff oracle = SameDiff.create();
        SDVariable composed = GumbelSoftmax.composed(oracle.var("logits", logits.dup()), oracle.constant(0.4),
                oracle.constant(noise));
        SDVariable composedLoss = composed.mul(oracle.constant(weights)).sum();

        assertThat(OpSession.value(sample, Map.of()).equalsWithEps(OpSession.value(composed, Map.of()), 1e-10))
                .isTrue();
        assertThat(OpSession.gradients(loss, Map.of(), "logits").get("logits")
                .equalsWithEps(OpSession.gradients(composedLoss, Map.of(), "logits").get("logits"), 1e-10)).isTrue();
        GradientCheck.check(loss, Map.of(), "logits");
    }

    @Test
    void floatFormAgreesWithDoubleForm() {
        INDArray logits = SinkhornTest.scores(300, 33, 2, 1);

        INDArray inDouble = OpSession.value(sample(SameDiff.create(), logits, 0.5, 9), Map.of());
        INDArray inFloat = OpSession.value(sample(SameDiff.create(), logits.castTo(DataType.FLOAT), 0.5, 9), Map.of());

        assertThat(inFloat.castTo(DataType.DOUBLE).sub(inDouble).amaxNumber().doubleValue()).isLessThan(1e-5);
        assertThat(inFloat.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Test
    void argMaxFollowsTheDistributionOfTheLogits() {
        double[] probabilities = {0.5, 0.3, 0.15, 0.05};
        int n = 40_000;
        INDArray logits = Nd4j.math().log(Nd4j.createFromArray(probabilities)).reshape(1, 4).repeat(0, n)
                .castTo(DataType.FLOAT);

        int[] drawn = OpSession.value(sample(SameDiff.create(), logits, 0.3, 2), Map.of()).argMax(1).toIntVector();

        double chiSquare = 0;
        for (int k = 0; k < 4; k++) {
            int code = k;
            double difference = Arrays.stream(drawn).filter(d -> d == code).count() - n * probabilities[k];
            chiSquare += difference * difference / (n * probabilities[k]);
        }
        assertThat(chiSquare).as("3 degrees of freedom; above 16.3 once in 1000").isLessThan(16.3);
    }

    @Test
    void nearlyOneHotAtLowTemperature() {
        INDArray sample = OpSession.value(sample(SameDiff.create(), SinkhornTest.scores(50, 10, 1, 3)
                .castTo(DataType.FLOAT), 1e-4, 1), Map.of());

        assertThat(sample.max(1).minNumber().doubleValue()).isGreaterThan(0.99);
        assertThat(sample.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Test
    void sameBitsForAnyNumberOfThreads() throws Exception {
        INDArray logits = SinkhornTest.scores(2000, 65, 1, 4).castTo(DataType.FLOAT);

        INDArray one =
                SinkhornTest.onThreads(1, () -> OpSession.value(sample(SameDiff.create(), logits, 0.5, 6), Map.of()));
        INDArray three =
                SinkhornTest.onThreads(3, () -> OpSession.value(sample(SameDiff.create(), logits, 0.5, 6), Map.of()));

        assertThat(three).isEqualTo(one);
    }

    @Test
    void stepIsReadWhenTheGraphRuns() {
        SameDiff graph = SameDiff.create();
        SDVariable step = graph.placeHolder("step", DataType.INT64);
        SDVariable sample = GumbelSoftmax.sample(graph.var("logits", Nd4j.zeros(DataType.DOUBLE, 5, 4)),
                graph.constant(1.0), step, SEED);
        SDVariable loss = sample.mul(sample).sum();

        INDArray first = OpSession.value(loss, Map.of("step", Nd4j.scalar(1L)));
        INDArray second = OpSession.value(loss, Map.of("step", Nd4j.scalar(2L)));
        INDArray again = OpSession.value(loss, Map.of("step", Nd4j.scalar(1L)));

        assertThat(again).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
        GradientCheck.check(loss, Map.of("step", Nd4j.scalar(1L)), "logits");
    }

    @Test
    void lessNoiseIsTheComposedFormWithSmallerNoise() {
        int n = 6;
        int codes = 5;
        INDArray logits = SinkhornTest.scores(n, codes, 1, 8);
        INDArray noise = GumbelSoftmax.noise(SEED, 3, n, codes).castTo(DataType.DOUBLE);
        for (double scale : new double[] {0, 0.25}) {
            SameDiff graph = SameDiff.create();
            SDVariable fused = faint(graph, logits, scale);
            SDVariable composed = GumbelSoftmax.composed(graph.getVariable("logits"), graph.constant(0.5),
                    graph.constant(noise.mul(scale)));

            assertThat(OpSession.value(fused, Map.of()).sub(OpSession.value(composed, Map.of())).amaxNumber()
                    .doubleValue()).isLessThan(1e-6); // the scaled noise is rounded to float
        }
        SDVariable sample = faint(SameDiff.create(), logits, 0.25);
        GradientCheck.check(sample.mul(sample).sum(), Map.of(), "logits");
    }

    @Test
    void lessThanNoNoiseIsRefused() {
        SDVariable sample = faint(SameDiff.create(), Nd4j.zeros(DataType.DOUBLE, 3, 2), -0.5);

        assertThatThrownBy(() -> OpSession.value(sample, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("otvae_gumbel_softmax: noise must be a scalar of at least 0, found -0.5");
    }

    private static SDVariable faint(SameDiff graph, INDArray logits, double noise) {
        return GumbelSoftmax.sample(graph.var("logits", logits.dup()), graph.constant(0.5),
                graph.constant(Nd4j.scalar(3L)), SEED, graph.constant(noise));
    }

    @Test
    void saysWhatIsWrong() {
        SDVariable sample = sample(SameDiff.create(), Nd4j.zeros(3, 2), 0, 1);

        assertThatThrownBy(() -> OpSession.value(sample, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("otvae_gumbel_softmax: temperature must be a scalar above 0, found 0");
    }

    private static SDVariable sample(SameDiff graph, INDArray logits, double temperature, long step) {
        return GumbelSoftmax.sample(graph.var("logits", logits.dup()),
                graph.constant(Nd4j.scalar(logits.dataType(), temperature)),
                graph.constant(Nd4j.scalar(step)), SEED);
    }

    private static double correlation(float[] a, float[] b, int lag) {
        double mean = 0.5772156649;
        double variance = Math.PI * Math.PI / 6;
        double sum = 0;
        for (int i = 0; i + lag < a.length; i++) {
            sum += (a[i] - mean) * (b[i + lag] - mean);
        }
        return sum / (a.length * variance);
    }
}
