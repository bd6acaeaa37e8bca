package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.audio.Audio;
import org.otvae.audio.data.EmbeddedPrompts;
import org.otvae.audio.data.Recording;
import org.otvae.audio.model.RecurrentDecoder;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.run.JsonLines;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.Split;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.ModelCard;
import org.otvae.model.ModelFolder;
import org.otvae.model.Reconstruction;
import org.otvae.model.Tokens;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.VqQuantizer;

/** {@code otvae encode} and {@code decode} of speech whose decoder is told the speaker, untrained. */
class VoicesTest {

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    private String model;
    private String tokens;

    @BeforeEach
    void encode() {
        Path written = written("model", new FrontEnd(8_000, 512, 200, 80, 40, 50, 4_000, 0.97, 80), List.of("ann", "bob"));
        float[] samples = new float[8_000];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) Math.sin(n * (0.1 + 1e-5 * n));
        }
        Path said = folder.resolve("said.wav");
        Audio.write(said, new Recording(samples, 8_000));
        model = written.toString();
        tokens = folder.resolve("said.otv").toString();
        assertThat(shell.run("encode", model, said.toString(), "-o", tokens)).as(() -> shell.err().toString())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void theVoiceIsTheOneAskedForOrTheFirst() {
        Recording first = decoded("none");
        Recording ann = decoded("ann", "--label", "ann");
        Recording bob = decoded("bob", "--label", "bob");

        assertThat(ann.samples()).isEqualTo(first.samples()).isNotEqualTo(bob.samples()).hasSameSizeAs(bob.samples());
    }

    @Test
    void recordingsAreNotReplacedByWhatTheirTokensDecodeTo() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("said.wav"));

        assertThat(shell.run("decode", model, tokens, "-o", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("said.wav", "which would be lost", "--overwrite");
        assertThat(folder.resolve("said.wav")).hasBinaryContent(before);

        assertThat(shell.run("decode", model, tokens, "-o", folder.toString(), "--overwrite")).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllBytes(folder.resolve("said.wav"))).isNotEqualTo(before);
    }

    @Test
    void aRecordingThatIsTooShortIsNamed() {
        Path brief = folder.resolve("brief.wav");
        Audio.write(brief, new Recording(new float[100], 8_000));

        assertThat(shell.run("encode", model, folder.resolve("said.wav").toString(), brief.toString(), "-o",
                folder.resolve("out").toString())).isEqualTo(ExitCode.DATA);
        assertThat(shell.err()).singleElement().asString().contains(brief + ": expected more than 256 samples");
    }

    @Test
    void aFolderWithNothingToTrainOnSaysWhy() throws IOException {
        for (int i = 0; i < 12; i++) {
            Path voice = Files.createDirectories(folder.resolve("voices/ann"));
            Files.writeString(voice.resolve(i + ".wav"), "no sound");
        }

        assertThat(shell.run("train", "wav-folder-vq", "--data", folder.resolve("voices").toString())).isEqualTo(ExitCode.DATA);
        assertThat(shell.err()).singleElement().asString().contains("12 of which cannot be used, the first because: ", "0.wav");
    }

    @Test
    void aFileInThePlaceOfAFolderIsToldBeforeAnything() {
        assertThat(shell.run("decode", model, tokens, "-o", tokens)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected a folder or nothing at " + tokens + ", found a file");
        assertThat(shell.run("train", "demo-vq", "--results", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("expected a file for --results, found the folder");
    }

    @Test
    void severalRecordingsMakeTheFolderOfTheirTokens() {
        String said = folder.resolve("said.wav").toString();
        Path again = folder.resolve("again.wav");
        Audio.write(again, Audio.read(folder.resolve("said.wav")));
        Path out = folder.resolve("new/sub");

        assertThat(shell.run("encode", model, said, again.toString(), "-o", out.toString())).as(() -> shell.err().toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.resolve("said.otv")).hasSameBinaryContentAs(Path.of(tokens));
        assertThat(out.resolve("again.otv")).exists();
        assertThat(shell.run("encode", model, said, "-o", folder.resolve("no/t.otv").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString().contains("make it first");
    }

    @Test
    void anUnknownVoiceIsAnsweredWithThoseKnownAndNothingIsWritten() {
        assertThat(shell.run("decode", model, tokens, "-o", folder.resolve("out").toString(), "--label", "bop"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).singleElement().asString()
                .contains("--label: expected one of bob, ann, found \"bop\"");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void reportsShowEachRecordingInItsOwnVoice() {
        var corpus = EmbeddedPrompts.open();
        try (var tokenizer = ModelFolder.tokenizer(written("five", FrontEnd.TELEPHONE, corpus.labels()), Audio.MODALITY)) {
            var audio = Modalities.named(Audio.MODALITY);
            int[] places = audio.shownPlaces(corpus).toArray();
            Tokens said = tokenizer.encode(audio.shown(corpus), places.length);
            float[] shown = audio.reconstructed(tokenizer, corpus);

            assertThat(shown).isNotEqualTo(tokenizer.decode(said));
            for (int i = 0; i < places.length; i++) {
                String speaker = corpus.labels().get(corpus.label(Split.TEST, places[i]));
                assertThat(Arrays.copyOfRange(shown, i * corpus.exampleSize(), (i + 1) * corpus.exampleSize()))
                        .isEqualTo(tokenizer.decode(said.sample(i), speaker));
            }
        }
    }

    @Test
    void aPriorThatIsToldTheSpeakerSpeaksInThatVoice() {
        String five = written("five", FrontEnd.TELEPHONE, EmbeddedPrompts.open().labels()).toString();
        assertThat(shell.run("train", "audio-demo-prior", "--tokenizer", five, "--runs", folder.toString(), "--json", "--set",
                "plan.steps=2")).as(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        String run = (String) JsonLines.object(shell.out().get(0), "standard output").get("dir");
        String one = folder.resolve("one.otv").toString();
        Path sound = folder.resolve("one.wav");
        for (String output : new String[] {one, sound.toString()}) {
            assertThat(shell.run("generate", run, "--n", "1", "--class", "it_IT_m_Carlo", "-o", output)).isEqualTo(ExitCode.OK);
        }
        for (String speaker : new String[] {"it_IT_m_Carlo", "en_US_f_Allison"}) {
            assertThat(shell.run("decode", run, one, "-o", folder.resolve(speaker).toString(), "--label", speaker))
                    .isEqualTo(ExitCode.OK);
        }

        assertThat(folder.resolve("it_IT_m_Carlo/one.wav")).hasSameBinaryContentAs(sound);
        assertThat(Audio.read(folder.resolve("en_US_f_Allison/one.wav")).samples()).isNotEqualTo(Audio.read(sound).samples());
    }

    /** An untrained model of 32 codes. */
    private Path written(String name, FrontEnd frontEnd, List<String> speakers) {
        long[] window = {frontEnd.bands(), 32};
        var autoencoder = new Autoencoder(new SpeechEncoder(frontEnd, 16, 8),
                new VqQuantizer(new Codebook(32, 8, new CodebookInit.Normal(0.05)), 0.25, 1, null),
                new RecurrentDecoder(frontEnd.bands(), 8, 8, speakers.size(), 4, 0.5), new Reconstruction.SquaredError());
        var weights = new Weights(new Seed(2), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, window, weights, new Seed(1), true);
        Path written = folder.resolve(name);
        ModelFolder.write(written, autoencoder, window, weights.tensors(),
                new ModelCard(Audio.MODALITY, "untrained", Optional.empty(), speakers));
        return written;
    }

    private Recording decoded(String name, String... label) {
        Path out = folder.resolve(name);
        String[] line = {"decode", model, tokens, "-o", out.toString()};
        String[] all = Stream.of(line, label).flatMap(Arrays::stream).toArray(String[]::new);
        assertThat(shell.run(all)).as(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        return Audio.read(out.resolve("said.wav"));
    }
}
