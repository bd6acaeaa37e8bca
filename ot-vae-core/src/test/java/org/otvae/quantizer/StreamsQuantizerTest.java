package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.codebook.DeadCodeReset;
import org.otvae.codebook.ExponentialMovingAverage;
import org.otvae.codebook.Rows;
import org.otvae.graph.Schedule;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;
import org.otvae.settings.Overrides;
import org.otvae.settings.Settings;

class StreamsQuantizerTest {

    private static final Codebook CODES = new Codebook(5, 4, new CodebookInit.Normal(1));

    /** One quantizer of each kind. */
    enum Kind {
        VQ, EMA, EMA_RESET, OT, OT_QUEUE, OT_RUNNING, SQ_VAE, SQ_VAE_PER_EXAMPLE, SQ_VAE_PER_DIMENSION, GUMBEL, FSQ, VQ_WAE;

        Quantizer quantizer() {
            Schedule half = Schedule.constant(0.5);
            return switch (this) {
                case VQ -> new VqQuantizer(CODES, 0.25, 1, null);
                case EMA -> new VqQuantizer(CODES, 0.25, 1, new ExponentialMovingAverage(0.9, 1e-5));
                case EMA_RESET -> new VqQuantizer(CODES, 0.25, 1, new ExponentialMovingAverage(0.9, 1e-5)
                        .then(new DeadCodeReset(1, DeadCodeReset.Placement.RANDOM_LATENT)));
                case OT -> ot(0.1, OtQuantizer.Inference.DUAL_POTENTIALS, 0);
                case OT_QUEUE -> ot(0.1, OtQuantizer.Inference.DUAL_POTENTIALS, 10);
                case OT_RUNNING -> ot(0, OtQuantizer.Inference.RUNNING_POTENTIALS, 0);
                case SQ_VAE -> new SqVaeQuantizer(CODES, SqVaeQuantizer.Variance.SHARED, SqVaeQuantizer.Combination.SUM, 2, half);
                case SQ_VAE_PER_EXAMPLE -> new SqVaeQuantizer(CODES, SqVaeQuantizer.Variance.PER_EXAMPLE,
                        SqVaeQuantizer.Combination.SUM, 2, half);
                case SQ_VAE_PER_DIMENSION -> new SqVaeQuantizer(CODES, SqVaeQuantizer.Variance.PER_DIMENSION,
                        SqVaeQuantizer.Combination.PRODUCT, 2, half);
                case GUMBEL -> new GumbelQuantizer(CODES, half, 1e-2);
                case FSQ -> new FsqQuantizer(List.of(4, 3), 4);
                case VQ_WAE -> new VqWaeQuantizer(CODES, 0.1, 0.1, 5);
            };
        }

        /** Whether the loss is a sum over an example's latents, not a mean. */
        boolean sums() {
            return this == OT || this == OT_QUEUE || name().startsWith("SQ_VAE") || this == GUMBEL || this == VQ_WAE;
        }

        private static Quantizer ot(double transportWeight, OtQuantizer.Inference inference, int queue) {
            return new OtQuantizer(CODES, Score.SQUARED_DISTANCE, Schedule.constant(0.2), 10, Schedule.constant(0.5),
                    Schedule.constant(1), transportWeight, inference, queue, false);
        }
    }

    /** What two streams promise in place of one: the contract of every quantizer. */
    abstract static class TwoStreams extends QuantizerContract {
        abstract Kind kind();

        abstract Set<String> ownFromCodes();

        abstract Set<String> ownFromLoss();

        @Override
        protected Quantizer quantizer() {
            return new StreamsQuantizer(kind().quantizer(), 2);
        }

        @Override
        protected int fewest() {
            return 2;
        }

        @Override
        protected INDArray logVariance(DataType type) {
            return QuantizerRun.normal(12, ROWS, Math.max(1, quantizer().logVariances()), 0.3, type);
        }

        @Override
        protected Set<String> reachedFromCodes() {
            return inBoth(ownFromCodes());
        }

        @Override
        protected Set<String> reachedFromLoss() {
            return inBoth(ownFromLoss());
        }

        private static Set<String> inBoth(Set<String> own) {
            Set<String> both = new TreeSet<>();
            for (String name : own) {
                boolean input = name.equals(QuantizerRun.LATENTS) || name.equals(QuantizerRun.LOG_VARIANCE);
                both.addAll(input ? Set.of(name) : Set.of("stream0/" + name, "stream1/" + name));
            }
            return both;
        }
    }

    @Nested
    class Transport extends TwoStreams {
        @Override
        Kind kind() {
            return Kind.OT_QUEUE;
        }

