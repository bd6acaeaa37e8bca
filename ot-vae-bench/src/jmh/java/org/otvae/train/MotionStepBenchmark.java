package org.otvae.train;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Schedule;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.model.Reconstruction;
import org.otvae.motion.model.MotionDecoder;
import org.otvae.motion.model.MotionEncoder;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.StreamsQuantizer;
import org.otvae.quantizer.VqQuantizer;

/**
 * One whole training step of the motion networks on random windows {@code [batch, 72, 64]} with 512 codes for each half
 * of the body: the narrow network of the catalogue with its batch of 120 and Bailando's own with 64, the fewest that give
 * a latent for each code. It stands in the trainer's package because a step is not part of the public API.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 10)
@Fork(1)
public class MotionStepBenchmark {

    private static final int FRAMES = 64;
    private static final List<Integer> HALVES = List.of(BodyHalves.UPPER_CHANNELS, BodyHalves.LOWER_CHANNELS);

    /** The catalogue's or the protocol's. */
    @Param({"narrow", "wide"})
    public String network;

    /** The method. */
    @Param({"vq", "ot"})
    public String quantizer;

    private TrainingStep training;
    private long step;

    /** Builds the model. */
    @Setup
    public void prepare() {
        boolean wide = network.equals("wide");
        int width = wide ? 512 : 48;
        int depth = wide ? 3 : 1;
        int dim = wide ? 512 : 64;
        int batch = wide ? 64 : 120;
        Reconstruction error = quantizer.equals("vq") ? new Reconstruction.MotionError(1, 1, HALVES)
                : new Reconstruction.LogMotionError(1, 1, HALVES);
        var streams = new StreamsQuantizer(quantizer(dim), MotionEncoder.STREAMS);
        var autoencoder = new Autoencoder(new MotionEncoder(30, width, depth, dim), streams,
                new MotionDecoder(width, depth, dim), error);
        var rate = Schedule.constant(3e-5);
        var plan = new TrainingPlan(batch, 1, 1_000_000, rate, rate, 1, 1_000_000, 0, 1);
        var seed = new Seed(1);
        training = new TrainingStep(new AutoencoderTraining(autoencoder), new RandomWindows(10 * batch), plan,
                new Weights(seed, DataType.FLOAT), seed, 1_000_000, 10);
        training.prepare();
    }

    private Quantizer quantizer(int dim) {
        var codebook = new Codebook(512, dim, new CodebookInit.Normal(1));
        return quantizer.equals("vq") ? new VqQuantizer(codebook, 0.25, 1, null)
                : new OtQuantizer(codebook, Score.SQUARED_DISTANCE, Schedule.constant(0.1), 10, Schedule.constant(0.5),
                        Schedule.constant(1), 0.02, OtQuantizer.Inference.DUAL_POTENTIALS, 0, false);
    }

    /** One step. */
    @Benchmark
    public StepReport step() {
        return training.take(step++, 0);
    }

    private record RandomWindows(int count) implements Corpus {
        @Override
        public String name() {
            return "random-windows";
        }

        @Override
        public long[] exampleShape() {
            return new long[] {BodyHalves.CHANNELS, FRAMES};
        }

        @Override
        public int size(Split split) {
            return split == Split.TRAIN ? count : 0;
        }

        @Override
        public String fingerprint() {
            return "random";
        }

        @Override
        public void read(Split split, int index, long draw, float[] target, int offset) {
            SplittableRandom random = new SplittableRandom(index);
            for (int i = 0; i < exampleSize(); i++) {
                target[offset + i] = (float) random.nextDouble();
            }
        }
    }
}
