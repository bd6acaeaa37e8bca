package org.otvae.train;

import java.util.List;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Graph;
import org.otvae.graph.Schedule;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.metric.Scores;
import org.otvae.provenance.Seed;

/**
 * What a {@link Trainer} trains: something that makes a loss of a batch of a corpus's examples, and can be judged on a
 * split. An autoencoder is one, a prior over its codes another; batches, steps, checkpoints and stops are the same for
 * both.
 */
public interface Trainable {

    /**
     * Builds the graph of a training step.
     *
     * @param corpus    for the shape of its examples
     * @param batchSize examples per step; refused with an IllegalArgumentException if the method needs more
     * @param weights   where parameters and states are found or made
     * @param seed      the source of noise in the graph
     */
    Objective objective(Corpus corpus, int batchSize, Weights weights, Seed seed);

    /** A judge of the model that {@code weights} hold, now and after they change. */
    Judge judge(Corpus corpus, int batchSize, Weights weights);

    /**
     * A training step as a graph.
     *
     * @param graph    with its schedules and updates
     * @param data     the input that takes a batch, {@code [batch, ...exampleShape]}
     * @param loss     what training minimizes, a scalar
     * @param read     further nodes that {@code measures} reads
     * @param measures what the last run of a session was like
     */
    record Objective(Graph graph, SDVariable data, SDVariable loss, List<SDVariable> read,
            Function<Session, Measures> measures) {

        public Objective {
            read = List.copyOf(read);
        }
    }

    /**
     * What a step was like, besides its loss; NaN where the model has no such thing.
     *
     * @param reconstruction the reconstruction part of the loss
     * @param quantization   its quantizer part
     * @param mse            mean squared error per value on the batch
     * @param perplexity     perplexity of the batch's codes
     * @param activeCodes    codes in the batch
     */
    record Measures(double reconstruction, double quantization, double mse, double perplexity, int activeCodes) {
    }

    /** Judges a model in evaluation mode. Whoever makes one closes it. */
    interface Judge extends AutoCloseable {

        /** Fits what inference needs to the model as it is; called before each judgement on validation data. */
        default void calibrate(Schedule.Progress progress) {
            // Most models need no calibration.
        }

        /** The model on a whole split, the last incomplete batch included. */
        Verdict judge(Split split);

        /** Gives its working memory back; the weights stay. */
        @Override
        void close();
    }

    /**
     * A judgement.
     *
     * @param loss   what the best checkpoint is least in
     * @param scores the numbers for people
     */
    record Verdict(double loss, Scores scores) {
    }
}
