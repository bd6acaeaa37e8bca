package org.otvae.prior;

import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.op.EmbeddingLookup;

/**
 * The layers of a {@link Prior}, the same for training on whole sequences and for sampling code by code; the two differ
 * only in how a row attends to others. Rows are {@code [n, width]}.
 */
record Blocks(Prior prior, Graph graph) {

    /**
     * The rows of tokens at positions: {@code [n]} and {@code [n]} → {@code [n, width]}. A class is a token behind the
     * codes.
     */
    SDVariable embed(SDVariable tokens, SDVariable positions) {
        SDVariable table = graph.parameter("prior.tokens", TransformerBlock.WEIGHT, prior.codes() + prior.classes(),
                prior.width());
        SDVariable places = graph.parameter("prior.positions", TransformerBlock.WEIGHT, prior.positions(), prior.width());
        return block().dropped(EmbeddingLookup.rows(table, tokens).add(EmbeddingLookup.rows(places, positions)), "embedding");
    }

    /**
     * Logits of the next code, {@code [n, codes]}.
     *
     * @param attention from queries, keys and values {@code [n, 3 * width]} of a layer to {@code [n, width]}
     */
    SDVariable logits(SDVariable rows, BiFunction<Integer, SDVariable, SDVariable> attention) {
        SDVariable x = rows;
        for (int i = 0; i < prior.layers(); i++) {
            int layer = i;
            x = block().of("prior." + i, x, seen -> attention.apply(layer, seen));
        }
        SDVariable head = graph.parameter("prior.head.weight", TransformerBlock.WEIGHT, prior.width(), prior.codes());
        return block().norm("prior.norm", x).mmul(head);
    }

    private TransformerBlock block() {
        return new TransformerBlock(graph, prior.width(), prior.dropout());
    }
}
