package org.otvae.quantizer;

import org.otvae.graph.Schedule;
import org.otvae.graph.Weights;

/**
 * What a quantizer may look at when it calibrates itself on training latents.
 *
 * @param latents   rows of {@code [count, dim]}, made by the encoder in evaluation mode from training examples
 * @param positions latents per example, which follow one another
 * @param weights   where the codebook is read and states are written
 * @param progress  how far the run is
 */
public record Calibration(float[] latents, int positions, Weights weights, Schedule.Progress progress) {

    private static final long MANY = 1 << 17;

    /**
     * How many latents to ask for, where there are as many: 192 for each code, of more than 682 codes fewer, down to 64. Shares
     * counted on n latents a code are off by 1/√n on others like them, which costs a perplexity of exp(-1/2n): 0.3 % and 0.8 %.
     */
    public static long latents(int codes) {
        return Math.max(64L * codes, Math.min(192L * codes, MANY));
    }
}
