package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.codebook.Rows;
import org.otvae.graph.Schedule;
import org.otvae.graph.Weights;
import org.otvae.metric.CodebookUsage;
import org.otvae.quantizer.OtQuantizer.Inference;

class OtQuantizerTest {

    private static final Codebook TABLE = new Codebook(5, 4, new CodebookInit.Normal(1));
    private static final int ROWS = QuantizerContract.ROWS;

    private static OtQuantizer ot(Score score, double transportWeight, Inference inference, int queue,
            boolean detachPlan) {
        return new OtQuantizer(TABLE, score, new Schedule.Exponential(0.2, 0.05), 10, Schedule.constant(0.7),
                Schedule.constant(1), transportWeight, inference, queue, detachPlan);
    }

    /** What all settings have in common. */
    abstract static class Settings extends SmoothQuantizerContract {
        @Override
        protected boolean samples() {
            return true;
        }

        @Override
        protected Set<String> reachedFromCodes() {
            return Set.of("latents", "codebook");
        }

        @Override
        protected Set<String> reachedFromLoss() {
            return Set.of();
        }
    }

    @Nested
    class ThePapersText extends Settings {
        @Override
        protected Quantizer quantizer() {
            return ot(Score.SQUARED_DISTANCE, 0, Inference.DUAL_POTENTIALS, 0, false);
        }
    }

    @Nested
    class WithTheSettingsThatDidBest extends Settings {
        @Override
        protected Quantizer quantizer() {
            return OtQuantizer.of(TABLE);
        }

        @Override
        protected Set<String> reachedFromLoss() {
            return Set.of("latents", "codebook");
        }
    }

    @Test
    void settingsAreChangedAlone() {
        var solving = new OtQuantizer.Solving(40, 0.5);
        var usual = OtQuantizer.of(TABLE);
        var changed = usual.withQueue(7).withSolving(solving).withSampling(Schedule.constant(0.3), Schedule.constant(0.5));

        assertThat(changed.queue()).isEqualTo(7);
        assertThat(changed.solving()).isEqualTo(solving);
        assertThat(changed.temperature()).isEqualTo(Schedule.constant(0.3));
        assertThat(changed.noise()).isEqualTo(Schedule.constant(0.5));
        assertThat(changed.withQueue(0).withSolving(OtQuantizer.Solving.BRIEF).withSampling(usual.temperature(), usual.noise()))
                .isEqualTo(usual);
    }

    @Nested
    class WithTransportCost extends Settings {
        @Override
        protected Quantizer quantizer() {
            return ot(Score.SQUARED_DISTANCE, 0.3, Inference.RUNNING_POTENTIALS, 0, false);
        }

        @Override
        protected Set<String> reachedFromLoss() {
            return reachedFromCodes();
        }
    }

    @Nested
    class Cosine extends Settings {
        @Override
        protected Quantizer quantizer() {
            return ot(Score.COSINE, 0, Inference.NEAREST, 0, false);
        }
    }

    @Nested
    class Standardized extends Settings {
        @Override
        protected Quantizer quantizer() {
            return ot(Score.STANDARDIZED_DISTANCE, 0, Inference.DUAL_POTENTIALS, 0, false);
        }
    }

    @Nested
    class WithQueue extends Settings {
        @Override
        protected Quantizer quantizer() {
            return ot(Score.SQUARED_DISTANCE, 0.1, Inference.DUAL_POTENTIALS, 20, false);
        }

        @Override
        protected Set<String> reachedFromLoss() {
            return reachedFromCodes();
        }
    }

    @Nested
    class FirstBatchCodes extends Settings {
        @Override
        protected Quantizer quantizer() {
            return new OtQuantizer(new Codebook(5, 4, new CodebookInit.FirstBatch(3)), Score.SQUARED_DISTANCE,
                    Schedule.constant(0.1), 10, Schedule.constant(0.7), Schedule.constant(1), 0,
                    Inference.DUAL_POTENTIALS, 0, false);
        }
    }

    private static INDArray latents(DataType type) {
        return QuantizerRun.normal(11, ROWS, 4, 1, type);
    }

    private static QuantizerRun run(OtQuantizer quantizer, DataType type) {
        return QuantizerRun.training(quantizer, QuantizerRun.weights(type), QuantizerContract.POSITIONS,
                QuantizerRun.Loss.WITH_QUANTIZER).prepare(latents(type)).run(latents(type), 2);
    }

