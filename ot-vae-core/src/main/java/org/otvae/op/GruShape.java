package org.otvae.op;

/**
 * The sizes of a {@link Gru}.
 *
 * @param batch      sequences side by side
 * @param steps      positions of a sequence
 * @param in         width of the input
 * @param hidden     width of the state of one direction
 * @param directions 1, or 2 if a second recurrence runs from the end to the front
 */
record GruShape(int batch, int steps, int in, int hidden, int directions) {
    /** Sequences worth a block of their own: with fewer rows the BLAS spends its time on packing the weight. */
    private static final int FEWEST_SEQUENCES = 32;

    /** r, z and n, one after the other. */
    int gates() {
        return 3 * hidden;
    }

    /** What the gradient needs of each position: r, z, n and the state's part of n before r is applied. */
    int saved() {
        return 4 * hidden;
    }

    /** Into how many parts the batch is cut; depends on the shape alone. */
    int parts() {
        return Math.max(1, Math.min(Gemm.MOST_BLOCKS / directions, batch / FEWEST_SEQUENCES));
    }

    /** The position that a direction visits at its step {@code step}. */
    int position(int direction, int step) {
        return direction == 0 ? step : steps - 1 - step;
    }

    /** The first element of a position in the output {@code [batch, steps, directions * hidden]}. */
    int state(int sequence, int position, int direction) {
        return ((sequence * steps + position) * directions + direction) * hidden;
    }

    /** The first element of a position in what is saved, {@code [directions, batch, steps, 4 * hidden]}. */
    int saved(int sequence, int position, int direction) {
        return ((direction * batch + sequence) * steps + position) * saved();
    }
}
