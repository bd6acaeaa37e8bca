package org.otvae.metric;

/**
 * A measure of how like its original a reconstruction is, for one modality, gathered batch by batch over a split. Scores
 * carry it beside the mean squared error, under its name.
 *
 * <p>An object judges one model on one split and is not shared between threads.
 */
public interface Fidelity {

    /** The key in records and the head of columns in lower case: {@code psnr} for instance. */
    String name();

    /**
     * Adds a batch.
     *
     * @param original       {@code [batch, ...exampleShape]}, whole examples one after the other
     * @param reconstruction the same layout
     * @throws IllegalArgumentException if the lengths differ or are no whole number of examples
     */
    void add(float[] original, float[] reconstruction);

    /** The measure over all that was added; NaN before the first example. */
    double value();
}
