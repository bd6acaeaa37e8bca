package org.otvae.bench.experiment;

import java.util.List;
import org.otvae.graph.Schedule;
import org.otvae.model.Autoencoder;
import org.otvae.model.Decoder;
import org.otvae.model.Encoder;
import org.otvae.train.TrainingPlan;

/**
 * What the rows of one table share: network, data, budget and seed.
 *
 * @param prefix       of the experiments' names
 * @param corpus       name of the corpus, see {@link Corpora}
 * @param encoder      of every row
 * @param decoder      of every row
 * @param batchSize    examples per step
 * @param length       of every run
 * @param rate         of the network; codes that learn by gradient follow its course, {@link Methods.Speed} times as fast
 * @param gradientClip the norm of all gradients together is cut to this; 0 for no clipping
 */
record Table(String prefix, String corpus, Encoder encoder, Decoder decoder, int batchSize, Length length,
        Rate rate, double gradientClip) {

    /** How fast networks learn, and how that falls over a run. */
    @FunctionalInterface
    interface Rate {

        /** The same course, {@code speed} times as fast. */
        Schedule times(double speed);

        /** Half a cosine from {@code initial} to 0. */
        static Rate cosine(double initial) {
            return speed -> new Schedule.Cosine(speed * initial, 0);
        }

        /** Times {@code factor} at each of some fractions of the run. */
        static Rate steps(double initial, double factor, List<Double> fractions) {
            return speed -> new Schedule.Milestones(speed * initial, factor, fractions);
        }

        /** Halved whenever more than three validations in a row have not been better than the best before them. */
        static Rate halvedOnPlateaus(double initial) {
            return speed -> new Schedule.Plateau(speed * initial, 0.5, 3, 1e-4);
        }
    }

    /**
     * The length of a run.
     *
     * @param epochs passes over the data
     * @param steps  0 for whole epochs
     */
    record Length(int epochs, int steps) {

        static Length of(Scale scale, int fewEpochs, int fullEpochs) {
            return switch (scale) {
                case SMOKE -> new Length(fewEpochs, Scale.SMOKE_STEPS);
                case SHORT -> new Length(fewEpochs, 0);
                case FULL -> new Length(fullEpochs, 0);
            };
        }
    }

    List<Experiment> rows(List<Methods.Method> methods) {
        return methods.stream().map(this::row).toList();
    }

    private Experiment row(Methods.Method method) {
        var autoencoder = new Autoencoder(encoder, method.quantizer(), decoder, method.reconstruction());
        var plan = new TrainingPlan(batchSize, length.epochs(), length.steps(), rate.times(method.speed().network()),
                rate.times(method.speed().codebook()), gradientClip, 500, 0, 1);
        return new Experiment(prefix + "-" + method.name(), method.name(), method.description(), corpus, autoencoder, plan);
    }
}
