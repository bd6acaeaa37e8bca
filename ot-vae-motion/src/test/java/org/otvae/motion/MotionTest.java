package org.otvae.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.MalformedDataException;
import org.otvae.graph.Weights;
import org.otvae.metric.Fidelity;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.Decoder;
import org.otvae.model.ModelCard;
import org.otvae.model.ModelFolder;
import org.otvae.model.Reconstruction;
import org.otvae.model.Tokens;
import org.otvae.motion.file.BvhFile;
import org.otvae.motion.model.MotionDecoder;
import org.otvae.motion.model.MotionEncoder;
import org.otvae.motion.model.RootDecoder;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Skeleton;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.StreamsQuantizer;
import org.otvae.quantizer.VqQuantizer;

class MotionTest {

    private static final int FRAMES = 16;

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writeModel() {
        model = folder.resolve("model");
        writeModel(model);
    }

    /** An untrained model of 32 codes for each half of the body, at 30 Hz. */
    static void writeModel(Path model) {
        writeModel(model, new MotionDecoder(12, 1, 8));
    }

    private static void writeModel(Path model, Decoder decoder) {
        var each = new VqQuantizer(new Codebook(32, 8, new CodebookInit.Normal(0.05)), 0.25, 1, null);
        var autoencoder = new Autoencoder(new MotionEncoder(30, 12, 1, 8),
                new StreamsQuantizer(each, MotionEncoder.STREAMS), decoder, new Reconstruction.MotionError(1, 1,
                        List.of(BodyHalves.UPPER_CHANNELS, BodyHalves.LOWER_CHANNELS)));
        var weights = new Weights(new Seed(2), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, new long[] {72, FRAMES}, weights, new Seed(1), true);
        ModelFolder.write(model, autoencoder, new long[] {72, FRAMES}, weights.tensors(), new ModelCard(Motion.MODALITY, "untrained"));
    }

    @Test
    void windowIsFourSecondsAndThirtyLatents() {
        assertThat(Motion.WINDOW_FRAMES / Motion.FRAME_RATE_HZ).isEqualTo(4);
        assertThat(Motion.WINDOW_FRAMES / Motion.FRAMES_PER_LATENT).isEqualTo(30);
    }

    @Test
    void aMotionBecomesTokensAndAMotionAgain() {
        try (var tokenizer = Motion.tokenizer(model)) {
            Tokens tokens = tokenizer.encode(swaying(60, 30));
            Poses decoded = tokenizer.decode(tokens);

            assertThat(tokenizer.framesPerSecond()).isEqualTo(30);
            assertThat(tokenizer.windowFrames()).isEqualTo(FRAMES);
            assertThat(tokens.shape()).containsExactly(4, 2, 2);
            assertThat(decoded.frames()).isEqualTo(64);
            assertThat(decoded.framesPerSecond()).isEqualTo(30);
            assertThat(decoded.skeleton()).isEqualTo(Skeleton.SMPL);
            for (int t = 0; t < 64; t++) { // the decoder's noise in the root's channels is no way
                assertThat(decoded.at(t, 0, 0)).isZero();
            }
        }
    }

    @Test
    void whereTheModelTellsTheWayADecodedMotionGoesIt() {
        Path travelling = folder.resolve("travelling");
        writeModel(travelling, new RootDecoder(12, 1, 8));
        try (var tokenizer = Motion.tokenizer(travelling)) {
            Tokens tokens = tokenizer.encode(swaying(60, 30));
            Poses decoded = tokenizer.decode(tokens);
            float[] windows = tokenizer.tokenizer().decode(tokens);

            assertThat(tokenizer.keepsTheWay()).isTrue();
            double way = 0; // of the root along x, window after window
            for (int t = 0; t < 64; t++) {
                assertThat(decoded.at(t, 0, 0)).isCloseTo((float) way, within(1e-5f));
                way += windows[(t / FRAMES * 72 + 45) * FRAMES + t % FRAMES];
            }
            assertThat(Math.abs(way)).isGreaterThan(1e-3);
            Motion.write(folder.resolve("way.bvh"), decoded);
            var bvh = BvhFile.read(folder.resolve("way.bvh"));
            assertThat((double) bvh.values()[63 * bvh.channels()]).as("x of the root in centimetres")
                    .isCloseTo(100.0 * decoded.at(63, 0, 0), within(1e-2));
        }
        try (var tokenizer = Motion.tokenizer(model)) {
            assertThat(tokenizer.keepsTheWay()).isFalse();
        }
    }

