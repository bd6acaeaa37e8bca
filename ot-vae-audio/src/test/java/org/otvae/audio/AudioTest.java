package org.otvae.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.audio.data.EmbeddedPrompts;
import org.otvae.audio.data.Recording;
import org.otvae.audio.model.RecurrentDecoder;
import org.otvae.audio.model.SpeechDecoder;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.MalformedDataException;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.ModelCard;
import org.otvae.model.ModelFolder;
import org.otvae.model.Reconstruction;
import org.otvae.model.Tokens;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.VqQuantizer;

class AudioTest {

    private static final FrontEnd SMALL = new FrontEnd(8_000, 512, 200, 80, 40, 50, 4_000, 0.97, 80);

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        model = folder.resolve("model");
        writeModel(model);
    }

    /** An untrained model of 32 codes. */
    static void writeModel(Path model) {
        var autoencoder = new Autoencoder(new SpeechEncoder(SMALL, 16, 8),
                new VqQuantizer(new Codebook(32, 8, new CodebookInit.Normal(0.05)), 0.25, 1, null),
                new SpeechDecoder(40, 16, 8), new Reconstruction.SquaredError());
        var weights = new Weights(new Seed(2), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, new long[] {40, 32}, weights, new Seed(1), true);
        ModelFolder.write(model, autoencoder, new long[] {40, 32}, weights.tensors(), new ModelCard(Audio.MODALITY, "untrained"));
    }

    @Test
    void aRecordingOfAnyRateBecomesTokensAndSoundAgain() {
        try (var tokenizer = Audio.tokenizer(model)) {
            Tokens tokens = tokenizer.encode(speechLike(16_000));
            Recording sound = tokenizer.decode(tokens);

            assertThat(tokenizer.frontEnd()).isEqualTo(SMALL);
            assertThat(tokens.shape()).containsExactly(1, 51); // 101 frames
            assertThat(sound.sampleRate()).isEqualTo(8_000);
            assertThat(sound.samples().length).isEqualTo((2 * 51 - 1) * 80);
        }
    }

    /** The tokens are the same; the folder alone says who can speak them. */
    @Test
    void aModelThatIsToldTheSpeakerDecodesInAnyVoiceItKnows() {
        var autoencoder = new Autoencoder(new SpeechEncoder(SMALL, 16, 8),
                new VqQuantizer(new Codebook(32, 8, new CodebookInit.Normal(0.05)), 0.25, 1, null),
                new RecurrentDecoder(40, 8, 8, 2, 4, 0.5), new Reconstruction.SquaredError());
        var weights = new Weights(new Seed(2), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, new long[] {40, 32}, weights, new Seed(1), true);
        Path told = folder.resolve("told");
        ModelFolder.write(told, autoencoder, new long[] {40, 32}, weights.tensors(),
                new ModelCard(Audio.MODALITY, "m", Optional.empty(), List.of("ann", "bob")));

        try (var tokenizer = ModelFolder.tokenizer(told, Audio.MODALITY)) {
            Tokens tokens = tokenizer.encode(Audio.windows(SMALL, speechLike(8_000)), 4);

            assertThat(tokenizer.labels()).containsExactly("ann", "bob");
            assertThat(tokenizer.decode(tokens)).isEqualTo(tokenizer.decode(tokens, "ann"))
                    .isNotEqualTo(tokenizer.decode(tokens, "bob"));
            assertThat(tokenizer.decode(tokens.sample(3), "bob"))
                    .containsExactly(Arrays.copyOfRange(tokenizer.decode(tokens, "bob"), 3 * 40 * 32, 4 * 40 * 32));

            var speech = new AudioTokenizer(tokenizer);
            Tokens said = speech.encode(speechLike(8_000));
            assertThat(speech.speakers()).containsExactly("ann", "bob");
            assertThat(speech.spectrogram(said)).isEqualTo(speech.spectrogram(said, "ann"))
                    .isNotEqualTo(speech.spectrogram(said, "bob"));
            assertThat(speech.decode(said, "bob").samples()).hasSameSizeAs(speech.decode(said).samples())
                    .isNotEqualTo(speech.decode(said).samples());
            assertThatThrownBy(() -> speech.decode(said, "bop")).hasMessage(
                    "expected one of the labels bob, ann, found \"bop\"");
        }
    }

    @Test
    void windowsEncodedOneByOneHaveTheTokensOfTheWhole() {
        float[] windows = Audio.windows(SMALL, speechLike(8_000));
        try (var tokenizer = Audio.tokenizer(model)) {
            Tokens whole = tokenizer.encode(speechLike(8_000));
            for (int i = 0; i < 4; i++) {
                float[] window = Arrays.copyOfRange(windows, i * 40 * 32, (i + 1) * 40 * 32);

                int[] tokens = tokenizer.tokenizer().encode(window, 1).indices();
                int count = Math.min(16, whole.positions() - 16 * i);
                assertThat(Arrays.copyOf(tokens, count))
                        .containsExactly(Arrays.copyOfRange(whole.indices(), 16 * i, 16 * i + count));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 1_600, 8_000, 8_039, 8_040, 16_123})
    void theDecodedSoundIsAsLongAsTheRecordingToTenMilliseconds(int samples) {
        var recording = new Recording(Arrays.copyOf(speechLike(16_000).samples(), Math.max(samples, 600)), 8_000);
        try (var tokenizer = Audio.tokenizer(model)) {
            int decoded = tokenizer.decode(tokenizer.encode(recording)).samples().length;

            assertThat(decoded).isBetween(recording.samples().length - 80, recording.samples().length + 80);
        }
    }

    /** Through the spectrogram and back the bands stay, whatever happens to the phases. */
    @Test
    void soundOfASpectrogramHasThatSpectrogram() {
        var frontEnd = FrontEnd.TELEPHONE;
        float[] mel = frontEnd.logMel(speechLike(8_000).samples());

        Recording sound = Audio.sound(frontEnd, mel, 60);

        float[] again = frontEnd.logMel(sound.samples());
        double error = 0;
        int loud = 0;
        for (int i = 0; i < mel.length; i++) {
            if (mel[i] > 0.6) { // within 35 dB of the loudest: what is heard
                error += Math.abs(mel[i] - again[i]) * 80;
                loud++;
            }
        }
        assertThat(loud).isGreaterThan(500);
        assertThat(error / loud).as("mean difference in dB").isLessThan(4);
        assertThat(Audio.sound(frontEnd, mel, 60).samples()).containsExactly(sound.samples());
    }

    @Test
    void writtenSoundIsReadAgain() {
        Path file = folder.resolve("a.wav");
        Audio.write(file, new Recording(new float[] {0, 0.5f, -0.5f}, 8_000));

        assertThat(Audio.read(file).samples()).containsExactly(new float[] {0, 0.5f, -0.5f}, within(1e-4f));
    }

    @Test
    void tokensAndModelsOfOtherKindsAreRefused() {
        try (var tokenizer = Audio.tokenizer(model)) {
            var foreign = new Tokens(32, new int[] {1, 16}, new int[16], "audio", "another");
            var none = new Tokens(32, new int[] {0, 16}, new int[0], "audio", tokenizer.tokenizer().model());

            assertThatThrownBy(() -> tokenizer.decode(foreign)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found tokens of another");
            assertThatThrownBy(() -> tokenizer.decode(none)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected at least one token, found none");
            assertThatThrownBy(() -> tokenizer.encode(new Recording(new float[100], 8_000)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 100");
        }
        assertThatThrownBy(() -> ModelFolder.tokenizer(model, "image")).isInstanceOf(MalformedDataException.class);
    }

    @Test
    void theModelInsideTheJarEncodesAndDecodes() {
        assertThat(Audio.pretrained()).containsExactly("prompts8k");
        try (var tokenizer = Audio.pretrained("prompts8k")) {
            double squares = 0;
            long values = 0;
            var used = new java.util.TreeSet<Integer>();
            for (Recording prompt : EmbeddedPrompts.recordings().values().stream().limit(4).toList()) {
                Tokens tokens = tokenizer.encode(prompt);
                assertThat(tokens.codes()).isEqualTo(512);
                Arrays.stream(tokens.indices()).forEach(used::add);
                float[] mel = tokenizer.frontEnd().logMel(prompt.samples());
                float[] decoded = tokenizer.spectrogram(tokens);
                int frames = mel.length / 80;
                for (int band = 0; band < 80; band++) {
                    for (int frame = 0; frame < frames; frame++) {
                        double there = decoded[band * (decoded.length / 80) + frame];
                        squares += Math.pow(80 * (mel[band * frames + frame] - there), 2);
                    }
                }
                values += mel.length;
            }
            assertThat(used).hasSizeGreaterThan(50);
            assertThat(squares / values).as("dB squared; 38 over the corpus's test split").isLessThan(80);
        }
        assertThatThrownBy(() -> Audio.pretrained("prompts")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one of the models prompts8k, found \"prompts\"");
    }

    /** A second of a buzz of 120 Hz through two moving formants. */
    static Recording speechLike(int rate) {
        float[] samples = new float[rate];
        for (int harmonic = 1; harmonic < 30; harmonic++) {
            for (int n = 0; n < rate; n++) {
                double t = n / (double) rate;
                double hertz = 120 * harmonic;
                double one = hertz - 500 - 200 * Math.sin(5 * t);
                double two = hertz - 1_500 - 500 * Math.cos(3 * t);
                double height = Math.exp(-one * one / 3e4) + 0.5 * Math.exp(-two * two / 6e4);
                samples[n] += (float) (0.1 * height * Math.sin(2 * Math.PI * hertz * t));
            }
        }
        return new Recording(samples, rate);
    }
}
