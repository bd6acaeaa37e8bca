package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that was asked to stop, anywhere, and goes on later ends with the same bytes as one that was not. */
@Tag("slow")
class ResumeTest {

    private static final long STEPS = 14;

    @TempDir
    private Path folder;

    /** Trains until {@code stopAt} steps are done, then asks to stop. */
    private static TrainingResult trainUntil(TinyRuns.Kind kind, TrainingPlan plan, Path folder, long stopAt) {
        AtomicReference<Trainer> trainer = new AtomicReference<>();
        trainer.set(TinyRuns.trainer(kind.autoencoder(), plan, folder, new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                if (report.step() >= stopAt) {
                    trainer.get().stop();
                }
            }
        }));
        return trainer.get().train();
    }

    @ParameterizedTest
    @EnumSource(TinyRuns.Kind.class)
    void aStoppedRunGoesOnExactly(TinyRuns.Kind kind) {
        TrainingPlan plan = TinyRuns.plan(STEPS, 5);
        byte[] uninterrupted = TinyRuns.train(kind, plan, folder.resolve("whole"));
        Path stopped = folder.resolve("stopped");

        TrainingResult first = trainUntil(kind, plan, stopped, 3);
        TrainingResult second = trainUntil(kind, plan, stopped, 8);
        byte[] weights = TinyRuns.train(kind, plan, stopped);

        assertThat(first.step()).isEqualTo(3);
        assertThat(first.complete()).isFalse();
        assertThat(second.step()).isEqualTo(8);
        assertThat(weights).isEqualTo(uninterrupted);
        assertThat(TinyRuns.file(stopped, STEPS, "optimizer.safetensors"))
                .isEqualTo(TinyRuns.file(folder.resolve("whole"), STEPS, "optimizer.safetensors"));
        assertThat(TinyRuns.file(stopped, STEPS, "state.json"))
                .isEqualTo(TinyRuns.file(folder.resolve("whole"), STEPS, "state.json"));
    }

    @Test
    void everyPointOfInterruptionEndsInTheSameBytes() {
        TrainingPlan plan = TinyRuns.plan(STEPS, 4);
        byte[] uninterrupted = TinyRuns.train(TinyRuns.Kind.OT_QUEUE, plan, folder.resolve("whole"));

        for (long stopAt = 1; stopAt < STEPS; stopAt++) {
            Path stopped = folder.resolve("stopped" + stopAt);
            trainUntil(TinyRuns.Kind.OT_QUEUE, plan, stopped, stopAt);

            assertThat(TinyRuns.train(TinyRuns.Kind.OT_QUEUE, plan, stopped)).as("stopped after " + stopAt)
                    .isEqualTo(uninterrupted);
        }
    }

    @Test
    void stoppingAfterEachStepEndsInTheSameBytes() {
        TrainingPlan plan = TinyRuns.plan(8, 3);
        byte[] uninterrupted = TinyRuns.train(TinyRuns.Kind.EMA_RESET, plan, folder.resolve("whole"));
        Path stopped = folder.resolve("stopped");

        for (long step = 1; step < 8; step++) {
            assertThat(trainUntil(TinyRuns.Kind.EMA_RESET, plan, stopped, step).step()).isEqualTo(step);
        }

        assertThat(TinyRuns.train(TinyRuns.Kind.EMA_RESET, plan, stopped)).isEqualTo(uninterrupted);
    }

    @Test
    void aDamagedCheckpointIsPassedOverWithANoteAndTheRunEndsTheSame() throws java.io.IOException {
        TrainingPlan plan = TinyRuns.plan(10, 2);
        byte[] uninterrupted = TinyRuns.train(TinyRuns.Kind.OT, plan, folder.resolve("whole"));
        Path stopped = folder.resolve("stopped");
        trainUntil(TinyRuns.Kind.OT, plan, stopped, 5);
        java.nio.file.Files.write(stopped.resolve("step-00000005/weights.safetensors"), new byte[] {1, 2, 3});
        TinyRuns.Reports reports = new TinyRuns.Reports();

        byte[] weights = TinyRuns.train(TinyRuns.Kind.OT, plan, stopped, reports);

        assertThat(reports.events.get(0)).startsWith("noted skipped checkpoint step-00000005");
        assertThat(reports.events.get(1)).isEqualTo("started 4/10");
        assertThat(weights).isEqualTo(uninterrupted);
    }
}
