package org.otvae.train;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Schedule;
import org.otvae.graph.Weights;
import org.otvae.model.Autoencoder;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.quantizer.VqQuantizer;

/** What the benchmarks of training steps have in common. */
final class Steps {

    private static final int MANY = 1_000_000; // steps, so that none is the last

    private Steps() {
    }

    /** A quantizer at the settings of the counterparts in src/jmh/python. */
    static Quantizer quantizer(String name, int codes, int dim) {
        Codebook codebook = new Codebook(codes, dim, new CodebookInit.Normal(1));
        Schedule temperature = Schedule.constant(0.5);
        return switch (name) {
            case "vq" -> new VqQuantizer(codebook, 0.25, 1, null);
            case "sq-vae" -> new SqVaeQuantizer(codebook, SqVaeQuantizer.Variance.SHARED, SqVaeQuantizer.Combination.SUM, 10, temperature);
            case "ot" -> OtQuantizer.of(codebook).withSampling(temperature, Schedule.constant(1));
            default -> throw new IllegalArgumentException("quantizer must be vq, sq-vae or ot, found " + name);
        };
    }

    /** A training step that is ready, at one learning rate; {@code clip} is of the gradient's norm, 0 for none. */
    static TrainingStep ready(Autoencoder autoencoder, RandomExamples examples, int batch, double rate, double clip) {
        var schedule = Schedule.constant(rate);
        var plan = new TrainingPlan(batch, 1, MANY, schedule, schedule, clip, MANY, 0, 1);
        var seed = new Seed(1);
        var training = new TrainingStep(new AutoencoderTraining(autoencoder), examples, plan,
                new Weights(seed, DataType.FLOAT), seed, MANY, examples.count / batch);
        training.prepare();
        return training;
    }

    /**
     * Uniform values in [0, 1).
     *
     * @param exampleShape of one example
     * @param count        training examples
     * @param speakers     labels, which take turns; 0 for none
     */
    record RandomExamples(long[] exampleShape, int count, int speakers) implements Corpus {
        @Override
        public String name() {
            return "random";
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
        public List<String> labels() {
            return IntStream.range(0, speakers).mapToObj(String::valueOf).toList();
        }

        @Override
        public int label(Split split, int index) {
            return speakers == 0 ? 0 : index % speakers;
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
