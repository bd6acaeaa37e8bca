package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.experiment.Excerpt;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.run.RunFolder;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.data.SyntheticCorpus;
import org.otvae.train.ResumeMismatchException;

/** Runs of smoke tables, which are trained on an excerpt, are evaluated and go on by the data that the user has. */
class ExcerptRunTest {

    @TempDir
    private Path folder;

    @Test
    void aRunOnAnExcerptFindsItInTheWhole() {
        Corpus whole = new SyntheticCorpus(5_000, 600, 1_100, 28, 1);
        Corpus other = new SyntheticCorpus(5_000, 600, 1_100, 28, 2);
        var experiment = Experiments.named("demo-vq");
        RunFolder excerpt = RunFolder.create(folder.resolve("excerpt"), experiment, Excerpt.of(whole), Optional.empty(), Map.of());
        RunFolder full = RunFolder.create(folder.resolve("whole"), experiment, whole, Optional.empty(), Map.of());

        assertThat(TrainCommand.trainedOn(excerpt, whole).size(Split.TRAIN)).isEqualTo(4_000);
        assertThat(TrainCommand.trainedOn(full, whole)).isSameAs(whole);
        assertThatThrownBy(() -> TrainCommand.trainedOn(excerpt, other)).isInstanceOf(ResumeMismatchException.class);
    }
}
