package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.audio.metric.DecibelError;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

class SpeechCorpusTest {

    private static final FrontEnd SMALL = new FrontEnd(8_000, 256, 200, 80, 20, 50, 4_000, 0.97, 80);

    @TempDir
    private Path folder;

    @Test
    void windowsLieOneAfterTheOtherInValidationAndTestAndAnywhereInTraining() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("ann/" + i + ".wav", 8_000, 100 + i);
        }
        SpeechCorpus corpus = WavFolder.open("mine", folder, SMALL);
        int all = corpus.size(Split.TRAIN) + corpus.size(Split.VALIDATION) + corpus.size(Split.TEST);

        assertThat(corpus.exampleShape()).containsExactly(20, 32);
        assertThat(all).isEqualTo(40 * 3); // 101 frames each
        float[] first = read(corpus, Split.TEST, 0, 0);
        float[] second = read(corpus, Split.TEST, 1, 0);
        assertThat(read(corpus, Split.TEST, 0, 99)).containsExactly(first);
        assertThat(second).isNotEqualTo(first);
        assertThat(read(corpus, Split.TRAIN, 0, 1)).isNotEqualTo(read(corpus, Split.TRAIN, 0, 2));
        assertThat(read(corpus, Split.TRAIN, 0, 1)).containsExactly(read(corpus, Split.TRAIN, 0, 1));
    }

    @Test
    void aWindowIsApieceOfTheSpectrogram() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("bob/" + i + ".wav", 8_000, 300);
        }
        SpeechCorpus corpus = WavFolder.open("mine", folder, SMALL);
        float[] mel = SMALL.logMel(WaveFile.read(folder.resolve("bob/0.wav")).samples());

        float[] third = read(corpus, Split.VALIDATION, 2, 0);

        for (int band = 0; band < 20; band++) {
            assertThat(Arrays.copyOfRange(third, band * 32, band * 32 + 32))
                    .containsExactly(Arrays.copyOfRange(mel, band * 101 + 64, band * 101 + 96), within(1e-6f));
        }
    }

    @Test
    void speakersAreTheFoldersAndWhatIsShortOrBrokenIsNamed() throws IOException {
        for (int i = 0; i < 40; i++) {
            write((i % 2 == 0 ? "ann/" : "bob/deeper/") + i + ".wav", i % 3 == 0 ? 16_000 : 8_000, 200);
        }
        Files.writeString(folder.resolve("ann/broken.wav"), "no sound");
        WaveFile.write(folder.resolve("ann/short.wav"), new Recording(new float[1_000], 8_000));

        SpeechCorpus corpus = WavFolder.open("mine", folder, SMALL);

        assertThat(corpus.notes()).first()
                .isEqualTo("mine: left out 2 of its recordings, 1 as too short and 1 as unreadable: "
                        + "ann/broken.wav, ann/short.wav");
        assertThat(corpus.labels()).containsExactly("ann", "bob");
        assertThat(corpus.label(Split.TRAIN, 0)).isZero();
        assertThat(corpus.label(Split.TRAIN, corpus.size(Split.TRAIN) - 1)).isEqualTo(1);
        assertThat(WavFolder.open("mine", folder, SMALL).fingerprint()).isEqualTo(corpus.fingerprint()).hasSize(64);
        Files.delete(folder.resolve("ann/0.wav"));
        assertThat(WavFolder.open("mine", folder, SMALL).fingerprint()).isNotEqualTo(corpus.fingerprint());
    }

    @Test
    void flacAndVorbisAreReadAlikeAndPrefixesAreSpeakersWhereThereAreNoFolders() throws IOException {
        for (int i = 0; i < 20; i++) {
            for (String name : new String[] {"mono16.flac", "stereo.ogg"}) {
                Files.copy(SoundFileTest.resource(name), folder.resolve((i % 2 == 0 ? "bea_" : "al_") + i + name));
            }
        }
        SpeechCorpus corpus = WavFolder.open("mine", folder, SMALL);

        assertThat(corpus.notes()).isEmpty();
        assertThat(corpus.size(Split.TRAIN) + corpus.size(Split.VALIDATION) + corpus.size(Split.TEST))
                .isEqualTo(20 * 2 + 20 * 3); // 76 frames and 101
        assertThat(corpus.label(Split.TRAIN, 0)).isZero();
        assertThat(corpus.label(Split.TRAIN, corpus.size(Split.TRAIN) - 1)).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        assertThatThrownBy(() -> WavFolder.open("mine", folder.resolve("absent"), SMALL))
                .isInstanceOf(MissingDataException.class).hasMessageContaining("--data DIR");
        assertThatThrownBy(() -> WavFolder.open("mine", folder, SMALL)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("found none; give a folder of recordings");
        write("only.wav", 8_000, 100);
        assertThatThrownBy(() -> WavFolder.open("mine", folder, SMALL)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("give a folder with more of them");
        assertThatThrownBy(() -> Prompts8k.open(folder)).isInstanceOf(MissingDataException.class)
                .hasMessageContainingAll("en_US_f_Allison", folder.toString(), "./otvae data fetch prompts8k");
    }

    @Test
    void promptsLeaveSilenceAndStrangersOut() throws IOException {
        for (String name : Prompts8k.FOLDERS) {
            for (int i = 0; i < 12; i++) {
                write(name + "/" + i + ".wav", 8_000, 150);
            }
            write(name + "/silence/1.wav", 8_000, 150);
        }
        write("someone/1.wav", 8_000, 150);

        SpeechCorpus corpus = Prompts8k.open(folder);

        assertThat(corpus.exampleShape()).containsExactly(80, 32);
        assertThat(corpus.size(Split.TRAIN) + corpus.size(Split.VALIDATION) + corpus.size(Split.TEST))
                .isEqualTo(3 * 12 * Prompts8k.FOLDERS.size());
    }

    @Test
    void decibelErrorIsInDecibelsSquared() {
        var error = new DecibelError();
        error.add(new float[] {0.5f, 0.5f}, new float[] {0.55f, 0.5f});

        assertThat(error.value()).isCloseTo(8, within(1e-4));
    }

    /** A second of a tone, so 101 frames. */
    private void write(String name, int rate, double hertz) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        float[] samples = new float[rate];
        for (int n = 0; n < rate; n++) {
            samples[n] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * n / rate * (1 + n / (4.0 * rate))));
        }
        WaveFile.write(file, new Recording(samples, rate));
    }

    private static float[] read(SpeechCorpus corpus, Split split, int index, long draw) {
        float[] example = new float[corpus.exampleSize()];
        corpus.read(split, index, draw, example, 0);
        return example;
    }
}
