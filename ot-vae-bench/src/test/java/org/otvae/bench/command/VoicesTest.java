package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.audio.Audio;
import org.otvae.audio.data.Recording;
import org.otvae.audio.model.RecurrentDecoder;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.ModelFolder;
import org.otvae.model.Reconstruction;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.VqQuantizer;

/** {@code otvae encode} and {@code decode} of speech whose decoder is told the speaker, untrained. */
class VoicesTest {

    private static final long[] WINDOW = {40, 32};

    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    private String model;
    private String tokens;

    @BeforeEach
    void encode() {
        var frontEnd = new FrontEnd(8_000, 512, 200, 80, 40, 50, 4_000, 0.97, 80);
        var autoencoder = new Autoencoder(new SpeechEncoder(frontEnd, 16, 8),
                new VqQuantizer(new Codebook(32, 8, new CodebookInit.Normal(0.05)), 0.25, 1, null),
                new RecurrentDecoder(40, 8, 8, 2, 4, 0.5), new Reconstruction.SquaredError());
        var weights = new Weights(new Seed(2), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, WINDOW, weights, new Seed(1), true);
        Path written = folder.resolve("model");
        ModelFolder.write(written, autoencoder, WINDOW, weights.tensors(), Audio.MODALITY, "untrained", List.of("ann", "bob"));
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

    private Recording decoded(String name, String... label) {
        Path out = folder.resolve(name);
        String[] line = {"decode", model, tokens, "-o", out.toString()};
        String[] all = Stream.of(line, label).flatMap(Arrays::stream).toArray(String[]::new);
        assertThat(shell.run(all)).as(() -> shell.err().toString()).isEqualTo(ExitCode.OK);
        return Audio.read(out.resolve("said.wav"));
    }
}
