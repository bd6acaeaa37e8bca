package org.otvae.quantizer;

import org.otvae.codebook.Rows;
import org.otvae.op.Sinkhorn;

/**
 * Solves for the dual potentials g of entropic transport from many latents to equally loaded codes: with them
 * argmax_k (s_ik + g_k) gives every code about the same number of latents, on these latents and on new ones like them
 * [peyre2019computational] section 4.
 *
 * @param epsilon    entropic strength, greater than 0, in units of score
 * @param iterations Sinkhorn iterations, at least 1; few of them leave popular codes a little more than their share
 */
record DualPotentials(double epsilon, int iterations) {

    /** The potentials, {@code [codes]}, centred. */
    float[] solve(Sinkhorn.Blocks scores, int codes) {
        if (scores.count() > 1) {
            double[] potentials = Sinkhorn.potentials(scores, codes, epsilon, iterations);
            float[] narrow = new float[codes];
            for (int k = 0; k < codes; k++) {
                narrow[k] = (float) potentials[k];
            }
            return narrow;
        }
        Sinkhorn.Solution solution = Sinkhorn.solve(scores.scores(0), epsilon, iterations);
        float[] potentials = Rows.of(solution.potentials());
        solution.potentials().close();
        solution.logPlan().close();
        return potentials;
    }
}
