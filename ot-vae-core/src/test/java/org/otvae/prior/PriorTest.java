package org.otvae.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Schedule;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.metric.Scores;
import org.otvae.op.GradientCheck;
import org.otvae.provenance.Seed;
import org.otvae.train.StepReport;
import org.otvae.train.Trainer;
import org.otvae.train.TrainingListener;
import org.otvae.train.TrainingPlan;

class PriorTest {

    private static final Prior SMALL = new Prior(5, 4, 2, 2, 8, 2, 0.2);

    @TempDir
    private Path folder;

    /** Weights of order 1, so that no part of the network is nearly linear. */
    private static Weights lively(Prior prior, DataType type) {
        Weights weights = new Weights(new Seed(3), type);
        PriorGraph.build(prior, weights, new Seed(1), false);
        weights.parameters().forEach((name, value) -> {
            if (name.endsWith("weight") && value.rank() == 2 || !name.contains("norm")) {
                value.muli(12);
            }
        });
        return weights;
    }

    private static INDArray logits(Prior prior, Weights weights, double[][] data) {
        PriorGraph model = PriorGraph.build(prior, weights, new Seed(1), false);
        Session session = Session.forward(model.graph(), List.of(model.logits().name()));
        session.run(Map.of("data", Nd4j.createFromArray(data).castTo(weights.dataType())));
        return session.value(model.logits().name()).dup('c');
    }

    @Test
    void gradientsOfTheWholeModelAgreeWithFiniteDifferences() {
        Weights weights = lively(SMALL, DataType.DOUBLE);
        PriorGraph model = PriorGraph.build(SMALL, weights, new Seed(1), true);
        Session session = Session.withGradients(model.graph(), model.loss().name(), List.of());
        Map<String, INDArray> inputs = Map.of("data",
                Nd4j.createFromArray(new double[][] {{0, 1, 4, 2, 2}, {1, 0, 3, 1, 4}}), Graph.STEP, Nd4j.scalar(3L));
        session.run(inputs);

        assertThat(session.differentiated()).containsExactlyInAnyOrderElementsOf(weights.parameters().keySet());
        for (String name : weights.parameters().keySet()) {
            double worst = GradientCheck.worstError(session, inputs, weights.parameters(), name, model.loss().name());

            assertThat(worst).as("relative error of the gradient in " + name).isLessThan(GradientCheck.TOLERANCE);
        }
    }

    @Test
    void aLaterCodeNeverChangesAnEarlierLogit() {
        Weights weights = lively(SMALL, DataType.FLOAT);
        INDArray before = logits(SMALL, weights, new double[][] {{1, 0, 3, 1, 4}});

        for (int changed = 0; changed <= 4; changed++) {
            double[] other = {1, 0, 3, 1, 4};
            other[changed] = changed == 0 ? 0 : (other[changed] + 1) % 5;
            INDArray after = logits(SMALL, weights, new double[][] {other});

            for (int t = 0; t < 4; t++) {
                assertThat(after.getRow(t).equals(before.getRow(t))).as("logits " + t + " after a change of " + changed)
                        .isEqualTo(t < changed);
            }
        }
    }

    @Test
    void theCachedStepsGiveTheLogitsOfTheWholeSequence() {
        Weights weights = lively(SMALL, DataType.FLOAT);
        INDArray whole = logits(SMALL, weights, new double[][] {{1, 0, 3, 1, 4}, {0, 2, 2, 4, 1}}).reshape(2, 4, 5);
        long[][] tokens = {{6, 5}, {0, 2}, {3, 2}, {1, 4}}; // classes 1 and 0 stand behind the five codes

        try (Sampler sampler = new Sampler(SMALL, weights.tensors(), 2)) {
            for (int t = 0; t < 4; t++) {
                float[] found = sampler.step(tokens[t], t);

                for (int i = 0; i < 10; i++) {
                    assertThat(found[i]).isCloseTo(whole.getFloat(i / 5, t, i % 5), within(1e-4f)); // of order 10
                }
            }
        }
    }

