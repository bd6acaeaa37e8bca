package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Mutations;
import org.otvae.data.Split;

/** ZeroSpeech 2019 and VCTK in trees as their archives have them, of short tones. */
class ListedSpeechTest {

    @TempDir
    private Path folder;

    @Test
    void withoutListsUnitAndVoiceAreForTrainingAndParallelForTheTest() throws IOException {
        zeroSpeech("2019/");

        SpeechCorpus corpus = ZeroSpeech2019.open(folder);

        assertThat(corpus.exampleShape()).containsExactly(80, 32);
        assertThat(corpus.size(Split.TEST)).isEqualTo(2);
        assertThat(corpus.label(Split.TEST, 0)).isEqualTo(2); // S001, S002, V001, V002
        assertThat(corpus.label(Split.TEST, 1)).isEqualTo(3);
        assertThat(corpus.size(Split.TRAIN) + corpus.size(Split.VALIDATION)).isEqualTo(2 * 70);
        assertThat(corpus.size(Split.VALIDATION)).isBetween(1, 10);
        assertThat(corpus.notes().get(0)).contains("left out 1 of its recordings", "english/train/unit/S001_short.wav");
        assertThat(ZeroSpeech2019.open(folder).fingerprint()).isEqualTo(corpus.fingerprint()).hasSize(64);
    }

    @Test
    void listsChooseRecordingsSectionsAndSpeakers() throws IOException {
        zeroSpeech("");
        String fingerprint = ZeroSpeech2019.open(folder).fingerprint();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            rows.append(i == 0 ? "[" : ",").append("[\"english/train/unit/S002_").append(100 + i)
                    .append("\", 0.02, 0.36, \"english/train/S002/S002_").append(100 + i).append("\"]");
        }
        Files.writeString(folder.resolve("english/train.json"), rows.append("]"));
        Files.writeString(folder.resolve("english/mse_evaluation.json"),
                "[[\"english/train/parallel/voice/V002_9\", \"V002\"]]");
        Files.writeString(folder.resolve("english/speakers.json"), "[\"V002\", \"S002\", \"A\"]");

        SpeechCorpus corpus = ZeroSpeech2019.open(folder);

        assertThat(corpus.notes()).isEmpty();
        assertThat(corpus.size(Split.TEST)).isEqualTo(1);
        assertThat(corpus.label(Split.TEST, 0)).isEqualTo(2);
        assertThat(corpus.label(Split.TRAIN, 0)).isEqualTo(1);
        assertThat(corpus.size(Split.TRAIN) + corpus.size(Split.VALIDATION)).isEqualTo(60); // 37 frames each
        assertThat(corpus.fingerprint()).isNotEqualTo(fingerprint);
        Files.writeString(folder.resolve("english/speakers.json"), "[\"S002\"]");
        assertThatThrownBy(() -> ZeroSpeech2019.open(folder)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found no \"V002\"; get the list anew");
    }

    @Test
    void damagedListsAreRefusedAndNoPathLeavesTheCorpus() throws IOException {
        String train = "[[\"english/train/unit/S002_1\", 0.5, 1.25, \"english/train/S002/S002_1\"],"
                + "[\"english/train/unit/S002_2\", 0, 3, \"english/train/S002/S002_2\"]]";
        int refused = 0;
        for (byte[] mutant : Mutations.of(train.getBytes(StandardCharsets.UTF_8), 3, 400)) {
            Path list = Files.write(folder.resolve("train.json"), mutant);
            try {
                assertThat(SpeechLists.train(list, folder)).allSatisfy(source -> {
                    assertThat(source.file().normalize().startsWith(folder)).isTrue();
                    assertThat(source.seconds()).isBetween(0.0, 86_400.0);
                });
            } catch (MalformedDataException expected) {
                assertThat(expected).hasMessageContaining(list.toString()).hasMessageNotContaining("\n");
                refused++;
            }
        }
        assertThat(refused).isBetween(200, 399);
        Path list = Files.writeString(folder.resolve("test.json"), "[[\"../../etc/passwd\", \"S002\"]]");
        assertThatThrownBy(() -> SpeechLists.test(list, folder)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected a path inside the corpus");
    }

    @Test
    void bothVersionsOfVctkAreSplitAlikeATenthOfEachSpeakerForTheTest() throws IOException {
        for (int i = 0; i < 40; i++) {
            for (String speaker : new String[] {"p225", "p226"}) {
                String name = speaker + "/" + speaker + "_" + (100 + i);
                tone("old/VCTK-Corpus/wav48/" + name + ".wav", 48_000, 0.4);
                Path flac = folder.resolve("new/wav48_silence_trimmed/" + name + "_mic1.flac");
                Files.createDirectories(flac.getParent());
                Files.copy(SoundFileTest.resource("stereo24.flac"), flac);
                Files.writeString(Path.of(flac.toString().replace("mic1", "mic2")), "the other microphone");
            }
        }
        SpeechCorpus old = Vctk.open(folder.resolve("old"));
        SpeechCorpus trimmed = Vctk.open(folder.resolve("new"));

        for (SpeechCorpus corpus : new SpeechCorpus[] {old, trimmed}) {
            assertThat(corpus.notes()).isEmpty();
            assertThat(corpus.size(Split.TEST)).isEqualTo(2 * 4); // one window of 41 or 38 frames each
            assertThat(corpus.size(Split.VALIDATION)).isEqualTo(2 * 2);
            assertThat(corpus.size(Split.TRAIN)).isEqualTo(2 * 34);
            assertThat(corpus.label(Split.TEST, 3)).isZero();
            assertThat(corpus.label(Split.TEST, 4)).isEqualTo(1);
        }
    }

    @Test
    void whatIsMissingIsNamedWithItsTree() {
        assertThatThrownBy(() -> ZeroSpeech2019.open(folder)).isInstanceOf(MissingDataException.class)
                .hasMessageContainingAll("english/train/unit/S015_*.wav", folder.toString(), "--data DIR");
        assertThatThrownBy(() -> Vctk.open(folder)).isInstanceOf(MissingDataException.class)
                .hasMessageContainingAll("wav48/p225/p225_001.wav", "p225_001_mic1.flac", folder.toString(), "--data DIR");
    }

    private void zeroSpeech(String root) throws IOException {
        for (int i = 0; i < 60; i++) {
            tone(root + "english/train/unit/S002_" + (100 + i) + ".wav", 16_000, 0.7);
        }
        for (int i = 0; i < 10; i++) {
            tone(root + "english/train/voice/V001_" + i + ".wav", 16_000, 0.7);
        }
        tone(root + "english/train/unit/S001_short.wav", 16_000, 0.32); // 33 frames
        tone(root + "english/train/parallel/voice/V001_9.wav", 16_000, 0.35);
        tone(root + "english/train/parallel/voice/V002_9.wav", 16_000, 0.35);
    }

    private void tone(String name, int rate, double seconds) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        float[] samples = new float[(int) (rate * seconds)];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (0.5 * Math.sin(2 * Math.PI * 300 * n / rate));
        }
        WaveFile.write(file, new Recording(samples, rate));
    }
}
