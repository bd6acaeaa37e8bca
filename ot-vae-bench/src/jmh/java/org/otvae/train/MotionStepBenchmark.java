package org.otvae.train;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.otvae.model.Autoencoder;
import org.otvae.model.Reconstruction;
import org.otvae.motion.model.MotionDecoder;
import org.otvae.motion.model.MotionEncoder;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.quantizer.StreamsQuantizer;

/**
 * One whole training step of the motion networks on random windows {@code [batch, 72, 64]} with 512 codes for each half
 * of the body: the narrow network of the catalogue with its batch of 120 and Bailando's own with 64, the fewest that give
 * a latent for each code; the counterpart of src/jmh/python/motion_training_step.py. It stands in the trainer's package
 * because a step is not part of the public API.
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
        var streams = new StreamsQuantizer(Steps.quantizer(quantizer, 512, dim), MotionEncoder.STREAMS);
        var autoencoder = new Autoencoder(new MotionEncoder(30, width, depth, dim), streams,
                new MotionDecoder(width, depth, dim), error);
        var windows = new Steps.RandomExamples(new long[] {BodyHalves.CHANNELS, FRAMES}, 10 * batch, 0);
        training = Steps.ready(autoencoder, windows, batch, 3e-5, 1);
    }

    /** One step. */
    @Benchmark
    public StepReport step() {
        return training.take(step++, 0);
    }
}