    @Test
    void samplesHaveTheProbabilitiesOfTheModel() {
        Prior prior = new Prior(4, 2, 1, 1, 8, 2, 0);
        Weights weights = lively(prior, DataType.FLOAT);
        int draws = 4000;

        int[] codes;
        try (Sampler sampler = new Sampler(prior, weights.tensors(), 100)) {
            codes = sampler.sample(new int[draws], Sampling.PLAIN, new Seed(8));
        }

        double chiSquare = 0;
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                INDArray logits = logits(prior, weights, new double[][] {{0, a, b}});
                double expected = draws * share(logits, 0, a) * share(logits, 1, b);
                int found = 0;
                for (int i = 0; i < draws; i++) {
                    found += codes[2 * i] == a && codes[2 * i + 1] == b ? 1 : 0;
                }
                chiSquare += (found - expected) * (found - expected) / expected;
            }
        }
        assertThat(chiSquare).as("chi-square with 15 degrees of freedom; above 44.3 once in 10,000").isLessThan(44.3);
    }

    private static double share(INDArray logits, int row, int code) {
        double sum = 0;
        for (int k = 0; k < logits.size(1); k++) {
            sum += Math.exp(logits.getDouble(row, k) - logits.getDouble(row, code));
        }
        return 1 / sum;
    }

    @Test
    void samplesDependOnSeedAndClassAndNotOnTheirNeighbours() {
        Weights weights = lively(SMALL, DataType.FLOAT);
        try (Sampler sampler = new Sampler(SMALL, weights.tensors(), 3)) {
            int[] all = sampler.sample(new int[] {0, 1, 0, 1, 1}, Sampling.PLAIN, new Seed(8));

            assertThat(sampler.sample(new int[] {0, 1, 0, 1, 1}, Sampling.PLAIN, new Seed(8))).containsExactly(all);
            assertThat(sampler.sample(new int[] {1, 1}, Sampling.PLAIN, new Seed(8)))
                    .endsWith(java.util.Arrays.copyOfRange(all, 4, 8));
            assertThat(sampler.sample(new int[] {0, 1, 0, 1, 1}, Sampling.PLAIN, new Seed(9))).isNotEqualTo(all);
            assertThatThrownBy(() -> sampler.sample(new int[] {2}, Sampling.PLAIN, new Seed(8)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("expected classes from 0 to 1, found 2");
        }
    }

    private static TrainingPlan plan(long steps, int checkpointEverySteps) {
        return new TrainingPlan(16, 1, steps, Schedule.constant(3e-3), Schedule.constant(0), 1, checkpointEverySteps, 0,
                7);
    }

    private static Trainer trainer(Prior prior, MarkovCorpus corpus, TrainingPlan plan, Path folder,
            TrainingListener listener) {
        return new Trainer(prior, corpus, plan, folder, "test", List.of(listener));
    }

    @Test
    @Tag("slow")
    void itLearnsAMarkovChainAlmostToItsEntropy() {
        MarkovCorpus corpus = new MarkovCorpus(6, 12, 2, 6400, 512);
        List<Scores> validated = new ArrayList<>();

        trainer(new Prior(6, 12, 2, 2, 32, 4, 0), corpus, plan(400, 10_000), folder, new TrainingListener() {
            @Override
            public void validated(long step, Scores scores, boolean best) {
                validated.add(scores);
            }
        }).train();

        double bits = validated.get(validated.size() - 1).fidelity().get("bitsPerCode");
        assertThat(corpus.bits()).isBetween(1.1, 1.3); // of log2(6) = 2.58 without any knowledge
        assertThat(bits).as("bits per code").isBetween(corpus.bits() - 0.05, corpus.bits() + 0.05);
        assertThat(validated.get(0).mse()).isNaN();
        assertThat(validated.get(0).activeCodes()).isEqualTo(6);
    }

    @Test
    @Tag("slow")
    void aStoppedRunGoesOnExactlyDropoutIncluded() throws IOException {
        MarkovCorpus corpus = new MarkovCorpus(6, 12, 2, 96, 32);
        Prior prior = new Prior(6, 12, 2, 1, 16, 2, 0.3);
        trainer(prior, corpus, plan(14, 5), folder.resolve("whole"), new TrainingListener() { }).train();
        AtomicReference<Trainer> stopped = new AtomicReference<>();
        stopped.set(trainer(prior, corpus, plan(14, 5), folder.resolve("stopped"), new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                if (report.step() == 8) {
                    stopped.get().stop();
                }
            }
        }));

        assertThat(stopped.get().train().step()).isEqualTo(8);
        trainer(prior, corpus, plan(14, 5), folder.resolve("stopped"), new TrainingListener() { }).train();

        for (String file : List.of("weights.safetensors", "optimizer.safetensors", "state.json")) {
            assertThat(Files.readAllBytes(folder.resolve("stopped/step-00000014").resolve(file))).as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole/step-00000014").resolve(file)));
        }
    }

    @Test
    void aCorpusOfOtherSequencesIsRefused() {
        assertThatThrownBy(() -> trainer(SMALL, new MarkovCorpus(5, 9, 2, 96, 32), plan(2, 5), folder,
                new TrainingListener() { })).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected examples of a class and 4 codes, found 10 values in markov; set the prior's "
                        + "positions");
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new Prior(1, 4, 1, 1, 8, 2, 0)).hasMessage("codes must be at least 2, found 1");
        assertThatThrownBy(() -> new Prior(5, 4, 1, 1, 8, 3, 0))
                .hasMessage("width must be a multiple of heads, found width 8 and heads 3");
        assertThatThrownBy(() -> new Prior(5, 4, 1, 1, 8, 2, 1))
                .hasMessage("dropout must be at least 0 and below 1, found 1.0");
    }
}