    private static double[][] scores(INDArray latents, Weights weights) {
        return Transport.times(Transport.squaredDistances(latents, weights.named("codebook")), -1.0 / 4);
    }

    /** Latents around a few centres far from most codes, {@code [n, dim]}. */
    private static float[] clustered(long seed, int n, int dim) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] latents = new float[n * dim];
        for (int i = 0; i < n; i++) {
            int cluster = random.nextInt(3);
            for (int d = 0; d < dim; d++) {
                double centre = 3 * Math.sin(1 + 2.3 * cluster + 0.7 * d);
                latents[i * dim + d] = (float) (centre + 0.3 * random.nextGaussian());
            }
        }
        return latents;
    }

    @Test
    void trainingSharesTheLatentsOutEvenly() {
        int codes = 4;
        OtQuantizer quantizer = new OtQuantizer(new Codebook(codes, codes, new CodebookInit.Normal(1)),
                Score.SQUARED_DISTANCE, Schedule.constant(0.1), 30, Schedule.constant(0.1), Schedule.constant(1), 0,
                Inference.NEAREST, 0, false);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun run = QuantizerRun.training(quantizer, weights, 1, QuantizerRun.Loss.DOWNSTREAM);
        weights.named("codebook").assign(Nd4j.eye(codes)); // then codes are the assignments themselves
        INDArray latents = QuantizerRun.normal(4, 64, codes, 0.2, DataType.FLOAT);
        latents.getColumn(0).addi(1); // all nearest to the first code
        CodebookUsage nearest = new CodebookUsage(codes);
        nearest.add(QuantizerRun.evaluation(quantizer, weights, 1).run(latents, 0).indices());
        double[] share = new double[codes];
        for (int step = 0; step < 300; step++) {
            for (int k : run.run(latents, step).codes().argMax(1).toIntVector()) {
                share[k] += 1 / (300.0 * 64);
            }
        }

        assertThat(nearest.histogram()[0]).isGreaterThan(0.9);
        for (double value : share) { // 19,200 draws: deviation at most 0.0032, so 0.02 is more than six of them
            assertThat(value).isCloseTo(0.25, within(0.02));
        }
    }

    @Test
    void transportCostIsThatOfThePlan() {
        QuantizerRun run = run(ot(Score.SQUARED_DISTANCE, 0.3, Inference.DUAL_POTENTIALS, 0, false), DataType.DOUBLE);
        double[][] distances = Transport.squaredDistances(latents(DataType.DOUBLE), run.weights().named("codebook"));
        double epsilon = Math.sqrt(0.2 * 0.05); // the middle of the schedule

        double cost = Transport.inner(Transport.plan(Transport.times(distances, -1.0 / 4), epsilon, 10), distances);

        assertThat(run.quantizerLoss()).isCloseTo(0.3 * cost / (ROWS / QuantizerContract.POSITIONS), within(1e-9));
    }

    @Test
    void trainingIndicesAreTheMostProbableCodesOfThePlan() {
        QuantizerRun run = run(ot(Score.SQUARED_DISTANCE, 0, Inference.NEAREST, 0, false), DataType.DOUBLE);

        double[][] plan = Transport.plan(scores(latents(DataType.DOUBLE), run.weights()), 0.1, 10);

        assertThat(run.indices()).containsExactly(Transport.largest(plan));
    }

    @Test
    void dualPotentialsKeepAllCodesInUseOnNewLatents() {
        int codes = 16;
        OtQuantizer quantizer = new OtQuantizer(new Codebook(codes, 4, new CodebookInit.Normal(1)),
                Score.SQUARED_DISTANCE, Schedule.constant(0.05), 10, Schedule.constant(1),
                Schedule.constant(1), 0, Inference.DUAL_POTENTIALS, 0, false);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun run = QuantizerRun.evaluation(quantizer, weights, 1);
        INDArray fresh = Nd4j.createFromArray(clustered(2, 2048, 4)).reshape(2048, 4);
        CodebookUsage before = new CodebookUsage(codes);
        before.add(run.run(fresh, 0).indices()); // potentials are zero: the nearest code

        quantizer.calibrate(new Calibration(clustered(1, 2048, 4), 1, weights, new Schedule.Progress(1, 0)));
        CodebookUsage after = new CodebookUsage(codes);
        int[] indices = run.run(fresh, 0).indices();
        after.add(indices);

        assertThat(before.activeCodes()).as("nearest codes in use").isLessThan(codes / 2);
        assertThat(after.activeCodes()).isEqualTo(codes);
        assertThat(after.perplexity()).isGreaterThan(0.9 * codes);
        assertThat(Rows.of(weights.state(OtQuantizer.POTENTIALS))).hasSize(codes).isNotEqualTo(new float[codes]);
        assertThat(run.run(fresh.getRow(7, true).dup('c'), 0).indices()).containsExactly(indices[7]);
    }

    @Test
    void dualPotentialsOfTheStandardizedScoreKeepAllCodesInUse() {
        int codes = 16;
        OtQuantizer quantizer = new OtQuantizer(new Codebook(codes, 4, new CodebookInit.Normal(1)),
                Score.STANDARDIZED_DISTANCE, Schedule.constant(0.02), 10, Schedule.constant(1),
                Schedule.constant(1), 0, Inference.DUAL_POTENTIALS, 0, false);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun run = QuantizerRun.evaluation(quantizer, weights, 1);

        quantizer.calibrate(new Calibration(clustered(1, 2048, 4), 1, weights, new Schedule.Progress(1, 0)));
        CodebookUsage usage = new CodebookUsage(codes);
        usage.add(run.run(Nd4j.createFromArray(clustered(2, 2048, 4)).reshape(2048, 4), 0).indices());

        assertThat(usage.activeCodes()).isEqualTo(codes);
        assertThat(usage.perplexity()).isGreaterThan(0.9 * codes);
    }

    /** Scores of 17,000 latents and 1,024 codes are more than are held at once. */
    @Test
    void manyCodesAreCalibratedOnAllLatentsBlockByBlock() {
        int codes = 1024;
        OtQuantizer quantizer = new OtQuantizer(new Codebook(codes, 4, new CodebookInit.Normal(1)),
                Score.STANDARDIZED_DISTANCE, Schedule.constant(0.02), 10, Schedule.constant(1),
                Schedule.constant(1), 0, Inference.DUAL_POTENTIALS, 0, false);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun run = QuantizerRun.evaluation(quantizer, weights, 1);
        float[] latents = clustered(1, 17_000, 4);
        CodebookUsage before = new CodebookUsage(codes);
        before.add(run.run(Nd4j.createFromArray(latents).reshape(17_000, 4), 0).indices());

        quantizer.calibrate(new Calibration(latents, 1, weights, new Schedule.Progress(1, 0)));
        CodebookUsage after = new CodebookUsage(codes);
        after.add(run.run(Nd4j.createFromArray(latents).reshape(17_000, 4), 0).indices());

        assertThat(before.perplexity()).isLessThan(0.5 * codes);
        assertThat(after.perplexity()).isGreaterThan(0.75 * codes);
    }

    @Test
    void fewCodesOfLongLatentsAreCalibrated() {
        OtQuantizer quantizer = OtQuantizer.of(new Codebook(2, 512, new CodebookInit.Normal(1)));
        Weights weights = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun run = QuantizerRun.evaluation(quantizer, weights, 1);
        float[] latents = clustered(1, 64, 512);

        quantizer.calibrate(new Calibration(latents, 1, weights, new Schedule.Progress(1, 0)));
        CodebookUsage usage = new CodebookUsage(2);
        usage.add(run.run(Nd4j.createFromArray(latents).reshape(64, 512), 0).indices());

        assertThat(usage.perplexity()).isGreaterThan(1.8);
    }

    @Test
    void solvingFurtherMakesTheSharesMoreEqual() {
        double brief = perplexityAfter(new OtQuantizer.Solving(1, 1));
        double far = perplexityAfter(new OtQuantizer.Solving(200, 0.1));

        assertThat(far).isGreaterThan(brief + 0.5).isGreaterThan(0.97 * 16);
    }

    /** On the latents that the potentials were solved with. */
    private static double perplexityAfter(OtQuantizer.Solving solving) {
        OtQuantizer quantizer = new OtQuantizer(new Codebook(16, 4, new CodebookInit.Normal(1)), Score.SQUARED_DISTANCE,
                Schedule.constant(0.1), 10, Schedule.constant(1), Schedule.constant(1), 0, Inference.DUAL_POTENTIALS, 0, false,
                solving);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun run = QuantizerRun.evaluation(quantizer, weights, 1);
        float[] latents = clustered(1, 2048, 4);
        quantizer.calibrate(new Calibration(latents, 1, weights, new Schedule.Progress(1, 0)));
        CodebookUsage usage = new CodebookUsage(16);
        usage.add(run.run(Nd4j.createFromArray(latents).reshape(2048, 4), 0).indices());
        return usage.perplexity();
    }

    @Test
    void onlyDualPotentialsCalibrate() {
        for (Inference inference : Inference.values()) {
            assertThat(ot(Score.COSINE, 0, inference, 0, false).calibrates())
                    .isEqualTo(inference == Inference.DUAL_POTENTIALS);
        }
    }

    @Test
    void nearestInferenceTakesTheHighestScore() {
        OtQuantizer quantizer = ot(Score.SQUARED_DISTANCE, 0, Inference.NEAREST, 0, false);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);

        int[] indices = QuantizerRun.evaluation(quantizer, weights, 1).run(latents(DataType.FLOAT), 0).indices();

        assertThat(indices).containsExactly(Transport.largest(scores(latents(DataType.FLOAT), weights)));
    }

    @Test
    void batchTransportInferenceTakesThePlanOfTheBatchAtTheLastEpsilon() {
        OtQuantizer quantizer = ot(Score.SQUARED_DISTANCE, 0, Inference.BATCH_TRANSPORT, 0, false);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);

        int[] indices = QuantizerRun.evaluation(quantizer, weights, 1).run(latents(DataType.FLOAT), 0).indices();

        double[][] plan = Transport.plan(scores(latents(DataType.FLOAT), weights), 0.05, 10);
        assertThat(indices).containsExactly(Transport.largest(plan));
        assertThat(indices).isNotEqualTo(Transport.largest(scores(latents(DataType.FLOAT), weights)));
    }

    @Test
    void runningPotentialsFollowThoseOfTheBatches() {
        OtQuantizer quantizer = ot(Score.SQUARED_DISTANCE, 0, Inference.RUNNING_POTENTIALS, 0, false);
        QuantizerRun run = run(quantizer, DataType.FLOAT);
        INDArray scores = Nd4j.createFromArray(scores(latents(DataType.FLOAT), run.weights())).castTo(DataType.FLOAT);
        double[] potentials = org.otvae.op.Sinkhorn.solve(scores, 0.1, 10).potentials().castTo(DataType.DOUBLE)
                .toDoubleVector();

        run.update(2);
        run.run(latents(DataType.FLOAT), 3).update(3);

        float[] state = Rows.of(run.weights().state(OtQuantizer.POTENTIALS));
        for (int k = 0; k < 5; k++) {
            assertThat(state[k]).isCloseTo((float) (0.0199 * potentials[k]), within(1e-5f)); // 0.01 + 0.99 · 0.01
        }
    }

    @Test
    void potentialsMoveTheChoice() {
        OtQuantizer quantizer = ot(Score.SQUARED_DISTANCE, 0, Inference.RUNNING_POTENTIALS, 0, false);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun run = QuantizerRun.evaluation(quantizer, weights, 1);
        weights.state(OtQuantizer.POTENTIALS).putScalar(3, 1e3);

        assertThat(run.run(latents(DataType.FLOAT), 0).indices()).containsOnly(3);
    }

    @Test
    void theQueueIsFilledWithTheFirstBatchAndMovesOn() {
        OtQuantizer quantizer = ot(Score.SQUARED_DISTANCE, 0, Inference.NEAREST, 20, false);
        QuantizerRun run = QuantizerRun.training(quantizer, QuantizerRun.weights(DataType.FLOAT), 4,
                QuantizerRun.Loss.DOWNSTREAM);
        INDArray first = QuantizerRun.normal(1, 12, 4, 1, DataType.FLOAT);
        INDArray second = QuantizerRun.normal(2, 12, 4, 1, DataType.FLOAT);
        INDArray third = QuantizerRun.normal(3, 12, 4, 1, DataType.FLOAT);

        run.prepare(first);
        float[] filled = Rows.of(run.weights().state("quantizer.queue"));
        run.run(second, 0).update(0);
        run.run(third, 1).update(1);
        float[] moved = Rows.of(run.weights().state("quantizer.queue"));

        assertThat(filled).startsWith(Rows.of(first)).endsWith(java.util.Arrays.copyOf(Rows.of(first), 32));
        assertThat(moved).startsWith(java.util.Arrays.copyOfRange(Rows.of(second), 16, 48)).endsWith(Rows.of(third));
    }

    @Test
    void theQueueTakesPartInTheTransport() {
        OtQuantizer quantizer = ot(Score.SQUARED_DISTANCE, 0, Inference.NEAREST, 20, false);
        QuantizerRun run = run(quantizer, DataType.DOUBLE);
        run.weights().state("quantizer.queue").assign(QuantizerRun.normal(8, 20, 4, 1, DataType.DOUBLE));

        int[] indices = run.run(latents(DataType.DOUBLE), 0).indices();

        INDArray all = Nd4j.concat(0, run.weights().state("quantizer.queue"), latents(DataType.DOUBLE));
        int[] expected = Transport.largest(Transport.plan(scores(all, run.weights()), 0.1, 10));
        assertThat(indices).containsExactly(java.util.Arrays.copyOfRange(expected, 20, 32));
    }

    @Test
    void holdingThePlanConstantChangesTheGradientButNotTheValue() {
        QuantizerRun whole = run(ot(Score.SQUARED_DISTANCE, 0, Inference.NEAREST, 0, false), DataType.DOUBLE);
        QuantizerRun held = run(ot(Score.SQUARED_DISTANCE, 0, Inference.NEAREST, 0, true), DataType.DOUBLE);

        assertThat(held.loss()).isEqualTo(whole.loss());
        assertThat(held.codes()).isEqualTo(whole.codes());
        assertThat(held.gradient("latents").equalsWithEps(whole.gradient("latents"), 1e-3)).isFalse();
    }

    @Test
    void aBatchOfFewerLatentsThanCodesIsRefusedUnlessTheQueueFillsIt() {
        assertThatThrownBy(() -> ot(Score.COSINE, 0, Inference.NEAREST, 0, false).requireBatch(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch has 4 latents and the queue 0, but there are 5 codes, so that equal shares are less than "
                        + "one latent; raise the batch size, set the queue or lower the number of codes");
        ot(Score.COSINE, 0, Inference.NEAREST, 1, false).requireBatch(4);
        ot(Score.COSINE, 0, Inference.NEAREST, 0, false).requireBatch(5);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new OtQuantizer(TABLE, Score.COSINE, Schedule.constant(1), 0, Schedule.constant(1),
                Schedule.constant(1), 0, Inference.NEAREST, 0, false)).hasMessage("iterations must be at least 1, found 0");
        assertThatThrownBy(() -> ot(Score.COSINE, -1, Inference.NEAREST, 0, false))
                .hasMessage("transportWeight must be at least 0, found -1.0");
        assertThatThrownBy(() -> ot(Score.COSINE, 0, Inference.NEAREST, -2, false))
                .hasMessage("queue must be at least 0 latents, found -2");
        assertThatThrownBy(() -> ot(Score.STANDARDIZED_DISTANCE, 0, Inference.RUNNING_POTENTIALS, 0, false))
                .hasMessageContaining("choose inference dual_potentials or nearest");
        assertThatThrownBy(() -> ot(Score.COSINE, 0, null, 0, false)).hasMessage("inference");
        assertThatThrownBy(() -> OtQuantizer.of(TABLE).withSampling(new Schedule.Cosine(1, 0), Schedule.constant(1)))
                .hasMessage("temperature must stay above 0 to the end of the run, found Cosine[from=1.0, to=0.0]");
        assertThatThrownBy(() -> OtQuantizer.of(TABLE).withSampling(Schedule.constant(1), new Schedule.Linear(1, -0.1)))
                .hasMessageStartingWith("noise must be at least 0");
        assertThatThrownBy(() -> new OtQuantizer.Solving(0, 1)).hasMessage("solving.iterations must be at least 1, found 0");
        assertThatThrownBy(() -> new OtQuantizer.Solving(1, 0))
                .hasMessage("solving.epsilonFactor must be greater than 0, found 0.0");
    }
}
