package org.otvae.quantizer;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;

/**
 * A way to replace each latent by one of finitely many codes, and to let gradients through.
 *
 * <p>One method of the literature is one record that implements this; its components are the paper's hyper-parameters.
 * A new one needs this interface alone: nothing in the project switches over quantizers.
 */
public interface Quantizer {

    /** K, the number of codes. */
    int codes();

    /** D, the length of a latent and of a code. */
    int dim();

    /** Whether the encoder must supply a log-variance per latent. */
    default boolean needsLogVariance() {
        return false;
    }

    /** How many log-variances per latent the quantizer reads: 0, 1 or dim. */
    default int logVariances() {
        return needsLogVariance() ? dim() : 0;
    }

    /**
     * Adds the quantizer to a graph. In training it may sample, add a loss and register updates of states; in evaluation
     * it is deterministic and {@code codes} are exactly {@code decode(indices)}.
     */
    Quantized quantize(Graph graph, Latents latents);

    /** The codes of indices: {@code [n]} → {@code [n, dim]}. */
    SDVariable decode(Graph graph, SDVariable indices);

    /**
     * Checks that a training batch is large enough for the method.
     *
     * @param latents n, the latents of one batch
     * @throws IllegalArgumentException if it is not; the message says what to change
     */
    default void requireBatch(long latents) {
        // Most quantizers look at one latent at a time.
    }

    /** Whether {@link #calibrate} does anything. */
    default boolean calibrates() {
        return false;
    }

    /** Fits states that inference needs to the model as it is; called before each validation and after training. */
    default void calibrate(Calibration calibration) {
        // Most quantizers need no calibration.
    }
}
