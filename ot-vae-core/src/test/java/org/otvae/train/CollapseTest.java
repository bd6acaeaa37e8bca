package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Schedule;
import org.otvae.metric.Scores;
import org.otvae.model.Autoencoder;
import org.otvae.model.Reconstruction;
import org.otvae.model.TinyNetwork;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.VqQuantizer;

/** What the method is for: where nearest codes leave most of a codebook idle, transport uses all of it, evenly. */
@Tag("slow")
class CollapseTest {

    private static final int CODES = 16;
    private static final Codebook TABLE = new Codebook(CODES, 8, new CodebookInit.Normal(1));
    private static final Corpus CORPUS = new Patches();

    @TempDir
    private Path folder;

    /** Images of 4 by 4 patches from three clusters, spread out within each, so that equal shares are possible. */
    private record Patches() implements Corpus {
        @Override
        public String name() {
            return "patches";
        }

        @Override
        public long[] exampleShape() {
            return new long[] {1, 8, 8};
        }

        @Override
        public int size(Split split) {
            return split == Split.TRAIN ? 256 : 128;
        }

        @Override
        public String fingerprint() {
            return "00";
        }

        @Override
        public void read(Split split, int index, long draw, float[] target, int offset) {
            SplittableRandom random = new SplittableRandom(split.ordinal() * 10_000 + index);
            for (int patch = 0; patch < 16; patch++) {
                int kind = random.nextInt(3);
                double light = 0.3 * random.nextDouble();
                for (int pixel = 0; pixel < 4; pixel++) {
                    double value = 0.3 * (kind == 2 ? pixel % 2 : kind) + light + 0.1 * random.nextDouble();
                    target[offset + (patch / 4 * 2 + pixel / 2) * 8 + patch % 4 * 2 + pixel % 2] = (float) value;
                }
            }
        }
    }

    private Scores scores(Quantizer quantizer) {
        Autoencoder autoencoder = new Autoencoder(new TinyNetwork.TinyEncoder(8), quantizer,
                new TinyNetwork.TinyDecoder(8), new Reconstruction.LogSquaredError());
        TrainingPlan plan = new TrainingPlan(16, 1, 200, Schedule.constant(3e-3), Schedule.constant(1e-2), 0, 1000,
                0, 1);
        Trainer trainer = new Trainer(autoencoder, CORPUS, plan, folder.resolve(quantizer.getClass().getSimpleName()),
                "test", List.of());
        trainer.train();
        return new Evaluation(autoencoder, CORPUS, trainer.weights(), 16).judge(Split.TEST).scores();
    }

    @Test
    void transportUsesTheCodesThatNearestNeighboursLeaveIdle() {
        Scores nearest = scores(new VqQuantizer(TABLE, 0.25, 1, null));
        Scores transport = scores(new OtQuantizer(TABLE, Score.SQUARED_DISTANCE, new Schedule.Exponential(0.1, 0.02),
                10, new Schedule.Exponential(1, 0.1), Schedule.constant(1), 0.02, OtQuantizer.Inference.DUAL_POTENTIALS,
                0, false));

        assertThat(nearest.activeCodes()).as("codes in use with nearest neighbours").isLessThan(CODES / 2);
        assertThat(transport.activeCodes()).isGreaterThanOrEqualTo((int) Math.ceil(0.99 * CODES));
        assertThat(transport.perplexity()).isGreaterThan(0.95 * CODES);
        assertThat(transport.mse()).isLessThan(0.5 * nearest.mse());
    }
}
