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
 * @param rate         of the network
 * @param gradientClip the norm of all gradients together is cut to this; 0 for no clipping
 */
record Table(String prefix, String corpus, Encoder encoder, Decoder decoder, int batchSize, Length length,
        Rate rate, double gradientClip) {

    /**
     * How fast networks learn.
     *
     * @param initial  at the start
     * @param halvings where in the run it is halved, as fractions; none for half a cosine down to 0
     */
    record Rate(double initial, List<Double> halvings) {

        static Rate cosine(double initial) {
            return new Rate(initial, List.of());
        }

        Schedule times(double speed) {
            return halvings.isEmpty() ? new Schedule.Cosine(speed * initial, 0)
                    : new Schedule.Milestones(speed * initial, 0.5, halvings);
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

    /**
     * Learning rates fall along half a cosine to 0, for every row, unless the table is a protocol's own. The protocols halve
     * theirs on plateaus or at steps that short runs never meet; every method that was tried both ways was better with the
     * cosine.
     */
    private Experiment row(Methods.Method method) {
        var autoencoder = new Autoencoder(encoder, method.quantizer(), decoder, method.reconstruction());
        var plan = new TrainingPlan(batchSize, length.epochs(), length.steps(), rate.times(method.speed().network()),
                rate.times(method.speed().codebook()), gradientClip, 500, 0, 1);
        return new Experiment(prefix + "-" + method.name(), method.name(), method.description(), corpus, autoencoder, plan);
    }
}
