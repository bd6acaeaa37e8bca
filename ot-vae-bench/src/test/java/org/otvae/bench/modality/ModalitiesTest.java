package org.otvae.bench.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Experiments;
import org.otvae.data.Split;
import org.otvae.image.metric.PeakSignalToNoise;
import org.otvae.metric.Fidelity;
import org.otvae.metric.Scores;

class ModalitiesTest {

    static List<Modality> all() {
        return Modalities.all();
    }

    @Test
    void everyCorpusHasOneModality() {
        assertThat(all().stream().flatMap(modality -> modality.corpora().stream()))
                .containsExactlyInAnyOrderElementsOf(Corpora.names());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aModalityIsFoundByItsNameItsCorporaAndItsDemo(Modality modality) {
        assertThat(Modalities.named(modality.id())).isSameAs(modality);
        assertThat(modality.demo()).hasSize(6).allSatisfy(experiment ->
                assertThat(Modalities.ofCorpus(experiment.corpus())).isSameAs(modality));
        assertThat(modality.commands(Path.of("run"))).allMatch(command -> command.startsWith("./otvae ")
                && command.contains(" run"));
        assertThat(modality.commands(Path.of("my runs/a"))).allMatch(command -> command.contains(" 'my runs/a'"));
        assertThat(modality.generation().commands(Path.of("my runs/a"))).allMatch(command -> command.contains(" 'my runs/a'"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void modelsInsideTheProgramAreOfTheirModality(Modality modality) {
        for (String name : modality.pretrained()) {
            try (var tokenizer = modality.pretrained(name)) {
                assertThat(tokenizer.modality()).isEqualTo(modality.id());
            }
        }
    }

    @Test
    void wrongNamesListTheRightOnes() {
        assertThatThrownBy(() -> Modalities.named("audo")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one of the modalities audio, image, motion, found \"audo\"");
        assertThatThrownBy(() -> Modalities.ofCorpus("cifar11")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected one of the corpora cifar10, ");
    }

    @Test
    void measuresOfImagesAreRefusedForSpeechAndMotion() {
        var wishes = new Wishes(Optional.of(Path.of("network.onnx")), Optional.empty(), false);

        assertThatThrownBy(() -> new AudioModality().further(wishes, new long[] {80, 32}, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found a run of speech; leave them out");
        assertThatThrownBy(() -> new MotionModality().further(wishes, new long[] {72, 64}, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found a run of motion; leave them out");
    }

    /** {@code reproduce --scale smoke} shows excerpts of corpora. */
    @Test
    void anExcerptOfSpeechIsShownAndHeardLikeTheWhole() {
        var speech = org.otvae.audio.data.EmbeddedPrompts.open();
        var excerpt = new WithoutTheLastOne(speech);
        var modality = new AudioModality();

        float[] shown = modality.shown(excerpt);

        assertThat(shown).isEqualTo(modality.shown(speech));
        assertThat(modality.exhibits(excerpt, List.of(new Exhibit.Values("original", "original", shown))))
                .singleElement().satisfies(exhibit -> assertThat(exhibit.media()).extracting(Exhibit.Media::type)
                        .contains("image/png", "audio/wav"));
    }

    private record WithoutTheLastOne(org.otvae.data.Corpus whole) implements org.otvae.data.Corpus {
        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public long[] exampleShape() {
            return whole.exampleShape();
        }

        @Override
        public int size(Split split) {
            return whole.size(split) - 1;
        }

        @Override
        public String fingerprint() {
            return "excerpt";
        }

        @Override
        public void read(Split split, int index, long draw, float[] target, int offset) {
            whole.read(split, index, draw, target, offset);
        }
    }

    @Test
    void measuresOfSpeechAreRefusedForImages() {
        var wishes = new Wishes(Optional.empty(), Optional.empty(), true);

        assertThatThrownBy(() -> new ImageModality().further(wishes, new long[] {1, 28, 28}, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found a run of images; leave it out");
    }

    @ParameterizedTest
    @MethodSource("all")
    void measuresOfPairsAreRefusedForSamples(Modality modality) {
        var pairs = List.<Fidelity>of(new PeakSignalToNoise(784));

        assertThatThrownBy(() -> modality.generation().requireMeasures(Split.TEST, pairs))
                .isInstanceOf(IllegalArgumentException.class).hasMessageEndingWith("leave it out");
        assertThatCode(() -> modality.generation().requireMeasures(Split.VALIDATION, List.of())).doesNotThrowAnyException();
    }

    @Test
    void bitsFollowFromCodesAndTheirUse() {
        var autoencoder = Experiments.named("prompts8k-ot").autoencoder();
        var scores = new Scores(0.01, 256, 100, 500, 512, 1);

        assertThat(new AudioModality().derived(scores, new long[] {80, 32}, autoencoder))
                .containsEntry("bits/s", 450.0).containsEntry("entropy bits/s", 400.0);
    }

    @Test
    void severalPicturesShareAFileOfTokensAndRecordingsDoNot() {
        var two = List.of(Path.of("a/x.png"), Path.of("b/y.png"));

        assertThat(new ImageModality().encodedNames(two)).containsExactly("pictures");
        assertThat(new ImageModality().encodedNames(two.subList(1, 2))).containsExactly("y");
        assertThat(new AudioModality().encodedNames(two)).containsExactly("x", "y");
    }

    @Test
    void filesOfOneNameAreToldApart() {
        assertThat(Encoding.names(List.of(Path.of("a/x.wav"), Path.of("b/x.wav"), Path.of("y.tar.gz"), Path.of(".z"))))
                .containsExactly("x", "x-2", "y.tar", ".z");
    }
}
