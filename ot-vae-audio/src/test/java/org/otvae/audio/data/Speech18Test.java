package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.audio.signal.HighPass;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

class Speech18Test {

    private static final int FILES = 12; // of each folder
    private static final int SAMPLES = 3_000;

    @TempDir
    private Path folder;

    @Test
    void eighteenVoicesAreHeldOutByFileOrWhole() throws IOException {
        write();

        SpeechCorpus byFile = Speech18.open(Speech18.HeldOut.FILES, folder);
        SpeechCorpus bySpeaker = Speech18.open(Speech18.HeldOut.SPEAKERS, folder);

        assertThat(byFile.name()).isEqualTo("speech18");
        assertThat(byFile.labels()).hasSize(18).contains("Allison", "fillets-nl-v", "klettres-ml")
                .isEqualTo(bySpeaker.labels());
        assertThat(Stream.of(Split.values()).mapToInt(byFile::size).sum()).isEqualTo(19 * FILES);
        assertThat(speakers(byFile, Split.TRAIN)).hasSize(18);
        assertThat(bySpeaker.name()).isEqualTo("speech18-speakers");
        assertThat(speakers(bySpeaker, Split.TEST)).containsExactlyInAnyOrder("June", "fillets-nl-v", "tuxpaint-el");
        assertThat(speakers(bySpeaker, Split.VALIDATION)).containsExactlyInAnyOrder("Menardi", "tuxpaint-be");
        assertThat(speakers(bySpeaker, Split.TRAIN)).hasSize(13).doesNotContain("June", "Menardi");
        assertThat(bySpeaker.fingerprint()).isNotEqualTo(byFile.fingerprint());
    }

    @Test
    void onlyVolunteersPassTheHighPass() throws IOException {
        write();
        float[] volunteer = WaveFile.read(folder.resolve("klettres-ml/a0.ogg")).samples();
        float[] prompt = WaveFile.read(folder.resolve("en_US_f_Allison/a0.wav")).samples();

        SpeechCorpus corpus = Speech18.open(Speech18.HeldOut.FILES, folder);

        List<float[]> mels = Stream.of(Split.values()).flatMap(split -> corpus.recordings(split).stream())
                .map(SpeechCorpus.Utterance::mel).toList();
        assertThat(mels).contains(FrontEnd.TELEPHONE.logMel(new HighPass(60, 8_000).apply(volunteer)),
                FrontEnd.TELEPHONE.logMel(prompt));
        assertThat(mels).doesNotContain(FrontEnd.TELEPHONE.logMel(volunteer));
    }

    @Test
    void whatCannotBeReadAndWhatIsShortAreCountedApart() throws IOException {
        write();
        Files.writeString(folder.resolve("tuxpaint-ru/broken.ogg"), "OggS and no more");
        Files.writeString(folder.resolve("tuxpaint-ru/text.ogg"), "no sound");
        WaveFile.write(folder.resolve("tuxpaint-ru/short.ogg"), new Recording(new float[800], 8_000));

        assertThat(Speech18.open(Speech18.HeldOut.FILES, folder).notes()).first()
                .isEqualTo("speech18: left out 3 of its "
                + "recordings, 1 as too short and 2 as unreadable: tuxpaint-ru/broken.ogg, tuxpaint-ru/short.ogg, "
                + "tuxpaint-ru/text.ogg");
    }

    @Test
    void aMissingVoiceIsNamedWithTheCommandThatGetsIt() {
        assertThatThrownBy(() -> Speech18.open(Speech18.HeldOut.FILES, folder)).isInstanceOf(MissingDataException.class)
                .hasMessageContainingAll("found no fillets-cs-m", "./otvae data fetch speech18", "--data DIR");
    }

    private static List<String> speakers(SpeechCorpus corpus, Split split) {
        return IntStream.range(0, corpus.size(split)).mapToObj(i -> corpus.labels().get(corpus.label(split, i)))
                .distinct().toList();
    }

    /** Different noise with a hum in every file; names are of no account, for a format is told by what is inside. */
    private void write() throws IOException {
        var random = new SplittableRandom(1);
        for (String voice : Stream.concat(Prompts8k.FOLDERS.stream(), Speech18.VOLUNTEERS.stream()).toList()) {
            Files.createDirectories(folder.resolve(voice));
            for (int i = 0; i < FILES; i++) {
                float[] samples = new float[SAMPLES];
                for (int n = 0; n < SAMPLES; n++) {
                    samples[n] = (float) (0.5 * Math.sin(2 * Math.PI * 25 * n / 8_000) + random.nextDouble(-0.3, 0.3));
                }
                WaveFile.write(folder.resolve(voice).resolve("a" + i + (voice.contains("_") ? ".wav" : ".ogg")),
                        new Recording(samples, 8_000));
            }
        }
    }
}
