package org.otvae.train;

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
import org.otvae.image.model.ProtocolDecoder;
import org.otvae.image.model.ProtocolEncoder;
import org.otvae.image.model.ProtocolNet;
import org.otvae.model.Autoencoder;
import org.otvae.model.Reconstruction;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.quantizer.VqQuantizer;

/**
 * One whole training step (batch, forward, backward, Adam) on random images in batches of 32, the counterpart of
 * src/jmh/python/training_step.py. It stands in the trainer's package because a step is not part of the public API.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 10)
@Fork(1)
public class TrainingStepBenchmark {

    private static final int EXAMPLES = 1024;

    /** Pixels a side. */
    @Param({"28", "32"})
    public int network;

    /** The method. */
    @Param({"vq", "sq-vae", "ot"})
    public String quantizer;

    private TrainingStep training;
    private long step;

    /** Builds the model. */
    @Setup
    public void prepare() {
        boolean small = network == 28;
        ProtocolNet net = small ? ProtocolNet.PIXELS_28 : network == 32 ? ProtocolNet.PIXELS_32 : ProtocolNet.PIXELS_64;
        Autoencoder autoencoder = new Autoencoder(new ProtocolEncoder(net, 64), quantizer(small ? 256 : 512),
                new ProtocolDecoder(net, 64), new Reconstruction.LogSquaredError());
        TrainingPlan plan = new TrainingPlan(32, 1, 1_000_000, Schedule.constant(1e-3), Schedule.constant(1e-3), 0,
                1_000_000, 0, 1);
        Seed seed = new Seed(1);
        training = new TrainingStep(new AutoencoderTraining(autoencoder), new RandomImages(net.channels(), network), plan,
                new Weights(seed, DataType.FLOAT), seed, 1_000_000, EXAMPLES / 32);
        training.prepare();
    }

    private Quantizer quantizer(int codes) {
        Codebook codebook = new Codebook(codes, 64, new CodebookInit.Normal(1));
        Schedule temperature = Schedule.constant(0.5);
        return switch (quantizer) {
            case "vq" -> new VqQuantizer(codebook, 0.25, 1, null);
            case "sq-vae" -> new SqVaeQuantizer(codebook, SqVaeQuantizer.Variance.SHARED, 10, temperature);
            case "ot" -> new OtQuantizer(codebook, Score.SQUARED_DISTANCE, Schedule.constant(0.1), 10, temperature,
                    Schedule.constant(1), 0.02, OtQuantizer.Inference.DUAL_POTENTIALS, 0, false);
            default -> throw new IllegalArgumentException("quantizer must be vq, sq-vae or ot, found " + quantizer);
        };
    }

    /** One step. */
    @Benchmark
    public StepReport step() {
        return training.take(step++, 0);
    }

    private record RandomImages(int channels, int side) implements Corpus {
        @Override
        public String name() {
            return "random-images";
        }

        @Override
        public long[] exampleShape() {
            return new long[] {channels, side, side};
        }

        @Override
        public int size(Split split) {
            return split == Split.TRAIN ? EXAMPLES : 0;
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
