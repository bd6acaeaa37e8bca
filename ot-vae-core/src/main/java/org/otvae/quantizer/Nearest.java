package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.codebook.Codebook;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.op.EmbeddingLookup;
import org.otvae.op.SquaredDistance;

/** Pieces that several quantizers share: the nearest code, looking codes up, passing gradients straight through. */
final class Nearest {

    private Nearest() {
    }

    /** The index of the nearest code of each latent, {@code [n]}. */
    static SDVariable indices(SDVariable latents, SDVariable table) {
        return SquaredDistance.between(Layers.stopGradient(latents), Layers.stopGradient(table)).argmin(1);
    }

    /** The codes of indices, {@code [n, dim]}. */
    static SDVariable lookup(SDVariable table, SDVariable indices) {
        return EmbeddingLookup.rows(table, indices);
    }

    /** The codes of indices from the codebook among the weights, {@code [n, dim]}. */
    static SDVariable decode(Graph graph, Codebook codebook, SDVariable indices) {
        return lookup(codebook.table(graph), indices);
    }

    /** The value of {@code codes} with the gradient of {@code latents} [bengio2013estimating]. */
    static SDVariable straightThrough(SDVariable latents, SDVariable codes) {
        return latents.add(Layers.stopGradient(codes.sub(latents)));
    }

    /** The hard choice in evaluation: codes are exactly those of the indices. */
    static Quantized hard(SDVariable table, SDVariable indices) {
        return new Quantized(lookup(table, indices), indices, null);
    }
}
