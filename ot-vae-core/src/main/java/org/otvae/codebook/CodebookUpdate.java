package org.otvae.codebook;

import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

/** A rule that moves codes after each step without gradients. Rules can follow one another. */
public interface CodebookUpdate {

    /** The name of the running counts among the states, {@code [codes]}. */
    String COUNTS = "codebook.counts";

    /** The name of the running sums of latents among the states, {@code [codes, dim]}. */
    String SUMS = "codebook.sums";

    /**
     * Moves codes, counts and sums in place.
     *
     * @param state   the running state of the codebook
     * @param latents the batch's latents, {@code [n, dim]}, row after row
     * @param indices the code that each latent was given, {@code [n]}
     * @param seed    everything random comes from it
     */
    void apply(State state, float[] latents, int[] indices, Seed seed);

    /** This rule, then another. */
    default CodebookUpdate then(CodebookUpdate next) {
        return new Sequence(this, next);
    }

    /** Two rules, one after the other. */
    record Sequence(CodebookUpdate first, CodebookUpdate second) implements CodebookUpdate {
        @Override
        public void apply(State state, float[] latents, int[] indices, Seed seed) {
            first.apply(state, latents, indices, seed.derive("first"));
            second.apply(state, latents, indices, seed.derive("second"));
        }
    }

    /**
     * The running state of a codebook, as plain arrays.
     *
     * @param codes  the codes, {@code [K, dim]}
     * @param counts running number of latents per code, {@code [K]}
     * @param sums   running sum of the latents of each code, {@code [K, dim]}
     */
    record State(float[] codes, float[] counts, float[] sums) {

        /** Copies the state out of the weights. */
        public static State of(Weights weights) {
            return new State(Codebook.values(weights), Rows.of(weights.state(COUNTS)), Rows.of(weights.state(SUMS)));
        }

        /** Copies the state back into the weights. */
        public void into(Weights weights) {
            Rows.into(weights.state(Codebook.NAME), codes);
            Rows.into(weights.state(COUNTS), counts);
            Rows.into(weights.state(SUMS), sums);
        }

        /** K, the number of codes. */
        public int size() {
            return counts.length;
        }

        /** D, the length of a code. */
        public int dim() {
            return codes.length / counts.length;
        }
    }
}
