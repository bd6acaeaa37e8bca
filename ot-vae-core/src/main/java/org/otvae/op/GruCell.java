package org.otvae.op;

import java.nio.FloatBuffer;

/** The arithmetic of one step of one sequence of a {@link GruTask}, on rows that are read from and written to native memory. */
final class GruCell {
    private final int hidden;
    private final float[] ownGates;
    private final float[] oldGates;
    private final float[] ownFresh;
    private final float[] oldFresh;
    private final float[] gates;
    private final float[] reset;
    private final float[] keep;
    private final float[] fresh;
    private final float[] state;
    private final float[] slope;
    private final float[] resetSum;
    private final float[] keepSum;
    private final float[] ownSum;
    private final float[] oldSum;
    private final double[] x;
    private final double[] e;

    GruCell(int hidden) {
        this.hidden = hidden;
        ownGates = new float[2 * hidden];
        oldGates = new float[2 * hidden];
        ownFresh = new float[hidden];
        oldFresh = new float[hidden];
        gates = new float[2 * hidden];
        reset = new float[hidden];
        keep = new float[hidden];
        fresh = new float[hidden];
        state = new float[hidden];
        slope = new float[hidden];
        resetSum = new float[hidden];
        keepSum = new float[hidden];
        ownSum = new float[hidden];
        oldSum = new float[hidden];
        x = new double[2 * hidden];
        e = new double[2 * hidden];
    }

    /** The input's and the state's parts of the gates and the state itself; the latter two are 0 unless {@code later}. */
    void read(FloatBuffer own, int ownAt, FloatBuffer old, int oldAt, FloatBuffer states, int stateAt, boolean later) {
        own.get(ownAt, ownGates, 0, 2 * hidden);
        own.get(ownAt + 2 * hidden, ownFresh, 0, hidden);
        if (later) {
            old.get(oldAt, oldGates, 0, 2 * hidden);
            old.get(oldAt + 2 * hidden, oldFresh, 0, hidden);
            states.get(stateAt, state, 0, hidden);
        } else {
            java.util.Arrays.fill(oldGates, 0);
            java.util.Arrays.fill(oldFresh, 0);
            java.util.Arrays.fill(state, 0);
        }
    }

    /** The new state. */
    void forward(float[] bothBias, float[] ownBias, float[] oldBias) {
        Loops.add(ownGates, oldGates, 2 * hidden);
        Loops.add(ownGates, bothBias, 2 * hidden);
        logistic(ownGates, -1, gates, 2 * hidden);
        System.arraycopy(gates, 0, reset, 0, hidden);
        System.arraycopy(gates, hidden, keep, 0, hidden);
        Loops.add(oldFresh, oldBias, hidden);
        Loops.add(ownFresh, ownBias, hidden);
        Loops.addProduct(ownFresh, reset, oldFresh, hidden);
        logistic(ownFresh, -2, fresh, hidden);
        for (int i = 0; i < hidden; i++) {
            fresh[i] = 2 * fresh[i] - 1; // tanh a = 2 σ(2 a) - 1
        }
        for (int i = 0; i < hidden; i++) {
            state[i] = fresh[i] + keep[i] * (state[i] - fresh[i]);
        }
    }

    /** {@code y = 1 / (1 + exp(scale a))}. */
    private void logistic(float[] a, double scale, float[] y, int length) {
        for (int i = 0; i < length; i++) {
            x[i] = a[i] * scale;
        }
        Loops.exp(x, 0, e, length);
        for (int i = 0; i < length; i++) {
            e[i] = 1 / (1 + e[i]);
        }
        Loops.narrow(e, 1, y, length);
    }

    void writeState(FloatBuffer states, int at) {
        states.put(at, state, 0, hidden);
    }

    void save(FloatBuffer saved, int at) {
        saved.put(at, gates, 0, 2 * hidden);
        saved.put(at + 2 * hidden, fresh, 0, hidden);
        saved.put(at + 3 * hidden, oldFresh, 0, hidden);
    }

    /** What {@link #save} wrote, and the gradient to the state from outside. */
    void load(FloatBuffer saved, int at, FloatBuffer upstream, int upstreamAt) {
        saved.get(at, reset, 0, hidden);
        saved.get(at + hidden, keep, 0, hidden);
        saved.get(at + 2 * hidden, fresh, 0, hidden);
        saved.get(at + 3 * hidden, oldFresh, 0, hidden);
        upstream.get(upstreamAt, slope, 0, hidden);
    }

    /** The state before; 0 if {@code at} is negative. */
    void before(FloatBuffer states, int at) {
        if (at < 0) {
            java.util.Arrays.fill(state, 0);
        } else {
            states.get(at, state, 0, hidden);
        }
    }

    /** Adds the gradient to the state from the step after, if there is one. */
    void later(FloatBuffer slopes, int at) {
        if (slopes != null) {
            slopes.get(at, ownFresh, 0, hidden);
            Loops.add(slope, ownFresh, hidden);
        }
    }

    /** The gradients to the gates, in {@code ownGates} (r, z), {@code ownFresh} (n) and {@code oldFresh} (r n). */
    void backward() {
        for (int i = 0; i < hidden; i++) {
            ownFresh[i] = slope[i] * (1 - keep[i]) * (1 - fresh[i] * fresh[i]);
        }
        for (int i = 0; i < hidden; i++) {
            gates[i] = ownFresh[i] * oldFresh[i] * (reset[i] * (1 - reset[i]));
        }
        for (int i = 0; i < hidden; i++) {
            fresh[i] = slope[i] * (state[i] - fresh[i]) * (keep[i] * (1 - keep[i]));
        }
        for (int i = 0; i < hidden; i++) {
            oldFresh[i] = ownFresh[i] * reset[i];
        }
        for (int i = 0; i < hidden; i++) {
            slope[i] *= keep[i];
        }
    }

    void writeBefore(FloatBuffer befores, int at) {
        befores.put(at, state, 0, hidden);
    }

    /** Writes what {@link #backward} found, and the state's own share of the gradient to the state before. */
    void writeSlopes(FloatBuffer own, int ownAt, FloatBuffer old, int oldAt, FloatBuffer slopes, int slopeAt) {
        own.put(ownAt, gates, 0, hidden);
        own.put(ownAt + hidden, fresh, 0, hidden);
        own.put(ownAt + 2 * hidden, ownFresh, 0, hidden);
        old.put(oldAt, gates, 0, hidden);
        old.put(oldAt + hidden, fresh, 0, hidden);
        old.put(oldAt + 2 * hidden, oldFresh, 0, hidden);
        slopes.put(slopeAt, slope, 0, hidden);
    }

    /** Adds the gradients to the gates to their sums over the rows of a step. */
    void addToSums() {
        Loops.add(resetSum, gates, hidden);
        Loops.add(keepSum, fresh, hidden);
        Loops.add(ownSum, ownFresh, hidden);
        Loops.add(oldSum, oldFresh, hidden);
    }

    /** Moves the sums of a step to those over all steps, in double precision. */
    void moveSums(double[] own, double[] old) {
        for (int i = 0; i < hidden; i++) {
            own[i] += resetSum[i];
            old[i] += resetSum[i];
            own[hidden + i] += keepSum[i];
            old[hidden + i] += keepSum[i];
            own[2 * hidden + i] += ownSum[i];
            old[2 * hidden + i] += oldSum[i];
        }
        for (float[] sum : new float[][] {resetSum, keepSum, ownSum, oldSum}) {
            java.util.Arrays.fill(sum, 0);
        }
    }
}
