package org.otvae.motion.dance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.data.SafeTensors;
import org.otvae.data.Split;
import org.otvae.data.Tensor;
import org.otvae.graph.Graph;
import org.otvae.graph.Schedule;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.op.GradientCheck;
import org.otvae.prior.Sampling;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainer;
import org.otvae.train.TrainingPlan;

class MotionGptTest {

    private static final MotionGpt SMALL = new MotionGpt(5, 4, 1, 8, 2, 0.2);

    @TempDir
    private Path folder;

    /** Examples of small music and codes of both halves, {@code [count, 4 * 438 + 2 * 5]}. */
    private static double[][] examples(int count) {
        SplittableRandom random = new SplittableRandom(7);
        double[][] examples = new double[count][SMALL.exampleSize()];
        int music = SMALL.positions() * MusicFeatures.COUNT;
        for (double[] example : examples) {
            for (int i = 0; i < example.length; i++) {
                example[i] = i < music ? 0.3 * random.nextGaussian() : random.nextInt(SMALL.codes());
            }
        }
        return examples;
    }

    /** Weights of order 1, so that no part of the network is nearly linear. */
    private static Weights lively(DataType type) {
        Weights weights = new Weights(new Seed(3), type);
        MotionGptGraph.build(SMALL, weights, new Seed(1), false);
        weights.parameters().forEach((name, value) -> {
            if (!name.contains("norm")) {
                value.muli(name.contains("music") ? 2 : 12);
            }
        });
        return weights;
    }

    private static INDArray logits(Weights weights, double[][] data) {
        MotionGptGraph model = MotionGptGraph.build(SMALL, weights, new Seed(1), false);
        Session session = Session.forward(model.graph(), List.of(model.logits().name()));
        session.run(Map.of("data", Nd4j.createFromArray(data).castTo(weights.dataType())));
        return session.value(model.logits().name()).dup('c');
    }

    @Test
    @Tag("slow") // draws 87 million numbers
    void theNetworkHasThePublishedNumberOfParameters() {
        Weights weights = new Weights(new Seed(1), DataType.FLOAT);

        MotionGptGraph.build(MotionGpt.PUBLISHED, weights, new Seed(1), true);

        assertThat(weights.parameters().values().stream().mapToLong(INDArray::length).sum()).isEqualTo(87_032_832);
    }

    @Test
    void gradientsOfTheWholeModelAgreeWithFiniteDifferences() {
        Weights weights = lively(DataType.DOUBLE);
        MotionGptGraph model = MotionGptGraph.build(SMALL, weights, new Seed(1), true);
        Session session = Session.withGradients(model.graph(), model.loss().name(), List.of());
        Map<String, INDArray> inputs = Map.of("data", Nd4j.createFromArray(examples(2)), Graph.STEP, Nd4j.scalar(3L));
        session.run(inputs);

        assertThat(session.differentiated()).containsExactlyInAnyOrderElementsOf(weights.parameters().keySet());
        for (String name : weights.parameters().keySet()) {
            double worst = GradientCheck.worstError(session, inputs, weights.parameters(), name, model.loss().name());

            assertThat(worst).as("relative error of the gradient in " + name).isLessThan(GradientCheck.TOLERANCE);
        }
    }

    /**
     * Whatever changes at a position, of music or of either half, both halves see it from that position on and never
     * before.
     */
    @Test
    void everyStreamSeesAllStreamsUpToItsPosition() {
        Weights weights = lively(DataType.FLOAT);
        double[] example = examples(1)[0];
        INDArray before = logits(weights, new double[][] {example});
        int music = SMALL.positions() * MusicFeatures.COUNT;
        for (int stream = 0; stream < 3; stream++) {
            for (int position = 0; position < SMALL.positions(); position++) {
                double[] other = example.clone();
                if (stream == 0) {
                    other[position * MusicFeatures.COUNT + 50] += 1;
                } else {
                    int at = music + (stream - 1) * (SMALL.positions() + 1) + position;
                    other[at] = (other[at] + 1) % SMALL.codes();
                }

                INDArray after = logits(weights, new double[][] {other});

                for (int row = 0; row < 2 * SMALL.positions(); row++) {
                    assertThat(after.getRow(row).equals(before.getRow(row)))
                            .as("row " + row + " after a change of stream " + stream + " at " + position)
                            .isEqualTo(row % SMALL.positions() < position);
                }
            }
        }
    }

