package org.otvae.quantizer;

import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.codebook.Codebook;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Schedule;
import org.otvae.op.GumbelSoftmax;
import org.otvae.op.NegativeEntropy;

/**
 * The discrete VAE: a linear layer turns each latent into K logits l, training samples y = softmax((l + g)/τ) with Gumbel
 * noise g and decodes y C [jang2017categorical] Eq. (2), [ramesh2021zero] section 2.1. The loss is the Kullback-Leibler
 * divergence of softmax(l) from the uniform distribution, summed over positions: Σ_k p_k log(K p_k).
 *
 * @param codebook    the codes
 * @param temperature τ over the run, greater than 0
 * @param klWeight    weight of the divergence, at least 0
 */
public record GumbelQuantizer(Codebook codebook, Schedule temperature, double klWeight) implements Quantizer {

    private static final String PROJECTION = "quantizer.logits";

    public GumbelQuantizer {
        Objects.requireNonNull(codebook, "codebook");
        if (!(klWeight >= 0)) {
            throw new IllegalArgumentException("klWeight must be at least 0, found " + klWeight);
        }
        Least.above0(temperature, "temperature");
    }

    @Override
    public int codes() {
        return codebook.codes();
    }

    @Override
    public int dim() {
        return codebook.dim();
    }

    @Override
    public Quantized quantize(Graph graph, Latents latents) {
        double limit = 1 / Math.sqrt(dim()); // PyTorch's default for linear and convolution layers
        SDVariable weight = graph.parameter(PROJECTION + ".weight", new Init.Uniform(-limit, limit), dim(), codes());
        SDVariable bias = graph.parameter(PROJECTION + ".bias", new Init.Constant(0), codes());
        SDVariable table = codebook.learned(graph, latents.rows());
        SDVariable logits = latents.rows().mmul(weight).add(bias); // [n, codes]
        SDVariable indices = logits.argmax(1);
        if (!graph.training()) {
            return Nearest.hard(table, indices);
        }
        SDVariable assignment = GumbelSoftmax.sample(logits, graph.schedule("temperature", temperature), graph.step(),
                graph.seed().derive("gumbel").mixed());
        SDVariable loss = klWeight == 0 ? null
                : NegativeEntropy.of(logits).add(Math.log(codes())).mul(klWeight * latents.perExample());
        return new Quantized(assignment.mmul(table), indices, loss);
    }

    @Override
    public SDVariable decode(Graph graph, SDVariable indices) {
        return Nearest.decode(graph, codebook, indices);
    }
}