        @Override
        protected boolean samples() {
            return true;
        }

        @Override
        Set<String> ownFromCodes() {
            return Set.of("latents", "codebook");
        }

        @Override
        Set<String> ownFromLoss() {
            return Set.of("latents", "codebook");
        }
    }

    @Nested
    class Gaussian extends TwoStreams {
        @Override
        Kind kind() {
            return Kind.SQ_VAE_PER_EXAMPLE;
        }

        @Override
        protected boolean samples() {
            return true;
        }

        @Override
        Set<String> ownFromCodes() {
            return Set.of("latents", "codebook", "quantizer.logVariance", "logVariance");
        }

        @Override
        Set<String> ownFromLoss() {
            return ownFromCodes();
        }
    }

    @Nested
    class MovingAverageWithReset extends TwoStreams {
        @Override
        Kind kind() {
            return Kind.EMA_RESET;
        }

        @Override
        protected boolean samples() {
            return false;
        }

        @Override
        Set<String> ownFromCodes() {
            return Set.of("latents");
        }

        @Override
        Set<String> ownFromLoss() {
            return Set.of("latents");
        }

        @Test
        void eachStreamsCodesFollowItsLatents() {
            QuantizerRun run = trained(DataType.FLOAT, QuantizerRun.Loss.WITH_QUANTIZER);
            INDArray before = run.weights().state("stream1/codebook").dup();

            run.run(latents(DataType.FLOAT), 0).update(0);

            assertThat(run.weights().state("stream1/codebook")).isNotEqualTo(before);
            assertThat(run.weights().state("stream1/codebook.counts"))
                    .isNotEqualTo(run.weights().state("stream0/codebook.counts"));
        }
    }

    @Nested
    class FiniteScalar extends TwoStreams {
        @Override
        Kind kind() {
            return Kind.FSQ;
        }

        @Override
        protected boolean samples() {
            return false;
        }

        @Override
        Set<String> ownFromCodes() {
            return Set.of("latents", "quantizer.in.weight", "quantizer.in.bias", "quantizer.out.weight",
                    "quantizer.out.bias");
        }

        @Override
        Set<String> ownFromLoss() {
            return Set.of();
        }
    }

