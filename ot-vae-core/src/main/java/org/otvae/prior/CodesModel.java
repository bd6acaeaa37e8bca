package org.otvae.prior;

import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.train.Trainable;

/**
 * What training and judgement read of a model of codes.
 *
 * @param graph   the graph with its weights
 * @param data    the input that takes examples, {@code [batch, exampleSize]}
 * @param targets the codes that it tells, {@code [n]}
 * @param nats    negative log-likelihood of each, {@code [n]}
 * @param codes   how many there are in all
 * @param told    the targets of a run as numbers from 0 to {@code codes - 1}
 */
public record CodesModel(Graph graph, SDVariable data, SDVariable targets, SDVariable nats, int codes,
        UnaryOperator<int[]> told) {

    /** A training step that minimizes {@code loss}. */
    public Trainable.Objective objective(SDVariable loss) {
        return new Trainable.Objective(graph, data, loss, List.of(targets), session -> CodesJudge.measures(this, session));
    }
}
