package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.bench.modality.Modalities;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.train.NonFiniteException;
import org.otvae.train.ResumeMismatchException;

class CommandsTest {

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "trian demo-vq | did you mean train",
        "train | expected the NAME of an experiment or --resume RUNDIR",
        "train demo-vp | no experiment is called \"demo-vp\"; there are demo-vq,",
        "train demo-vq --epoch 3 | did you mean --epochs",
        "train demo-vq --epochs three | --epochs",
        "train demo-vq --set autoencoder.quantizer.commitment=1 | expected one of commitmentWeight,",
        "train demo-vq --set plan.batchSize=many | plan.batchSize expects a whole number, found \"many\"",
        "train demo-vq --set plan.batchSize=0 | batchSize must be at least 1, found 0",
        "train demo-vq --set plan.batchSize=9999 | only 4000 training examples",
        "train demo-vq --set autoencoder.encoder.dim=32 | latents have dim 32",
        "sweep branin --page 70000 | --page must be 0 to 65535, found 70000",
        "sweep watch branin-random --page -5 | --page must be 0 to 65535, found -5",
        "sweep branin --no-page --space z=uniform(0,1) | expected a --space of x, y for branin, found z",
        "sweep branin --no-page --where q<=3 | q",
        "sweep demo-prior --no-page --space prior.network.layers=int(1,2) | a sweep searches the settings of tokenizers, found the prior demo-prior",
        "data verify --data here | expected the NAME of the data set in here",
        "train demo-vq --data here | is part of the program",
        "train --resume no-such-run | expected a run folder with run.json",
        "evaluate no-such-run | expected a run folder with run.json",
        "sweep demo-ot --no-page --space autoencoder.quantizer.iterations=uniform(3,20) | expects a whole number, found \"10.0414\"",
        "train demo-ot --set autoencoder.quantizer.temperature=cosine(1,0) | temperature must stay above 0 to the end of the run",
        "train demo-ot --set plan.codebookLearningRate=plateau(1e-2,0.5,3,1e-4) | expected of a plateau for codebookLearningRate",
        "train demo-vq --epochs 2 --set plan.epochs=3 | expected --epochs or --set plan.epochs, found both; leave one of them out",
        "train demo-vq --epochs 2 --set plan.steps=9 | in plan.epochs or in plan.steps, found 2 epochs and 9 steps; leave one",
        "train demo-vq --seed 2 --set plan.seed=3 | expected --seed or --set plan.seed, found both",
        "train demo-prior --tokenizer a --set prior.source=b | expected --tokenizer or --set prior.source, found both",
        "train demo-vq --tokenizer fashion-mnist | --tokenizer says whose codes a prior learns, found demo-vq",
        "train demo-vq --set prior.source=fashion-mnist | at prior, found none; leave the settings of prior out",
        "demo --seed 2 --set plan.seed=3 | expected --seed or --set plan.seed, found both",
        "demo --set plan.epochs=2 --set plan.steps=9 | in plan.epochs or in plan.steps, found 2 epochs and 9 steps",
        "reproduce images --set plan.seed=5 | expected seeds by --seeds N, which runs each row with 1 to N, found --set plan.seed=5",
        "encode no-such-run x.png | -o",
        "demo --set plan.stepz=3 | expected one of steps,",
        "data | list, fetch, verify",
        "data fetch mnist | the data sets that can be fetched",
        "data verify cifar | expected one of the corpora",
        "experiments demo-vp | there are demo-vq,"
    })
    void mistakesOfTheUserGiveOneLineAndCodeTwo(String line, String message) {
        int code = shell.run(line.split(" "));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).hasSize(1);
        assertThat(shell.err().get(0)).startsWith("otvae: ").contains(message);
        assertThat(shell.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "demo-vq --set autoencoder.encoder.dim=32 --set autoencoder.quantizer.codebook.dim=32 | otvae_convolution: expected 64 channels",
        "motion-demo-ot --set autoencoder.reconstruction=log-motion-error(1,1,[45,28]) | otvae_motion_difference"
    })
    void layersThatDoNotFitTogetherAreToldBeforeTraining(String line, String message) {
        assertThat(shell.run(("train " + line + " --runs " + folder).split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().startsWith("otvae: the layers do not fit together: " + message);
    }

    @Test
    void missingDataGivesOneLineAndCodeThree() {
        int code = shell.run("train", "fashion-mnist-ot", "--data", folder.toString(), "--runs", folder.toString());

        assertThat(code).isEqualTo(ExitCode.DATA);
        assertThat(shell.err()).hasSize(1);
        assertThat(shell.err().get(0)).contains(folder.toAbsolutePath().toString(), "--data DIR");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void noCommandListsTheCommands() {
        assertThat(shell.run()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("demo, train, evaluate, encode, decode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "train --help", "demo --help", "data verify --help"})
    void helpIsOnStandardOutput(String line) {
        assertThat(shell.run(line.split(" "))).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).anyMatch(text -> text.startsWith("Usage: otvae"));
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void experimentsAreListedWithWhatTheyAre() {
        assertThat(shell.run("experiments")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).hasSize(org.otvae.bench.experiment.Experiments.all().size())
                .anyMatch(line -> line.matches("fashion-mnist-sq-vae +Gaussian SQ-VAE.*"));
    }

    @Test
    void anExperimentShowsEverySettingByItsPath() {
        assertThat(shell.run("experiments", "demo-ot")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("autoencoder.quantizer.transportWeight = 0.01", "plan.batchSize = 32");
    }

    @Test
    void theSliceInsideTheProgramIsVerified() {
        assertThat(shell.run("data", "verify", "fashion-mnist-slice", "--json")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).singleElement().asString().contains("\"event\":\"verified\"", "\"published\":true");
        assertThat(shell.err()).singleElement().asString().contains("4000 training");
    }

    @Test
    void failuresHaveTheDocumentedCodes() {
        assertThat(ExitCode.of(new UsageException("m"))).isEqualTo(2);
        assertThat(ExitCode.of(new MissingDataException("m"))).isEqualTo(3);
        assertThat(ExitCode.of(new MalformedDataException("m"))).isEqualTo(3);
        assertThat(ExitCode.of(new NonFiniteException("m"))).isEqualTo(4);
        assertThat(ExitCode.of(new ResumeMismatchException("m"))).isEqualTo(5);
        assertThat(ExitCode.of(new IllegalArgumentException("m"))).isEqualTo(1);
        assertThat(ExitCode.line(new IllegalStateException("m"))).contains("internal error", "--debug");
        assertThat(ExitCode.line(new java.io.UncheckedIOException("cannot write x",
                new java.io.IOException("disk full"))))
                .isEqualTo("cannot write x (IOException: disk full)");
    }

    @Test
    void helpNamesAllModelsInsideTheProgram() {
        assertThat(Model.NAMES).isEqualTo(Modalities.all().stream().flatMap(modality -> modality.pretrained().stream())
                .collect(Collectors.joining(", ")));
    }
}
