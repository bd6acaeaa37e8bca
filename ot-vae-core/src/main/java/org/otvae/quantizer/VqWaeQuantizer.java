package org.otvae.quantizer;

import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.codebook.Codebook;
import org.otvae.graph.Graph;
import org.otvae.op.Sinkhorn;
import org.otvae.op.SquaredDistance;

/**
 * VQ-WAE: nearest codes with straight-through gradients, and a Wasserstein penalty that spreads latents evenly over codes:
 * loss per example = weight · Σ_positions Σ_k Q_ik ||z_i - c_k||² with Q the entropic transport plan to uniform codes, rows of
 * which sum to 1 [vuong2023vqwae], the Wasserstein auto-encoder of [tolstikhin2018wasserstein] with a discrete prior. The sum
 * over positions is that of the authors' code, where each position has a transport of its own.
 *
 * <p>Unlike the paper, the plan is entropic over all latents of the batch instead of exact per position, and codes have equal
 * weights instead of learned ones. The plan is held constant in the gradient, which for a converged plan is the exact
 * gradient of the entropic transport cost (envelope theorem).
 *
 * @param codebook   the codes
 * @param weight     λ, weight of the penalty, at least 0
 * @param epsilon    entropic strength, greater than 0, in units of squared distance over dim
 * @param iterations Sinkhorn iterations, at least 1
 */
public record VqWaeQuantizer(Codebook codebook, double weight, double epsilon, int iterations) implements Quantizer {

    public VqWaeQuantizer {
        Objects.requireNonNull(codebook, "codebook");
        if (!(weight >= 0)) {
            throw new IllegalArgumentException("weight must be at least 0, found " + weight);
        }
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon must be greater than 0, found " + epsilon);
        }
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, found " + iterations);
        }
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
        SDVariable z = latents.rows();
        SDVariable table = codebook.learned(graph, z);
        SDVariable indices = Nearest.indices(z, table);
        if (!graph.training()) {
            return Nearest.hard(table, indices);
        }
        SDVariable distance = SquaredDistance.between(z, table); // [n, codes]
        Sinkhorn.Plan plan = Sinkhorn.plan(org.otvae.graph.Layers.stopGradient(distance).mul(-1.0 / dim()),
                graph.constant(epsilon), iterations, true);
        SDVariable share = graph.sameDiff().math().exp(plan.logPlan());
        SDVariable penalty = share.mul(distance).sum(1).mean().mul(weight * latents.perExample());
        return new Quantized(Nearest.straightThrough(z, Nearest.lookup(table, indices)), indices, penalty);
    }

    @Override
    public SDVariable decode(Graph graph, SDVariable indices) {
        return Nearest.decode(graph, codebook, indices);
    }
}