    @Test
    void dancesFollowTheModelAlongTheSlidingContext() {
        Weights weights = lively(DataType.FLOAT);
        MusicFeatures music = music(11);
        HalfCodes dance;
        try (Choreographer choreographer = new Choreographer(SMALL, withStarts(weights))) {
            dance = choreographer.dance(music, new HalfCodes(new int[] {2}, new int[] {3}), Sampling.GREEDY, new Seed(1));
        }

        assertThat(dance.positions()).isEqualTo(11);
        for (int next = 1; next < 11; next++) {
            int seen = Math.min(next, 3);
            double[] example = new double[SMALL.exampleSize()];
            for (int i = 0; i < seen * MusicFeatures.COUNT; i++) {
                example[i] = music.values()[(next - seen + 1) * MusicFeatures.COUNT + i];
            }
            for (int i = 0; i < seen; i++) {
                example[4 * MusicFeatures.COUNT + i] = dance.upper()[next - seen + i];
                example[4 * MusicFeatures.COUNT + 5 + i] = dance.lower()[next - seen + i];
            }
            INDArray logits = logits(weights, new double[][] {example});
            assertThat(dance.upper()[next]).isEqualTo(logits.getRow(seen - 1).argMax().getInt(0));
            assertThat(dance.lower()[next]).isEqualTo(logits.getRow(4 + seen - 1).argMax().getInt(0));
        }
    }

    @Test
    void samplesDependOnTheSeedAlone() {
        try (Choreographer choreographer = new Choreographer(SMALL, withStarts(lively(DataType.FLOAT)))) {
            HalfCodes start = choreographer.start(new Seed(5));
            HalfCodes one = choreographer.dance(music(20), start, Sampling.PLAIN, new Seed(5));

            assertThat(List.of(4, 1)).contains(start.upper()[0]);
            assertThat(choreographer.dance(music(20), start, Sampling.PLAIN, new Seed(5)).upper()).containsExactly(one.upper());
            assertThat(choreographer.dance(music(20), start, Sampling.PLAIN, new Seed(6)).upper()).isNotEqualTo(one.upper());
        }
    }

    @Test
    void trainingLearnsResumesToTheSameBytesAndKeepsStarts() throws IOException {
        DanceCodesTest.Sequences corpus = new DanceCodesTest.Sequences(SMALL, 48);
        Trainer whole = trainer(corpus, folder.resolve("whole"));
        double before = SMALL.judge(corpus, 8, new Weights(new Seed(9), DataType.FLOAT)).judge(Split.VALIDATION).loss();
        whole.train();

        int[] steps = {0};
        Trainer[] self = {null};
        self[0] = new Trainer(SMALL, corpus, plan(), folder.resolve("broken"), "same",
                List.of(new org.otvae.train.TrainingListener() {
                    @Override
                    public void stepped(org.otvae.train.StepReport report) {
                        if (++steps[0] == 7) {
                            self[0].stop();
                        }
                    }
                }));
        assertThat(self[0].train().complete()).isFalse();
        trainer(corpus, folder.resolve("broken")).train();

        assertThat(bytes(folder.resolve("broken"))).isEqualTo(bytes(folder.resolve("whole")));
        double after = SMALL.judge(corpus, 8, whole.weights()).judge(Split.VALIDATION).loss();
        assertThat(after).isLessThan(before - 0.3); // nats per code; before, ln 5 = 1.6
        float[] starts = whole.weights().tensors().get(MotionGptGraph.STARTS).floats();
        assertThat(starts).hasSize(16);
        for (int i = 0; i < 8; i++) {
            assertThat(starts[2 * i + 1]).isEqualTo((starts[2 * i] + 2) % 5); // as the corpus has them
        }
    }

    @Test
    void settingsAndCorporaThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new MotionGpt(5, 4, 1, 9, 2, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width must be a multiple of heads, found width 9 and heads 2");
        assertThatThrownBy(() -> new MotionGpt(5, 1, 1, 8, 2, 0)).hasMessage("positions must be at least 2, found 1");
        var corpus = new DanceCodesTest.Sequences(new MotionGpt(5, 6, 1, 8, 2, 0), 4);
        assertThatThrownBy(() -> SMALL.judge(corpus, 2, new Weights(new Seed(1), DataType.FLOAT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected examples of 4 frames of music and 5 tokens of each half, 1762 numbers, found 2642 in "
                        + "sequences; train on DanceCodes of the same positions");
    }

    private static SafeTensors withStarts(Weights weights) {
        Map<String, Tensor> all = new java.util.LinkedHashMap<>(weights.tensors().tensors());
        all.put(MotionGptGraph.STARTS, Tensor.of(new float[] {4, 0, 1, 3}, new long[] {2, 2}));
        return SafeTensors.of(all);
    }

    private static MusicFeatures music(int frames) {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[frames * MusicFeatures.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return new MusicFeatures(values, 7.5);
    }

    private Trainer trainer(DanceCodesTest.Sequences corpus, Path checkpoints) {
        return new Trainer(SMALL, corpus, plan(), checkpoints, "same", List.of());
    }

    private static TrainingPlan plan() {
        return new TrainingPlan(8, 20, 0, Schedule.constant(1e-2), Schedule.constant(0), 0, 5, 0, 4);
    }

    private static byte[] bytes(Path checkpoints) throws IOException {
        try (var files = Files.walk(checkpoints)) {
            Path newest = files.filter(file -> file.endsWith("weights.safetensors")).max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
            return Files.readAllBytes(newest);
        }
    }
}
