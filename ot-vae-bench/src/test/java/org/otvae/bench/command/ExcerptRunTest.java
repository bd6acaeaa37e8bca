package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Excerpt;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.run.RunFolder;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.data.SyntheticCorpus;
import org.otvae.image.Images;
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

    @Test
    void whatWasLeftOutIsSaidBeforeOtherDataAreRefused() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < 80; i++) {
            Images.write(pictures.resolve(i + ".png"), new float[3 * 32 * 32], new long[] {3, 32, 32});
        }
        Corpus corpus = Corpora.open("image-folder-32", Optional.of(pictures));
        String run = RunFolder.create(folder.resolve("run"), Experiments.named("folder32-vq"), corpus,
                Optional.of(pictures.toString()), Map.of()).path().toString();
        Files.writeString(pictures.resolve("7.png"), "no picture any more");
        var shell = new Shell();

        assertThat(shell.run("train", "--resume", run)).describedAs(() -> shell.err().toString()).isEqualTo(ExitCode.RESUME_MISMATCH);

        assertThat(shell.err()).singleElement().asString().contains("was started on data with fingerprint");
        assertThat(shell.out()).anyMatch(line -> line.contains("7.png"));
    }
}
