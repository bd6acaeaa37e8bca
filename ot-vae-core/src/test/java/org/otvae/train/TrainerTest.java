package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otvae.data.SafeTensors;
import org.otvae.data.SyntheticCorpus;
import org.otvae.graph.Schedule;

class TrainerTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(TinyRuns.Kind.class)
    void theErrorFallsWithEachQuantizer(TinyRuns.Kind kind) {
        TinyRuns.Reports reports = new TinyRuns.Reports();

        TinyRuns.train(kind, TinyRuns.plan(60, 1000), folder, reports);

        assertThat(reports.steps).hasSize(60);
        assertThat(reports.meanLoss(50, 60)).isLessThan(0.9 * reports.meanLoss(0, 5));
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOneOthers() {
        TrainingPlan plan = TinyRuns.plan(8, 100);
        TrainingPlan other = new TrainingPlan(16, 1, 8, plan.learningRate(), plan.codebookLearningRate(), 0, 100, 0, 8);

        byte[] one = TinyRuns.train(TinyRuns.Kind.OT, plan, folder.resolve("one"));

        assertThat(TinyRuns.train(TinyRuns.Kind.OT, plan, folder.resolve("two"))).isEqualTo(one);
        assertThat(TinyRuns.train(TinyRuns.Kind.OT, other, folder.resolve("three"))).isNotEqualTo(one);
    }

    @Test
    void listenersHearOfEverythingInOrder() {
        TinyRuns.Reports reports = new TinyRuns.Reports();

        TrainingResult result = TinyRuns.trainer(TinyRuns.Kind.VQ.autoencoder(), TinyRuns.plan(8, 4), folder, reports)
                .train();

        assertThat(reports.events).containsExactly("started 0/8", "saved 4", "validated 6 best", "saved 6",
                reports.events.get(4), "saved 8", "finished 8 complete");
        assertThat(reports.events.get(4)).startsWith("validated 8");
        assertThat(result.step()).isEqualTo(8);
        assertThat(result.complete()).isTrue();
        assertThat(result.stepsPerSecond()).isPositive();
    }

    @Test
    void reportsCarryTheSchedulesAndTheLossParts() {
        TinyRuns.Reports reports = new TinyRuns.Reports();

        TinyRuns.train(TinyRuns.Kind.OT, TinyRuns.plan(3, 100), folder, reports);

        StepReport last = reports.steps.get(2);
        assertThat(last.step()).isEqualTo(3);
        assertThat(last.steps()).isEqualTo(3);
        assertThat(last.schedules()).containsOnlyKeys("temperature", "noise", "epsilon", "learningRate", "codebookLearningRate");
        assertThat(last.schedules().get("temperature")).isCloseTo(0.1, within(1e-9));
        assertThat(last.schedules().get("codebookLearningRate")).isEqualTo(1e-2);
        assertThat(last.loss()).isCloseTo(last.reconstruction() + last.quantization(), within(1e-5));
        assertThat(last.reconstruction()).isEqualTo(last.mse());
        assertThat(last.perplexity()).isBetween(1.0, 8.0);
        assertThat(last.activeCodes()).isBetween(1, 8);
    }

    @Test
    void theCodebooksOfAllStreamsHaveTheRateOfCodebooks() {
        TrainingPlan still = new TrainingPlan(16, 1, 3, Schedule.constant(3e-3), Schedule.constant(0), 0, 100, 0, 7);
        Trainer trainer = TinyRuns.trainer(TinyRuns.Kind.STREAMS_OT_QUEUE.autoencoder(), still, folder.resolve("still"));
        Trainer moving = TinyRuns.trainer(TinyRuns.Kind.STREAMS_OT_QUEUE.autoencoder(), TinyRuns.plan(3, 100),
                folder.resolve("moving"));
        trainer.train();
        moving.train();

        for (int s = 0; s < 4; s++) {
            String name = "stream" + s + "/codebook"; // both begin with the same latents as codes
            double distance = moving.weights().named(name).distance2(trainer.weights().named(name));
            assertThat(distance).isCloseTo(Math.sqrt(64) * 0.03, org.assertj.core.api.Assertions.within(0.1));
        }
    }

    @Test
    void aClosedTrainerKeepsItsWeightsAndTrainsNoMore() {
        Trainer trainer = TinyRuns.trainer(TinyRuns.Kind.OT.autoencoder(), TinyRuns.plan(8, 100), folder);
        trainer.train();

        trainer.close();

        Path again = folder.resolve("weights.safetensors");
        trainer.weights().tensors().write(again);
        assertThat(again).hasSameBinaryContentAs(folder.resolve("step-00000008/weights.safetensors"));
        assertThatThrownBy(trainer::profile).hasMessageContaining("run the session before");
        Trainer unfinished = TinyRuns.trainer(TinyRuns.Kind.OT.autoencoder(), TinyRuns.plan(8, 100), folder.resolve("other"));
        unfinished.close();
        assertThatThrownBy(unfinished::train).hasMessageContaining("this session is closed");
    }

    @Test
    void aCompleteRunIsNotTrainedFurther() {
        byte[] weights = TinyRuns.train(TinyRuns.Kind.VQ, TinyRuns.plan(7, 100), folder);
        TinyRuns.Reports reports = new TinyRuns.Reports();

        assertThat(TinyRuns.train(TinyRuns.Kind.VQ, TinyRuns.plan(7, 100), folder, reports)).isEqualTo(weights);
        assertThat(reports.events).containsExactly("started 7/7", "finished 7 complete");
    }

    @Test
    void aHugeLearningRateStopsTheRunWithItsReasons() {
        TrainingPlan plan = new TrainingPlan(16, 1, 20, Schedule.constant(1e30), Schedule.constant(1e30), 0, 100, 0, 1);
        Trainer trainer = TinyRuns.trainer(TinyRuns.Kind.VQ.autoencoder(), plan, folder);

        assertThatThrownBy(trainer::train).isInstanceOf(NonFiniteException.class)
                .hasMessageMatching("(?s)the .* is (NaN|-?Infinity) at step [2-9] of 20; last finite loss [0-9.E-]+, "
                        + "first bad node (?!null).+, schedules \\{.*learningRate=1.0E30.*"
                        + "lower the learning rate or raise epsilon");
    }

    @Test
    void checkpointsOfAnotherRunAreRefused() {
        TinyRuns.train(TinyRuns.Kind.VQ, TinyRuns.plan(2, 100), folder);
        Trainer other = new Trainer(TinyRuns.Kind.VQ.autoencoder(), TinyRuns.CORPUS, TinyRuns.plan(2, 100), folder,
                "another", List.of());

        assertThatThrownBy(other::train).isInstanceOf(ResumeMismatchException.class)
                .hasMessageContaining("the checkpoints belong to a run with other settings or data");
    }

    @Test
    void trainingStopsWhenPatienceIsOver() {
        TrainingPlan still = new TrainingPlan(16, 50, 0, Schedule.constant(1e-20), Schedule.constant(1e-20), 0, 1000,
                2, 1);
        SyntheticCorpus corpus = new SyntheticCorpus(32, 16, 0, 8, 1);
        TinyRuns.Reports reports = new TinyRuns.Reports();

        TrainingResult result = new Trainer(TinyRuns.Kind.FSQ.autoencoder(), corpus, still, folder, "test",
                List.of(reports)).train();
        TrainingResult again = new Trainer(TinyRuns.Kind.FSQ.autoencoder(), corpus, still, folder, "test",
                List.of()).train();

        assertThat(result.complete()).isTrue();
        assertThat(result.step()).isLessThan(100).isEqualTo(reports.steps.size());
        assertThat(again.complete()).isTrue();
        assertThat(again.step()).isEqualTo(result.step());
    }

    @Test
    void clippingCutsTheNormOfAllGradientsTogether() {
        TrainingPlan clipped = new TrainingPlan(16, 1, 1, Schedule.constant(1e-3), Schedule.constant(1e-3), 1e-3, 100,
                0, 7);
        TrainingPlan whole = new TrainingPlan(16, 1, 1, Schedule.constant(1e-3), Schedule.constant(1e-3), 0, 100, 0, 7);

        TinyRuns.train(TinyRuns.Kind.VQ, clipped, folder.resolve("clipped"));
        TinyRuns.train(TinyRuns.Kind.VQ, whole, folder.resolve("whole"));

        assertThat(firstMomentNorm(folder.resolve("clipped"))).isCloseTo(0.1 * 1e-3, within(1e-8));
        assertThat(firstMomentNorm(folder.resolve("whole"))).isGreaterThan(2e-4);
    }

    private static double firstMomentNorm(Path folder) {
        SafeTensors optimizer = SafeTensors.read(TinyRuns.file(folder, 1, "optimizer.safetensors"));
        double squares = 0;
        for (String name : optimizer.tensors().keySet()) {
            if (name.endsWith(".first")) {
                for (float value : optimizer.get(name).floats()) {
                    squares += (double) value * value;
                }
            }
        }
        return Math.sqrt(squares);
    }

    @Test
    void aPlateauLowersTheLearningRate() {
        Schedule plateau = new Schedule.Plateau(1e-20, 0.5, 0, 0.9);
        TrainingPlan plan = new TrainingPlan(16, 4, 0, plateau, plateau, 0, 1000, 0, 1);
        TinyRuns.Reports reports = new TinyRuns.Reports();

        new Trainer(TinyRuns.Kind.FSQ.autoencoder(), new SyntheticCorpus(16, 16, 0, 8, 1), plan, folder, "test",
                List.of(reports)).train();

        assertThat(reports.steps.stream().map(report -> report.schedules().get("learningRate")))
                .containsExactly(1e-20, 1e-20, 0.5e-20, 0.25e-20);
    }

    @Test
    void aCorpusWithoutValidationTrainsToTheEnd() {
        TrainingResult result = new Trainer(TinyRuns.Kind.OT.autoencoder(), new SyntheticCorpus(32, 0, 0, 8, 1),
                TinyRuns.plan(4, 100), folder, "test", List.of()).train();

        assertThat(result.complete()).isTrue();
        assertThat(result.step()).isEqualTo(4);
    }
}
