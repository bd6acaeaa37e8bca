package org.otvae.quantizer;

import java.util.List;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookUpdate;
import org.otvae.codebook.Rows;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.op.MeanSquaredDifference;

/**
 * VQ: each latent becomes its nearest code and gradients pass straight through [oord2017neural] Eq. (3):
 * loss = codebookWeight · mean (sg(z) - e)² + commitmentWeight · mean (z - sg(e))², means over latents and dimensions.
 *
 * <p>With an update the codes follow the latents instead (VQ-EMA, EMA with reset) and the codebook term is absent.
 *
 * @param codebook         the codes
 * @param commitmentWeight how strongly latents are drawn to their codes (β), at least 0; usual 0.25
 * @param codebookWeight   how strongly codes are drawn to their latents, at least 0; usual 1; ignored with an update
 * @param update           the rule that moves codes without gradients; null to learn them by gradients
 */
public record VqQuantizer(Codebook codebook, double commitmentWeight, double codebookWeight, CodebookUpdate update)
        implements Quantizer {

    public VqQuantizer {
        Objects.requireNonNull(codebook, "codebook");
        if (!(commitmentWeight >= 0) || !(codebookWeight >= 0)) {
            throw new IllegalArgumentException("commitmentWeight and codebookWeight must be at least 0, found "
                    + commitmentWeight + " and " + codebookWeight);
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
        SDVariable table = update == null ? codebook.learned(graph, z) : codebook.followed(graph, z);
        SDVariable indices = Nearest.indices(z, table);
        if (update != null) { // in evaluation graphs too, so that both kinds of graph have the same weights
            graph.state(CodebookUpdate.COUNTS, new Init.Constant(1), codes());
            graph.state(CodebookUpdate.SUMS, new Init.Constant(0), codes(), dim());
        }
        if (!graph.training()) {
            return Nearest.hard(table, indices);
        }
        SDVariable codes = Nearest.lookup(table, indices);
        SDVariable loss = MeanSquaredDifference.of(z, Layers.stopGradient(codes)).mul(commitmentWeight);
        if (update == null) {
            loss = loss.add(MeanSquaredDifference.of(Layers.stopGradient(z), codes).mul(codebookWeight));
        } else {
            follow(graph, z, indices);
        }
        return new Quantized(Nearest.straightThrough(z, codes), indices, loss);
    }

    private void follow(Graph graph, SDVariable z, SDVariable indices) {
        graph.beforeTraining(CodebookUpdate.SUMS, List.of(z), (watched, weights, seed) ->
                Rows.into(weights.state(CodebookUpdate.SUMS), Codebook.values(weights))); // counts are 1, so sums = codes
        graph.afterStep(Codebook.NAME, List.of(z, indices), (watched, weights, seed) -> {
            CodebookUpdate.State state = CodebookUpdate.State.of(weights);
            update.apply(state, Rows.of(watched.get(0)), Rows.indices(watched.get(1)), seed);
            state.into(weights);
        });
    }

    @Override
    public SDVariable decode(Graph graph, SDVariable indices) {
        return Nearest.decode(graph, codebook, indices);
    }
}
