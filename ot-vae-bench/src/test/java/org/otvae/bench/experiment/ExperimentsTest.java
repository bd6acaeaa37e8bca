package org.otvae.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otvae.audio.model.RecurrentDecoder;
import org.otvae.graph.Schedule;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.Reconstruction;
import org.otvae.motion.model.MotionDecoder;
import org.otvae.motion.model.MotionEncoder;
import org.otvae.motion.model.RootDecoder;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.settings.Overrides;
import org.otvae.settings.Settings;

class ExperimentsTest {

    static List<Experiment> all() {
        return Experiments.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyExperimentSurvivesItsSettings(Experiment experiment) {
        assertThat(Settings.read(Experiment.class, Settings.of(experiment))).isEqualTo(experiment);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyExperimentFitsItsCorpus(Experiment experiment) {
        assertThat(Corpora.names()).contains(experiment.corpus());
        long[] example = switch (experiment.corpus()) {
            case "cifar10", "image-folder-32" -> new long[] {3, 32, 32};
            case "celeba", "image-folder-64" -> new long[] {3, 64, 64};
            case "prompts8k", "prompts8k-slice", "speech18", "speech18-speakers", "wav-folder", "zerospeech2019" ->
                    new long[] {80, 32};
            case "cmu-playground-slice", "bandai-namco", "bvh-folder", "female1", "cmu-playground-slice-root",
                    "bandai-namco-root", "bvh-folder-root", "cmu-playground-dances", "bandai-namco-dances" -> new long[] {72, 64};
            case "aistpp", "aistpp-root", "aistpp-dances" -> new long[] {72, 240};
            default -> new long[] {1, 28, 28};
        };
        long dim = experiment.name().matches("(bandai-namco-wide|aistpp)-.*") ? 512 : 64;
        assertThat(AutoencoderGraph.latentShape(experiment.autoencoder(), example)).containsExactly(example.length == 3
                ? new long[] {dim, example[1] / 4, example[2] / 4}
                : example[0] == 72 ? new long[] {dim, 2, example[1] / 8} : new long[] {dim, 16});
    }

    @Test
    void namesAreUniqueAndFoundAgain() {
        assertThat(all()).extracting(Experiment::name).doesNotHaveDuplicates()
                .contains("fashion-mnist-ot", "mnist-sq-vae",
                "demo-vq-ema-reset");
        assertThat(Experiments.named("fashion-mnist-fsq").method()).isEqualTo("fsq");
    }

    @Test
    void theRecurrentDecoderComesWithFewRowsAndIsToldTheSpeakers() {
        assertThat(all().stream().filter(e -> e.autoencoder().decoder() instanceof RecurrentDecoder).map(Experiment::name))
                .containsExactly("prompts8k-gru-ot", "prompts8k-gru-vq-ema-reset", "prompts8k-gru-sq-vae-4", "prompts8k-gru-vq",
                "prompts8k-gru-wide-ot", "prompts8k-gru-wide-vq-ema-reset", "prompts8k-gru-wide-sq-vae-4",
                "prompts8k-gru-wide-vq", "zerospeech-ot", "zerospeech-vq-ema-reset", "zerospeech-sq-vae-4", "zerospeech-vq");
        assertThat(Experiments.named("prompts8k-gru-ot").autoencoder().decoder().labels()).isEqualTo(6);
    }

    @Test
    void zeroSpeechIsTrainedAsTheProtocolSays() {
        var plan = Experiments.named("zerospeech-sq-vae-4", Scale.FULL).plan();

        assertThat(plan.totalSteps(1_000)).isEqualTo(500_000);
        assertThat(List.of(0L, 299_999L, 300_001L, 399_999L, 400_001L, 499_999L).stream()
                .map(step -> plan.learningRate().at(Schedule.Progress.at(step, 500_000, 0))))
                .containsExactly(4e-4, 4e-4, 2e-4, 2e-4, 1e-4, 1e-4);
        assertThat(plan.batchSize()).isEqualTo(52);
        assertThat(plan.gradientClip()).isEqualTo(1);
        var quantizer = (SqVaeQuantizer) Experiments.named("zerospeech-sq-vae-4", Scale.FULL).autoencoder().quantizer();
        assertThat(quantizer.temperature().at(new Schedule.Progress(1, 0))).isCloseTo(Math.exp(-5), within(1e-12));
        assertThat(quantizer.combination()).isEqualTo(SqVaeQuantizer.Combination.PRODUCT);
    }

    @Test
    void rowsOfOneCorpusHaveTheSameBudgetAndSeed() {
        for (String prefix : List.of("fashion-mnist-", "mnist-", "cifar10-", "celeba-", "folder32-", "folder64-", "demo-",
                "audio-demo-", "prompts8k-", "wav-folder-", "motion-demo-", "bandai-namco-", "bvh-folder-", "female1-",
                "aistpp-")) {
            assertThat(all().stream().filter(e -> e.name().startsWith(prefix) && e.prior() == null)
                    .map(e -> List.of(e.plan().batchSize(), e.plan().epochs(), e.plan().steps(), e.plan().seed()))
                    .distinct()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"mnist-, 128", "fashion-mnist-, 256", "cifar10-, 512", "celeba-, 512"})
    void codesAreAsManyAndAsWideAsInTheProtocol(String corpus, int codes) {
        List<Experiment> rows = all().stream().filter(row -> row.name().startsWith(corpus) && row.prior() == null).toList();

        assertThat(rows).hasSizeGreaterThan(12).filteredOn(row -> !row.method().equals("fsq")) // whose grid has nearly as many
                .allSatisfy(row -> assertThat(row.autoencoder().quantizer().codes()).as(row.name()).isEqualTo(codes));
        assertThat(rows).allSatisfy(row -> assertThat(row.autoencoder().quantizer().dim()).as(row.name()).isEqualTo(64));
    }

    @Test
    void scalesChangeTheLengthAndTheTemperatureThatSqVaeReachesInIt() {
        var full = Experiments.named("fashion-mnist-sq-vae", Scale.FULL);
        var end = new Schedule.Progress(1, 0);

        assertThat(full.plan().epochs()).isEqualTo(100);
        assertThat(((SqVaeQuantizer) full.autoencoder().quantizer()).temperature().at(end))
                .isCloseTo(Math.exp(-1e-5 * 156_200), within(1e-12));
        assertThat(Experiments.named("celeba-ot", Scale.FULL).plan().epochs()).isEqualTo(70);
        assertThat(Experiments.named("cifar10-ot", Scale.SMOKE).plan().steps()).isEqualTo(60);
        assertThat(Experiments.named("cifar10-ot", Scale.SHORT)).isEqualTo(Experiments.named("cifar10-ot"));
    }

    @Test
    void learningRatesOfImagesAreTheProtocolsAtItsLengthAndACosineInShortRuns() {
        for (String prefix : List.of("fashion-mnist-", "mnist-", "cifar10-", "cifar10-wide-", "celeba-", "folder32-", "folder64-",
                "demo-")) {
            var full = Experiments.named(prefix + "ot", Scale.FULL).plan();

            assertThat(full.learningRate()).as(prefix).isEqualTo(new Schedule.Plateau(1e-3, 0.5, 3, 1e-4));
            assertThat(full.codebookLearningRate()).as(prefix).isEqualTo(new Schedule.Plateau(2e-2, 0.5, 3, 1e-4));
            assertThat(Experiments.named(prefix + "ot").with(Map.of("plan.epochs", "100")).plan().learningRate()).as(prefix)
                    .isEqualTo(new Schedule.Cosine(1e-3, 0));
        }
    }

    @Test
    void theDemoComparesSixMethods() {
        assertThat(Experiments.imageDemo()).extracting(Experiment::method)
                .containsExactly("ot", "vq", "vq-ema", "vq-ema-reset", "sq-vae", "gumbel");
        assertThat(Experiments.audioDemo()).extracting(Experiment::method)
                .isEqualTo(Experiments.imageDemo().stream().map(Experiment::method).toList());
        assertThat(Experiments.motionDemo()).extracting(Experiment::method)
                .isEqualTo(Experiments.imageDemo().stream().map(Experiment::method).toList());
    }

    @Test
    void rowsOfMotionHaveACodebookForEachHalfAndTheErrorThatGoesWithTheirOtherTerms() {
        assertThat(all()).filteredOn(experiment -> experiment.name().startsWith("bandai-namco-") && experiment.prior() == null)
                .hasSize(32).allSatisfy(experiment -> assertThat(experiment.autoencoder().quantizer().codes()).isBetween(1_000, 1_024));
        List<Integer> halves = List.of(45, 27);
        assertThat(Experiments.named("bandai-namco-sq-vae").autoencoder().reconstruction())
                .isEqualTo(new Reconstruction.LogMotionError(1, 1, halves));
        assertThat(Experiments.named("bandai-namco-wide-vq-ema").autoencoder().reconstruction())
                .isEqualTo(new Reconstruction.MotionError(1, 1, halves));
    }

    @Test
    void dancesAreTrainedWithTheProtocolsNetworkAndEpochs() {
        var dances = Experiments.named("aistpp-vq-ema-reset", Scale.FULL);

        assertThat(dances.plan().epochs()).isEqualTo(500);
        assertThat(dances.plan().batchSize()).isEqualTo(32);
        assertThat(dances.autoencoder().encoder()).isEqualTo(new MotionEncoder(60, 512, 3, 512));
        assertThat(dances.autoencoder().decoder()).isEqualTo(new MotionDecoder(512, 3, 512));
        assertThat(dances.autoencoder().quantizer().codes()).isEqualTo(2 * 512);
        assertThat(List.of(99, 101, 199, 201, 499).stream()
                .map(epoch -> dances.plan().learningRate().at(new Schedule.Progress(epoch / 500.0, 0)))
                .map(rate -> "%.1e".formatted(rate))).containsExactly("3.0e-05", "3.0e-06", "3.0e-06", "3.0e-07", "3.0e-07");
    }

    @Test
    void rowsThatTellTheWayOfTheRootDifferInDataAndDecoderAlone() {
        for (String corpus : List.of("bandai-namco", "bvh-folder", "motion-demo")) {
            var poses = Experiments.named(corpus + "-ot");
            var root = Experiments.named(corpus + "-root-ot");

            assertThat(root.corpus()).isEqualTo(poses.corpus() + "-root");
            assertThat(root.autoencoder().decoder()).isEqualTo(new RootDecoder(48, 1, 64));
            assertThat(root.autoencoder().quantizer()).isEqualTo(poses.autoencoder().quantizer());
            assertThat(root.plan()).isEqualTo(poses.plan());
        }
    }

    @Test
    void aWrongNameListsTheClosestFirst() {
        assertThatThrownBy(() -> Experiments.named("fashion-mnist-vqema")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no experiment is called \"fashion-mnist-vqema\"; there are "
                        + "fashion-mnist-vq-ema, ")
                .hasMessageContaining("mnist-gumbel");
    }

    @Test
    void aNumberReplacesTheScheduleOfEpsilon() {
        var changed = Overrides.with(Experiments.named("fashion-mnist-ot"), "autoencoder.quantizer.epsilon", "0.05");

        assertThat(((OtQuantizer) changed.autoencoder().quantizer()).epsilon())
                .isEqualTo(org.otvae.graph.Schedule.constant(0.05));
    }

    @Test
    void settingsLeaveOutWhatOnlyDescribes() {
        assertThat(Experiments.named("demo-vq").settings().keySet()).containsExactly("corpus", "autoencoder", "plan");
    }

    @Test
    void whichTokenizerDecidesAndNotWhereItLies() {
        var prior = Experiments.named("demo-prior");
        var known = new CodePrior("a", "run-1", prior.prior().network());

        assertThat(prior.settings().keySet()).containsExactly("corpus", "autoencoder", "plan", "prior");
        assertThat(prior.over(prior.autoencoder(), known).settings())
                .isEqualTo(prior.over(prior.autoencoder(), new CodePrior("b", "run-1", prior.prior().network()))
                .settings())
                .isNotEqualTo(prior.over(prior.autoencoder(), new CodePrior("a", "run-2", prior.prior().network()))
                .settings());
        assertThat(Overrides.with(prior, "prior.network.width", "32").settings()).isNotEqualTo(prior.settings());
    }
}
