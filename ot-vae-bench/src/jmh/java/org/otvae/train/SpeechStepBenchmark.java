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
import org.otvae.audio.model.RecurrentDecoder;
import org.otvae.audio.model.SpeechDecoder;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.model.Autoencoder;
import org.otvae.model.Decoder;
import org.otvae.model.Reconstruction;

/**
 * One whole training step of the speech networks on random spectrograms {@code [52, 80, 32]} with 512 codes, the counterpart
 * of src/jmh/python/speech_training_step.py. It stands in the trainer's package because a step is not part of the public API.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 10)
@Fork(1)
public class SpeechStepBenchmark {

    private static final int BATCH = 52;
    private static final int BANDS = 80;
    private static final int FRAMES = 32;
    private static final int SPEAKERS = 102;

    /** Channels of the encoder, and of the convolutional decoder. */
    @Param({"128", "768"})
    public int width;

    /** Ours or the protocol's. */
    @Param({"convolutional", "recurrent"})
    public String decoder;

    /** The method. */
    @Param({"vq", "ot"})
    public String quantizer;

    private TrainingStep training;
    private long step;

    /** Builds the model. */
    @Setup
    public void prepare() {
        Decoder chosen = decoder.equals("recurrent") ? RecurrentDecoder.protocol(BANDS, SPEAKERS)
                : new SpeechDecoder(BANDS, width, 64);
        var autoencoder = new Autoencoder(new SpeechEncoder(FrontEnd.ZERO_SPEECH, width, 64),
                Steps.quantizer(quantizer, 512, 64), chosen, new Reconstruction.LogSquaredError());
        var spectrograms = new Steps.RandomExamples(new long[] {BANDS, FRAMES}, 10 * BATCH, SPEAKERS);
        training = Steps.ready(autoencoder, spectrograms, BATCH, 4e-4, 1);
    }

    /** One step. */
    @Benchmark
    public StepReport step() {
        return training.take(step++, 0);
    }
}
