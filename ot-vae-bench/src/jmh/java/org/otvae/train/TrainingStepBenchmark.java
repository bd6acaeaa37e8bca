package org.otvae.train;

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
import org.otvae.image.model.ProtocolDecoder;
import org.otvae.image.model.ProtocolEncoder;
import org.otvae.image.model.ProtocolNet;
import org.otvae.model.Autoencoder;
import org.otvae.model.Reconstruction;

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
        Autoencoder autoencoder = new Autoencoder(new ProtocolEncoder(net, 64), Steps.quantizer(quantizer, small ? 256 : 512, 64),
                new ProtocolDecoder(net, 64), new Reconstruction.LogSquaredError());
        var images = new Steps.RandomExamples(new long[] {net.channels(), network, network}, EXAMPLES, 0);
        training = Steps.ready(autoencoder, images, 32, 1e-3, 0);
    }

    /** One step. */
    @Benchmark
    public StepReport step() {
        return training.take(step++, 0);
    }
}