    @Test
    void windowsEncodedOneByOneHaveTheTokensOfTheWhole() {
        Poses whole = swaying(60, 30);
        try (var tokenizer = Motion.tokenizer(model)) {
            Tokens tokens = tokenizer.encode(whole);
            for (int i = 0; i < 4; i++) {
                int end = Math.min(60, (i + 1) * FRAMES);
                float[] part = Arrays.copyOfRange(whole.positions(), i * FRAMES * 72, end * 72);

                assertThat(tokenizer.encode(new Poses(Skeleton.SMPL, part, 30))).isEqualTo(tokens.sample(i));
            }
        }
    }

    /** The other half of the body and the other windows have no say in a token. */
    @Test
    void upperTokensComeFirstAndStayWhenALegMoves() {
        Poses still = swaying(60, 30);
        float[] kicking = still.positions().clone();
        for (int t = 0; t < 16; t++) {
            kicking[72 * t + 3 * 8 + 2] += 0.9f;
        }
        try (var tokenizer = Motion.tokenizer(model)) {
            int[] before = tokenizer.encode(still).indices();
            int[] after = tokenizer.encode(new Poses(Skeleton.SMPL, kicking, 30)).indices();

            assertThat(Arrays.copyOf(after, 2)).isEqualTo(Arrays.copyOf(before, 2));
            assertThat(Arrays.stream(before, 0, 2).max().orElseThrow()).isLessThan(32);
            assertThat(Arrays.stream(before, 2, 4).min().orElseThrow()).isGreaterThanOrEqualTo(32);
            assertThat(Arrays.copyOfRange(after, 4, 16)).isEqualTo(Arrays.copyOfRange(before, 4, 16));
        }
    }

    @Test
    void windowsAndBackAreTheMotionAroundItsRoot() {
        Poses poses = swaying(30, 30);
        Poses again = Motion.poses(Motion.windows(poses, FRAMES), FRAMES, 30);

        assertThat(again.frames()).isEqualTo(32);
        for (int t = 0; t < 32; t++) {
            int shown = Math.min(t, 29); // the last pose fills the window up
            for (int joint = 0; joint < 24; joint++) {
                for (int axis = 0; axis < 3; axis++) {
                    float relative = poses.at(shown, joint, axis) - poses.at(shown, 0, axis);
                    assertThat(again.at(t, joint, axis)).isCloseTo(relative, within(1e-6f));
                }
            }
        }
    }

    @Test
    void measuresHaveTheirNamesInOrder() {
        assertThat(Motion.fidelity(FRAMES, 30).stream().map(Fidelity::name)).containsExactly("mpjpe", "l1", "velocity",
                "acceleration", "fid_k", "fid_g");
    }

    @Test
    void motionsTokensAndModelsOfOtherKindsAreRefused() {
        assertThatThrownBy(() -> Motion.poses(new float[3 * 72 * 64], 128, 30)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected whole windows of 72 x 128 values, found 13824");
        assertThatThrownBy(() -> Motion.windows(swaying(60, 30), 0)).hasMessage("a window must have at least 1 frame, found 0");
        try (var tokenizer = Motion.tokenizer(model)) {
            Poses gap = swaying(60, 30);
            gap.positions()[3 * 24 * 7] = Float.NaN;
            assertThatThrownBy(() -> tokenizer.encode(gap)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected finite positions, found NaN in frame 7; fill gaps in the motion first");
            Tokens tokens = tokenizer.encode(swaying(60, 30));
            assertThat(tokenizer.decode(tokens, 60).frames()).isEqualTo(60);
            assertThatThrownBy(() -> tokenizer.decode(tokens, 65)).hasMessage("expected from 1 to 64 frames, found 65");
        }
        try (var tokenizer = Motion.tokenizer(model)) {
            var foreign = new Tokens(64, new int[] {1, 2, 2}, new int[] {0, 0, 32, 32}, "motion", "another");

            assertThatThrownBy(() -> tokenizer.decode(foreign)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found tokens of another");
            assertThatThrownBy(() -> tokenizer.encode(swaying(20, 60))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected a motion at 30.0 frames a second, found 20 frames at 60.0");
        }
        assertThatThrownBy(() -> ModelFolder.tokenizer(model, "image")).isInstanceOf(MalformedDataException.class);
    }

    /** Joints on a spiral that sways while the root walks along z. */
    private static Poses swaying(int frames, double rate) {
        float[] positions = new float[frames * 72];
        for (int t = 0; t < frames; t++) {
            for (int j = 0; j < 24; j++) {
                positions[72 * t + 3 * j] = (float) (0.3 * Math.sin(0.9 * j) + 0.1 * Math.sin(0.2 * t + j));
                positions[72 * t + 3 * j + 1] = (float) (1 + 0.03 * j + 0.05 * Math.cos(0.17 * t + j));
                positions[72 * t + 3 * j + 2] = (float) (0.02 * t + 0.2 * Math.cos(0.7 * j));
            }
        }
        return new Poses(Skeleton.SMPL, positions, rate);
    }
}
