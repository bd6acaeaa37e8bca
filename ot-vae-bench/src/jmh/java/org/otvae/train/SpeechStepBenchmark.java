package org.otvae.train;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.otvae.audio.model.RecurrentDecoder;
import org.otvae.audio.model.SpeechDecoder;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Schedule;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.model.Decoder;
import org.otvae.model.Reconstruction;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.VqQuantizer;

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
        var autoencoder = new Autoencoder(new SpeechEncoder(FrontEnd.ZERO_SPEECH, width, 64), quantizer(), chosen,
                new Reconstruction.LogSquaredError());
        var plan = new TrainingPlan(BATCH, 1, 1_000_000, Schedule.constant(4e-4), Schedule.constant(4e-4), 1, 1_000_000, 0, 1);
        var seed = new Seed(1);
        training = new TrainingStep(new AutoencoderTraining(autoencoder), new RandomSpectrograms(), plan,
                new Weights(seed, DataType.FLOAT), seed, 1_000_000, 10);
        training.prepare();
    }

    private Quantizer quantizer() {
        var codebook = new Codebook(512, 64, new CodebookInit.Normal(1));
        return quantizer.equals("vq") ? new VqQuantizer(codebook, 0.25, 1, null)
                : new OtQuantizer(codebook, Score.SQUARED_DISTANCE, Schedule.constant(0.1), 10, Schedule.constant(0.5),
                        Schedule.constant(1), 0.02, OtQuantizer.Inference.DUAL_POTENTIALS, 0, false);
    }

    /** One step. */
    @Benchmark
    public StepReport step() {
        return training.take(step++, 0);
    }

    private record RandomSpectrograms() implements Corpus {
        @Override
        public String name() {
            return "random-spectrograms";
        }

        @Override
        public long[] exampleShape() {
            return new long[] {BANDS, FRAMES};
        }

        @Override
        public int size(Split split) {
            return split == Split.TRAIN ? 10 * BATCH : 0;
        }

        @Override
        public String fingerprint() {
            return "random";
        }

        @Override
        public List<String> labels() {
            return IntStream.range(0, SPEAKERS).mapToObj(String::valueOf).toList();
        }

        @Override
        public int label(Split split, int index) {
            return index % SPEAKERS;
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
