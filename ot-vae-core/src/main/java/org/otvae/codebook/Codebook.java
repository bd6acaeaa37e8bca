package org.otvae.codebook;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Weights;

/**
 * The table of codes, {@code [codes, dim]}: how many, how long, and where the first ones come from.
 *
 * @param codes K, the number of codes, at least 2
 * @param dim   D, the length of a code and of a latent, at least 1
 * @param init  where the first codes come from
 */
public record Codebook(int codes, int dim, CodebookInit init) {

    /** The name of the table among the weights of its scope. */
    public static final String NAME = "codebook";

    public Codebook {
        if (codes < 2) {
            throw new IllegalArgumentException("codes must be at least 2, found " + codes);
        }
        if (dim < 1) {
            throw new IllegalArgumentException("dim must be at least 1, found " + dim);
        }
        java.util.Objects.requireNonNull(init, "init");
    }

    /** The table as a parameter that gradients change, {@code [codes, dim]}. */
    public SDVariable learned(Graph graph, SDVariable latents) {
        SDVariable table = graph.parameter(NAME, init.beforeTraining(), codes, dim);
        fillFromFirstBatch(graph, latents);
        return table;
    }

    /** The table as a state that gradients never change, {@code [codes, dim]}. */
    public SDVariable followed(Graph graph, SDVariable latents) {
        SDVariable table = graph.state(NAME, init.beforeTraining(), codes, dim);
        fillFromFirstBatch(graph, latents);
        return table;
    }

    /** The table of a graph that only looks codes up. */
    public SDVariable table(Graph graph) {
        return graph.weights().parameters().containsKey(NAME)
                ? graph.parameter(NAME, init.beforeTraining(), codes, dim)
                : graph.state(NAME, init.beforeTraining(), codes, dim);
    }

    private void fillFromFirstBatch(Graph graph, SDVariable latents) {
        if (graph.training() && init instanceof CodebookInit.FirstBatch first) {
            graph.beforeTraining(NAME, List.of(latents), (watched, weights, seed) -> {
                float[] rows = Rows.of(watched.get(0));
                float[] table = new FirstCodes(codes, dim, first.rounds()).from(rows, seed);
                Rows.into(weights.named(NAME), table);
            });
        }
    }

    /**
     * Whether a weight of this name is a codebook, in whatever scope: {@code codebook} and {@code stream1/codebook}
     * are.
     */
    public static boolean isNameOfTable(String weight) {
        return Graph.withoutScope(weight).equals(NAME);
    }

    /** Reads the present table, row after row. */
    public static float[] values(Weights weights) {
        return Rows.of(weights.named(NAME));
    }
}
