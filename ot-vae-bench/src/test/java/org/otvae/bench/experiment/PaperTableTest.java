package org.otvae.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otvae.model.AutoencoderGraph;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.VqQuantizer;

class PaperTableTest {

    @Test
    void imagesAreTheFourDataSetsOfTheProtocolAndTheSliceComesLast() {
        assertThat(PaperTable.IMAGES.groups(Scale.SHORT)).extracting(PaperTable.Group::data)
                .containsExactlyInAnyOrder("mnist", "fashion-mnist", "cifar10", "cifar10-wide", "celeba", "demo")
                .last().isEqualTo("demo");
        assertThat(PaperTable.IMAGES.groups(Scale.SHORT).get(0).experiments())
                .hasSameSizeAs(Experiments.all().stream()
                        .filter(row -> row.name().startsWith("fashion-mnist-") && row.prior() == null).toList());
    }

    @Test
    void generationIsOnePriorOverTheCodesOfFourTokenizersOfTheCatalogue() {
        var rows = PaperTable.GENERATION.groups(Scale.SHORT).get(0).experiments();

        assertThat(rows).extracting(Experiment::method).containsExactly("ot", "sq-vae", "vq-ema", "vq-ema-reset");
        assertThat(rows).extracting(row -> row.prior().network()).containsOnly(rows.get(0).prior().network());
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.autoencoder()).isEqualTo(Experiments.named(row.prior().source()).autoencoder());
            assertThat(row.plan()).isEqualTo(Experiments.named("fashion-mnist-prior").plan());
        });
    }

    @Test
    void speechIsWhateverTheCatalogueHasOfSpeech() {
        assertThat(PaperTable.SPEECH.groups(Scale.FULL)).extracting(PaperTable.Group::data).contains("prompts8k", "wav-folder")
                .doesNotContain("mnist");
    }

    @Test
    void codebookSizesRunFrom64To512AndMeetTheCatalogueAtItsOwn() {
        var rows = PaperTable.CODEBOOK_SIZE.groups(Scale.SHORT).stream().filter(group -> group.data().equals("fashion-mnist"))
                .findFirst().orElseThrow().experiments();

        assertThat(rows).extracting(Experiment::method).contains("vq-64", "vq-128", "sq-vae-256", "ot-512", "vq-wae-64");
        assertThat(rows).allSatisfy(row -> assertThat(row.autoencoder().quantizer().codes())
                .isEqualTo(Integer.parseInt(row.method().substring(row.method().lastIndexOf('-') + 1))));
        for (String method : List.of("vq", "ot", "sq-vae", "vq-wae", "vq-ema-reset")) {
            assertThat(rows.stream().filter(row -> row.method().equals(method + "-256")).findFirst().orElseThrow().settings())
                    .isEqualTo(Experiments.named("fashion-mnist-" + method).settings());
        }
        assertThat(((VqQuantizer) rows.stream().filter(row -> row.method().equals("vq-64")).findFirst().orElseThrow()
                .autoencoder().quantizer()).codebook().init()).hasToString("Uniform[limit=0.015625]");
    }

    @ParameterizedTest
    @EnumSource(Scale.class)
    void everyRowOfTheAblationChangesOneSettingOfTheFirst(Scale scale) {
        var rows = PaperTable.ABLATION_OT.groups(scale).get(0).experiments();
        var first = rows.get(0);

        assertThat(first).isEqualTo(Experiments.named("fashion-mnist-ot", scale));
        assertThat(rows).extracting(Experiment::method).doesNotHaveDuplicates().contains("ot-epsilon-0.1", "ot-iterations-3",
                "ot-score-cosine", "ot-score-squared-distance", "ot-queue-1", "ot-inference-nearest", "ot-plan-detached");
        for (var row : rows.subList(1, rows.size())) {
            assertThat(differences("", first.settings(), row.settings())).as(row.method()).hasSize(1);
        }
        assertThat(rows).filteredOn(row -> row.method().equals("ot-codebook-speed-1")).singleElement()
                .satisfies(row -> assertThat(row.plan().codebookLearningRate()).isEqualTo(first.plan().learningRate()));
        assertThat(rows.stream().map(row -> ((OtQuantizer) row.autoencoder().quantizer()).score()).distinct())
                .containsExactlyInAnyOrder(Score.values());
        assertThat(rows.stream().map(row -> ((OtQuantizer) row.autoencoder().quantizer()).inference()).distinct())
                .containsExactlyInAnyOrder(OtQuantizer.Inference.DUAL_POTENTIALS, OtQuantizer.Inference.NEAREST,
                        OtQuantizer.Inference.BATCH_TRANSPORT); // running potentials do not serve standardised distances
    }

    @ParameterizedTest
    @EnumSource(PaperTable.class)
    void everyRowCanBeBuiltAndTrainedOnItsCorpus(PaperTable table) {
        for (var group : table.groups(Scale.FULL)) {
            assertThat(group.experiments()).extracting(Experiment::name).doesNotHaveDuplicates();
            for (var row : group.experiments()) {
                assertThat(row.corpus()).isEqualTo(group.corpus());
                if (row.name().startsWith("fashion-mnist")) {
                    long[] latents = AutoencoderGraph.latentShape(row.autoencoder(), new long[] {1, 28, 28});
                    row.autoencoder().quantizer().requireBatch(row.plan().batchSize() * latents[1] * latents[2]);
                }
            }
        }
        assertThat(PaperTable.named(table.toString())).isEqualTo(table);
    }

    @Test
    void aWrongNameListsTheTables() {
        assertThatThrownBy(() -> PaperTable.named("image")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected one of the tables images, ").hasMessageEndingWith("or all, found \"image\"");
    }

    /** Paths at which two trees of settings differ; a schedule counts as one value. */
    private static List<String> differences(String path, Object left, Object right) {
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b && !String.valueOf(a.get("type")).matches(
                "Exponential|Linear|Cosine|Constant|Plateau")) {
            var paths = new ArrayList<String>();
            a.forEach((key, value) -> paths.addAll(differences(path + "." + key, value, b.get(key))));
            return paths;
        }
        return left.equals(right) ? List.of() : List.of(path);
    }
}
