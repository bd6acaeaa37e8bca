package org.otvae.prior;

import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.graph.Weights;
import org.otvae.op.CausalAttention;
import org.otvae.op.CrossEntropy;
import org.otvae.provenance.Seed;

/**
 * A prior built into a graph over whole sequences, for training or for judgement.
 *
 * @param graph   the graph with its weights
 * @param data    the input that takes examples, class and codes, {@code [batch, 1 + positions]}
 * @param logits  of each code given those before it, {@code [batch * positions, codes]}
 * @param targets the codes, {@code [batch * positions]}
 * @param nats    negative log-likelihood of each code given those before it, {@code [batch * positions]}
 * @param loss    their mean, a scalar
 */
record PriorGraph(Graph graph, SDVariable data, SDVariable logits, SDVariable targets, SDVariable nats,
        SDVariable loss) {

    static PriorGraph build(Prior prior, Weights weights, Seed seed, boolean training) {
        Graph graph = new Graph(weights, seed, training);
        int length = prior.positions();
        SDVariable data = graph.input("data", -1, 1 + length);
        long[] classAsToken = new long[length];
        classAsToken[0] = prior.codes(); // class 0 is the token behind the last code
        SDVariable before = Layers.part(data, 2, 1, 0, length).castTo(DataType.INT64);
        SDVariable tokens = before
                .add(graph.sameDiff().constant(Nd4j.createFromArray(classAsToken).reshape(1, length))).reshape(-1);
        long[] places = new long[length];
        java.util.Arrays.setAll(places, i -> i);
        SDVariable positions = before.mul(0)
                .add(graph.sameDiff().constant(Nd4j.createFromArray(places).reshape(1, length))).reshape(-1);
        Blocks blocks = new Blocks(prior, graph);
        SDVariable logits = blocks.logits(blocks.embed(tokens, positions),
                (layer, rows) -> CausalAttention.composed(rows, prior.width(), prior.heads(), length, 1));
        SDVariable targets = Layers.part(data, 2, 1, 1, length + 1).castTo(DataType.INT64).reshape(-1);
        SDVariable nats = CrossEntropy.of(logits, targets);
        return new PriorGraph(graph, data, logits, targets, nats, nats.mean());
    }

    /** What training and judgement read. */
    CodesModel told(Prior prior) {
        return new CodesModel(graph, data, targets, nats, prior.codes(), UnaryOperator.identity());
    }
}
