package org.otvae.motion.dance;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.graph.Weights;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.op.CausalAttention;
import org.otvae.op.CrossEntropy;
import org.otvae.op.EmbeddingLookup;
import org.otvae.prior.CodesModel;
import org.otvae.prior.TransformerBlock;
import org.otvae.provenance.Seed;

/**
 * A motion GPT built into a graph over whole sequences.
 *
 * @param graph   the graph with its weights
 * @param data    the input that takes examples, {@code [batch, positions * 438 + 2 * (positions + 1)]}
 * @param logits  of the next codes, first those of all upper halves: {@code [2 * batch * positions, codes]}
 * @param targets the next codes in that order, {@code [2 * batch * positions]}
 * @param nats    negative log-likelihood of each, {@code [2 * batch * positions]}
 * @param loss    their mean, a scalar
 */
record MotionGptGraph(Graph graph, SDVariable data, SDVariable logits, SDVariable targets, SDVariable nats, SDVariable loss) {

    /** The state that keeps the first codes of the first batch, {@code [batch, 2]}, for dances to begin with. */
    static final String STARTS = "gpt.starts";

    private static final int STREAMS = 3; // music, upper, lower

    /** For training; before the first step the first codes of its batch are kept. */
    static MotionGptGraph training(MotionGpt gpt, int batchSize, Weights weights, Seed seed) {
        MotionGptGraph model = build(gpt, weights, seed, true);
        Graph graph = model.graph;
        graph.state(STARTS, new Init.Constant(0), batchSize, 2);
        int music = gpt.positions() * MusicFeatures.COUNT;
        SDVariable first = Layers.part(model.data, 2, 1, music, music + 1);
        SDVariable second = Layers.part(model.data, 2, 1, music + gpt.positions() + 1, music + gpt.positions() + 2);
        graph.beforeTraining("starts", List.of(graph.sameDiff().concat(1, first, second)),
                (values, all, source) -> all.state(STARTS).assign(values.get(0)));
        return model;
    }

    static MotionGptGraph build(MotionGpt gpt, Weights weights, Seed seed, boolean training) {
        Graph graph = new Graph(weights, seed, training);
        int length = gpt.positions();
        int music = length * MusicFeatures.COUNT;
        SDVariable data = graph.input("data", -1, gpt.exampleSize());
        TransformerBlock block = new TransformerBlock(graph, gpt.width(), gpt.dropout());
        SDVariable heard = block.linear("gpt.music", Layers.part(data, 2, 1, 0, music).reshape(-1, MusicFeatures.COUNT),
                MusicFeatures.COUNT, gpt.width());
        SDVariable upper = embedded(gpt, graph, "gpt.upper", Layers.part(data, 2, 1, music, music + length));
        SDVariable lower = embedded(gpt, graph, "gpt.lower", Layers.part(data, 2, 1, music + length + 1, music + 2 * length + 1));
        SDVariable x = graph.sameDiff().concat(1, apart(heard, gpt), apart(upper, gpt), apart(lower, gpt));
        SDVariable places = graph.parameter("gpt.positions", TransformerBlock.WEIGHT, STREAMS * length, gpt.width());
        x = x.add(places.reshape(1, STREAMS * length, gpt.width())).reshape(-1, gpt.width());
        x = block.dropped(x, "embedding");
        for (String part : List.of("gpt.base.", "gpt.head.")) {
            for (int i = 0; i < gpt.layers(); i++) {
                x = block.of(part + i, x, seen -> CausalAttention.of(seen, gpt.heads(), STREAMS * length, STREAMS));
            }
        }
        SDVariable rows = block.norm("gpt.norm", x).reshape(-1, STREAMS * length, gpt.width());
        SDVariable logits = graph.sameDiff().concat(0, head(gpt, graph, "gpt.upper", rows, 1), head(gpt, graph, "gpt.lower", rows, 2));
        SDVariable targets = graph.sameDiff().concat(0, codes(Layers.part(data, 2, 1, music + 1, music + length + 1)),
                codes(Layers.part(data, 2, 1, music + length + 2, music + 2 * length + 2)));
        SDVariable nats = CrossEntropy.of(logits, targets);
        return new MotionGptGraph(graph, data, logits, targets, nats, nats.mean());
    }

    /** What training and judgement read; codes of the lower half are counted behind those of the upper. */
    CodesModel told(MotionGpt gpt) {
        return new CodesModel(graph, data, targets, nats, 2 * gpt.codes(), codes -> {
            int[] told = codes.clone();
            for (int i = codes.length / 2; i < codes.length; i++) {
                told[i] += gpt.codes();
            }
            return told;
        });
    }

    private static SDVariable embedded(MotionGpt gpt, Graph graph, String name, SDVariable tokens) {
        SDVariable table = graph.parameter(name + ".tokens", TransformerBlock.WEIGHT, gpt.codes(), gpt.width());
        return EmbeddingLookup.rows(table, codes(tokens));
    }

    /** Rows of one stream as {@code [batch, positions, width]}. */
    private static SDVariable apart(SDVariable rows, MotionGpt gpt) {
        return rows.reshape(-1, gpt.positions(), gpt.width());
    }

    private static SDVariable head(MotionGpt gpt, Graph graph, String name, SDVariable rows, int stream) {
        long first = (long) stream * gpt.positions();
        SDVariable own = Layers.part(rows, 3, 1, first, first + gpt.positions()).reshape(-1, gpt.width());
        return own.mmul(graph.parameter(name + ".head.weight", TransformerBlock.WEIGHT, gpt.width(), gpt.codes()));
    }

    private static SDVariable codes(SDVariable numbers) {
        return numbers.castTo(DataType.INT64).reshape(-1);
    }
}
