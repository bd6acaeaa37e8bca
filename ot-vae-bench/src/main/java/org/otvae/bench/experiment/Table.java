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
 * @param learningRate of the network at the start
 * @param gradientClip the norm of all gradients together is cut to this; 0 for no clipping
 */
record Table(String prefix, String corpus, Encoder encoder, Decoder decoder, int batchSize, Length length,
        double learningRate, double gradientClip) {

    /**
     * The length of a run.
     *
     * @param epochs passes over the data
     * @param steps  0 for whole epochs
     * @param times  the short run's length
     */
    record Length(int epochs, int steps, double times) {

        static Length of(Scale scale, int fewEpochs, int fullEpochs) {
            return switch (scale) {
                case SMOKE -> new Length(fewEpochs, Scale.SMOKE_STEPS, 1);
                case SHORT -> new Length(fewEpochs, 0, 1);
                case FULL -> new Length(fullEpochs, 0, fullEpochs / (double) fewEpochs);
            };
        }
    }

    /** The same with another decoder. */
    Table with(Decoder other) {
        return new Table(prefix, corpus, encoder, other, batchSize, length, learningRate, gradientClip);
    }

    List<Experiment> rows(List<Methods.Method> methods) {
        return methods.stream().map(this::row).toList();
    }

    /**
     * Learning rates fall along half a cosine to 0, for every row. The protocols halve theirs on plateaus or at steps that short
     * runs never meet; every method that was tried both ways was better with the cosine.
     */
    private Experiment row(Methods.Method method) {
        var autoencoder = new Autoencoder(encoder, method.quantizer(), decoder, method.reconstruction());
        var plan = new TrainingPlan(batchSize, length.epochs(), length.steps(), new Schedule.Cosine(learningRate, 0),
                new Schedule.Cosine(method.codebookSpeed() * learningRate, 0), gradientClip, 500, 0, 1);
        return new Experiment(prefix + "-" + method.name(), method.name(), method.description(), corpus, autoencoder, plan);
    }
}
