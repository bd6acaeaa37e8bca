package org.otvae.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Experiments;
import org.otvae.data.Corpus;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.settings.Overrides;
import org.otvae.train.StepReport;
import org.otvae.train.TrainingListener;

@Tag("slow")
class PriorRunTest {

    @TempDir
    private Path folder;

    private RunFolder created(String name, Corpus corpus) {
        var experiment = Overrides.with(Experiments.named("demo-prior"), Map.of("plan.steps", "7", "plan.batchSize",
                "8",
                "plan.checkpointEverySteps", "3"));
        return RunFolder.create(folder.resolve(name), Tokenizers.resolved(experiment, corpus), corpus, Optional.empty(),
                Map.of());
    }

    @Test
    void aRunThatIsJudgedLaterKeepsThePlaceAndTimeOfItsTraining() {
        Corpus corpus = Corpora.open(EmbeddedFashionMnist.NAME, Optional.empty());
        assertThat(new Runner(created("trial", corpus), corpus, Backends.found(), List.of()).train()).isPresent();
        RunFolder trial = RunFolder.open(folder.resolve("trial"));

        var record = new Runner(trial, corpus, Backends.found(), List.of()).run().orElseThrow().record();

        assertThat(trial.sessions()).hasSize(1);
        assertThat(record.provenance()).containsEntry("sessions", 2)
                .containsEntry("started", trial.sessions().get(0).get("started"));
    }

    @Test
    void aStoppedPriorGoesOnExactly() {
        Corpus corpus = Corpora.open(EmbeddedFashionMnist.NAME, Optional.empty());
        new Runner(created("whole", corpus), corpus, Backends.found(), List.of()).train();
        var stopped = new AtomicReference<Runner>();
        stopped.set(new Runner(created("stopped", corpus), corpus, Backends.found(), List.of(new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                if (report.step() == 4) {
                    stopped.get().stop();
                }
            }
        })));
        assertThat(stopped.get().train()).isEmpty();

        var outcome = new Runner(RunFolder.open(folder.resolve("stopped")), corpus, Backends.found(), List.of()).run();

        assertThat(outcome).isPresent();
        var first = RunFolder.open(folder.resolve("stopped")).sessions().get(0);
        assertThat(outcome.get().record().provenance()).containsEntry("sessions", 2).containsEntry("started", first.get("started"))
                .hasEntrySatisfying("tookSeconds", took -> assertThat(((Number) took).doubleValue())
                        .isGreaterThan(((Number) first.get("tookSeconds")).doubleValue()));

        for (String file : List.of("weights.safetensors", "optimizer.safetensors", "state.json")) {
            assertThat(folder.resolve("stopped/checkpoints/step-00000007").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole/checkpoints/step-00000007").resolve(file));
        }
        assertThat(folder.resolve("stopped/codes/codes.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/codes/codes.safetensors"));
    }
}
