package org.otvae.prior;

import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.op.Dropout;
import org.otvae.op.EmbeddingLookup;
import org.otvae.op.Gelu;
import org.otvae.op.LayerNorm;

/**
 * The layers of a {@link Prior}, the same for training on whole sequences and for sampling code by code; the two differ
 * only in how a row attends to others. Rows are {@code [n, width]}.
 */
record Blocks(Prior prior, Graph graph) {

    private static final Init WEIGHT = new Init.Normal(0, 0.02); // GPT-2's [radford2019language]
    private static final Init ZERO = new Init.Constant(0);

    /**
     * The rows of tokens at positions: {@code [n]} and {@code [n]} → {@code [n, width]}. A class is a token behind the
     * codes.
     */
    SDVariable embed(SDVariable tokens, SDVariable positions) {
        SDVariable table = graph.parameter("prior.tokens", WEIGHT, prior.codes() + prior.classes(), prior.width());
        SDVariable places = graph.parameter("prior.positions", WEIGHT, prior.positions(), prior.width());
        return dropped(EmbeddingLookup.rows(table, tokens).add(EmbeddingLookup.rows(places, positions)), "embedding");
    }

    /**
     * Logits of the next code, {@code [n, codes]}.
     *
     * @param attention from queries, keys and values {@code [n, 3 * width]} of a layer to {@code [n, width]}
     */
    SDVariable logits(SDVariable rows, BiFunction<Integer, SDVariable, SDVariable> attention) {
        int width = prior.width();
        SDVariable x = rows;
        for (int i = 0; i < prior.layers(); i++) {
            String name = "prior." + i;
            SDVariable seen = linear(name + ".attention", norm(name + ".norm1", x), width, 3 * width);
            SDVariable mixed = attention.apply(i, seen);
            x = x.add(dropped(linear(name + ".projection", mixed, width, width), name + ".attention"));
            SDVariable hidden = Gelu.of(linear(name + ".hidden", norm(name + ".norm2", x), width, 4 * width));
            x = x.add(dropped(linear(name + ".output", hidden, 4 * width, width), name + ".output"));
        }
        SDVariable head = graph.parameter("prior.head.weight", WEIGHT, width, prior.codes());
        return norm("prior.norm", x).mmul(head);
    }

    private SDVariable linear(String name, SDVariable x, int in, int out) {
        SDVariable weight = graph.parameter(name + ".weight", WEIGHT, in, out);
        return x.mmul(weight).add(graph.parameter(name + ".bias", ZERO, out));
    }

    private SDVariable norm(String name, SDVariable x) {
        SDVariable scale = graph.parameter(name + ".weight", new Init.Constant(1), prior.width());
        SDVariable shift = graph.parameter(name + ".bias", ZERO, prior.width());
        return LayerNorm.of(x, scale, shift);
    }

    private SDVariable dropped(SDVariable x, String place) {
        return graph.training() && prior.dropout() > 0
                ? Dropout.of(x, graph.step(), prior.dropout(), graph.seed().derive("dropout").derive(place).mixed())
                : x;
    }
}
