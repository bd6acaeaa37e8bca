package org.otvae.quantizer;

import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.otvae.codebook.Codebook;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.graph.Schedule;
import org.otvae.op.GumbelSoftmax;
import org.otvae.op.NegativeEntropy;
import org.otvae.op.SquaredDistance;

/**
 * Gaussian SQ-VAE: quantization is stochastic with a learned variance Σ, l_k = -½ (z - c_k)ᵀ Σ⁻¹ (z - c_k), training decodes
 * a Gumbel-softmax sample z_q of l, and the loss per example is Σ_i [Σ_k p_k log p_k + ½ (z - z_q)ᵀ Σ⁻¹ (z - z_q)] with
 * p = softmax(l) [takida2022sqvae]. It belongs with the log form of the reconstruction error.
 *
 * <p>Σ is made of a variance v, 1 for type I and the encoder's otherwise, and of exp(s) with a learned scalar s: their sum in
 * the authors' code for images, their product in that for speech [takida2022sqvae, code]. A sum cannot fall below v, so it
 * fits latents that begin about as far apart as v says, and a product fits any.
 *
 * @param codebook        the codes
 * @param variance        how v varies
 * @param combination     how Σ is made of v and exp(s)
 * @param initialVariance exp(s) at the start, greater than 0; 10 for 28-pixel, 20 for 32- and 64-pixel images
 * @param temperature     τ over the run, greater than 0
 */
public record SqVaeQuantizer(Codebook codebook, Variance variance, Combination combination, double initialVariance,
        Schedule temperature) implements Quantizer {

    /** How the variance of quantization varies; the paper's types I to IV. */
    public enum Variance {
        /** Type I: one learned number. */
        SHARED,
        /** Type II: one per example. */
        PER_EXAMPLE,
        /** Type III: one per position. */
        PER_POSITION,
        /** Type IV: one per position and dimension. */
        PER_DIMENSION
    }

    /** What Σ is of v and exp(s). */
    public enum Combination {
        /** v + exp(s), as for images. */
        SUM,
        /** v · exp(s), as for speech. */
        PRODUCT
    }

    public SqVaeQuantizer {
        Objects.requireNonNull(codebook, "codebook");
        if (!(initialVariance > 0)) {
            throw new IllegalArgumentException("initialVariance must be greater than 0, found " + initialVariance);
        }
        Least.above0(temperature, "temperature");
        Objects.requireNonNull(variance, "variance");
        Objects.requireNonNull(combination, "combination");
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
    public boolean needsLogVariance() {
        return variance != Variance.SHARED;
    }

    /** Means over dimensions are all that types II and III use. */
    @Override
    public int logVariances() {
        return switch (variance) {
            case SHARED -> 0;
            case PER_EXAMPLE, PER_POSITION -> 1;
            case PER_DIMENSION -> dim();
        };
    }

    @Override
    public Quantized quantize(Graph graph, Latents latents) {
        SDVariable z = latents.rows();
        SDVariable table = codebook.learned(graph, z);
        SDVariable precision = precision(graph, latents);
        SDVariable logits = weightedDistance(z, table, precision).mul(-0.5); // [n, codes]
        SDVariable indices = logits.argmax(1);
        if (!graph.training()) {
            return Nearest.hard(table, indices);
        }
        SDVariable assignment = GumbelSoftmax.sample(logits, graph.schedule("temperature", temperature), graph.step(),
                graph.seed().derive("gumbel").mixed());
        SDVariable codes = assignment.mmul(table);
        SDVariable offset = z.sub(codes);
        SDVariable pull = offset.mul(offset).mul(precision).sum(1).mean().mul(0.5);
        SDVariable loss = NegativeEntropy.of(logits).add(pull).mul(latents.perExample());
        return new Quantized(codes, indices, loss);
    }

    /** Σ⁻¹: a scalar, {@code [n, 1]} or {@code [n, dim]}. */
    private SDVariable precision(Graph graph, Latents latents) {
        SDVariable shared = graph.parameter("quantizer.logVariance", new Init.Constant(Math.log(initialVariance)), 1);
        SDVariable logVariance = latents.logVariance();
        SDVariable own = switch (variance) { // log v
            case SHARED -> graph.constant(0);
            case PER_EXAMPLE -> perExample(logVariance, latents.positions());
            case PER_POSITION -> logVariance.mean(true, 1); // [n, 1]
            case PER_DIMENSION -> logVariance;
        };
        SameDiff sameDiff = graph.sameDiff();
        return switch (combination) {
            case SUM -> sameDiff.math().exp(shared).add(sameDiff.math().exp(own)).rdiv(1);
            case PRODUCT -> sameDiff.math().exp(shared.add(own).neg());
        };
    }

    /** The mean over an example's positions and channels, on each of its rows: {@code [n, 1 or dim]} → {@code [n, 1]}. */
    private static SDVariable perExample(SDVariable logVariance, int positions) {
        SDVariable mean = logVariance.mean(true, 1).reshape(-1, positions).mean(true, 1); // [batch, 1]
        SDVariable ones = logVariance.getSameDiff().constant(
                org.nd4j.linalg.factory.Nd4j.ones(logVariance.dataType(), 1, positions));
        return mean.mmul(ones).reshape(-1, 1); // [n, 1]
    }

    /** Σ_d w_d (z_d - c_d)² for every latent and code, {@code [n, codes]}. */
    private SDVariable weightedDistance(SDVariable z, SDVariable table, SDVariable precision) {
        if (variance != Variance.PER_DIMENSION) {
            return SquaredDistance.between(z, table).mul(precision);
        }
        SDVariable own = z.mul(z).mul(precision).sum(true, 1); // [n, 1]
        SDVariable cross = Layers.timesTransposed(z.mul(precision), table); // [n, codes]
        SDVariable codes = Layers.timesTransposed(precision, table.mul(table)); // [n, codes]
        return own.sub(cross.mul(2)).add(codes);
    }

    @Override
    public SDVariable decode(Graph graph, SDVariable indices) {
        return Nearest.decode(graph, codebook, indices);
    }
}