    /** The rows of one stream of three examples of two streams of three positions. */
    private static INDArray stream(INDArray rows, int s) {
        long width = rows.size(1);
        return rows.reshape(3, 2, 3, width).get(NDArrayIndex.all(), NDArrayIndex.point(s), NDArrayIndex.all(),
                NDArrayIndex.all()).dup('c').reshape(9, width);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void twoStreamsAreTwoQuantizersOfTheirOwn(Kind kind) {
        Quantizer each = kind.quantizer();
        INDArray latents = QuantizerRun.normal(31, 18, 4, 1, DataType.DOUBLE);
        INDArray variance = QuantizerRun.normal(32, 18, Math.max(1, each.logVariances()), 0.3, DataType.DOUBLE);
        INDArray direction = QuantizerRun.normal(33, 18, 4, 1, DataType.DOUBLE);
        QuantizerRun both = QuantizerRun.training(new StreamsQuantizer(each, 2), QuantizerRun.weights(DataType.DOUBLE),
                new Seed(5), 6, QuantizerRun.Loss.WITH_QUANTIZER);
        both.logVariance(variance).direction(direction).prepare(latents);
        Weights before = both.weights();
        QuantizerRun[] own = new QuantizerRun[2];
        for (int s = 0; s < 2; s++) {
            own[s] = QuantizerRun.training(each, QuantizerRun.weights(DataType.DOUBLE), new Seed(5).derive("stream" + s), 3,
                    QuantizerRun.Loss.WITH_QUANTIZER);
            own[s].logVariance(stream(variance, s)).direction(stream(direction, s)).prepare(stream(latents, s));
            own[s].weights().assign(before.scoped("stream" + s).tensors());
        }
        before.assign(before.tensors()); // rounded to floats as the others are

        both.run(latents, 4);

        double loss = 0;
        for (int s = 0; s < 2; s++) {
            own[s].run(stream(latents, s), 4);
            loss += own[s].hasQuantizerLoss() ? own[s].quantizerLoss() : 0;
            assertThat(stream(both.codes(), s)).isEqualTo(own[s].codes());
            assertThat(indices(both, s, each.codes())).containsExactly(own[s].indices());
        }
        assertThat(both.hasQuantizerLoss() ? both.quantizerLoss() : 0)
                .isCloseTo(kind.sums() ? loss : loss / 2, within(1e-12));
        both.update(4);
        for (int s = 0; s < 2 && kind != Kind.EMA_RESET; s++) { // whose places are drawn by the update's name
            own[s].update(4);
            assertThat(both.weights().scoped("stream" + s).tensors()).isEqualTo(own[s].weights().tensors());
        }
    }

    private static int[] indices(QuantizerRun run, int s, int codes) {
        INDArray all = Nd4j.createFromArray(run.indices()).reshape(3, 2, 3);
        return Rows.indices(all.get(NDArrayIndex.all(), NDArrayIndex.point(s), NDArrayIndex.all()).sub(s * codes));
    }

    @Test
    void calibrationGivesEachStreamThePotentialsOfItsOwnLatents() {
        Quantizer each = Kind.OT.quantizer();
        float[] latents = Rows.of(QuantizerRun.normal(41, 1800, 4, 1, DataType.FLOAT));
        Weights weights = QuantizerRun.training(new StreamsQuantizer(each, 2), QuantizerRun.weights(DataType.FLOAT), 6,
                QuantizerRun.Loss.DOWNSTREAM).weights();

        new StreamsQuantizer(each, 2).calibrate(new Calibration(latents, 6, weights, new Schedule.Progress(1, 0)));

        for (int s = 0; s < 2; s++) {
            int stream = s;
            INDArray own = Nd4j.createFromArray(latents).reshape(300, 2, 12).get(NDArrayIndex.all(),
                    NDArrayIndex.point(stream), NDArrayIndex.all()).dup('c');
            float[] found = Rows.of(weights.state("stream" + s + "/" + OtQuantizer.POTENTIALS));
            each.calibrate(new Calibration(Rows.of(own), 3, weights.scoped("stream" + s), new Schedule.Progress(1, 0)));
            assertThat(Rows.of(weights.state("stream" + s + "/" + OtQuantizer.POTENTIALS))).containsExactly(found)
                    .isNotEqualTo(new float[5]);
        }
    }

    @Test
    void codesOfStreamsFollowOneAnother() {
        StreamsQuantizer quantizer = new StreamsQuantizer(Kind.VQ.quantizer(), 2);
        Weights weights = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun.evaluation(quantizer, weights, 2);

        INDArray codes = QuantizerContract.decode(quantizer, weights, new int[] {7, 2, 9, 0});

        assertThat(quantizer.codes()).isEqualTo(10);
        assertThat(codes.getRow(0)).isEqualTo(weights.named("stream1/codebook").getRow(2));
        assertThat(codes.getRow(1)).isEqualTo(weights.named("stream0/codebook").getRow(2));
        assertThat(codes.getRow(2)).isEqualTo(weights.named("stream1/codebook").getRow(4));
        assertThat(codes.getRow(3)).isEqualTo(weights.named("stream0/codebook").getRow(0));
    }

    @Test
    void settingsOfTheOneMethodAreReachedAndReadBack() {
        record Model(Quantizer quantizer) {
        }
        Model model = new Model(new StreamsQuantizer(Kind.VQ_WAE.quantizer(), 2));

        Model changed = Overrides.with(model, Map.of("quantizer.each.epsilon", "0.05", "quantizer.streams", "3"));

        assertThat(changed.quantizer()).isEqualTo(new StreamsQuantizer(new VqWaeQuantizer(CODES, 0.1, 0.05, 5), 3));
        assertThat(Settings.read(Model.class, Settings.of(changed))).isEqualTo(changed);
    }

    @Test
    void aBatchIsJudgedByWhatOneStreamGetsOfIt() {
        StreamsQuantizer quantizer = new StreamsQuantizer(Kind.OT.quantizer(), 2);

        quantizer.requireBatch(10);

        assertThatThrownBy(() -> quantizer.requireBatch(8)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a batch has 4 latents and the queue 0, but there are 5 codes");
    }

    @Test
    void whatCannotBeSplitIsRefused() {
        Quantizer three = new StreamsQuantizer(Kind.VQ.quantizer(), 3);

        assertThatThrownBy(() -> QuantizerRun.evaluation(three, QuantizerRun.weights(DataType.FLOAT), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected latents in 3 streams, found 4 positions per example, which are not a multiple; set the "
                        + "quantizer's streams to the encoder's first position axis");
        assertThatThrownBy(() -> new StreamsQuantizer(Kind.VQ.quantizer(), 0))
                .hasMessage("streams must be at least 1, found 0");
        assertThatThrownBy(() -> new StreamsQuantizer(null, 2)).hasMessage("each");
    }
}
