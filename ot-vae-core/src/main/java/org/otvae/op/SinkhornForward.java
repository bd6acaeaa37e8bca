package org.otvae.op;

import java.util.Arrays;

/**
 * The iterations of {@link Sinkhorn} in float arithmetic. The first works in the log domain, so that no score is too
 * large; the following scale the {@link SinkhornKernel}, and when a scaling leaves the safe range the kernel is
 * anchored anew, which is a log-domain iteration again.
 *
 * <p>Why that suffices: after the columns are normalised every entry is at most 1 / codes, after the rows at most 1 /
 * n, so one iteration multiplies a scaling by at most n or codes, and the largest entry of a row or column is never
 * lost. Only growth over several iterations needs the new anchor.
 */
final class SinkhornForward {
    /**
     * Scalings up to e^16 (a choice): products of two lift entries lost at e^-70 to e^-38 at most, against column sums
     * of at least 1 / codes.
     */
    static final double SAFE_SCALING = Math.exp(16);

    private SinkhornForward() {
    }

    /**
     * Fills the potentials of every iteration, row potentials {@code [iterations, n]} and code potentials {@code
     * [iterations, codes]}.
     */
    static void run(SinkhornKernel kernel, double[][] rowPotentials, double[][] codePotentials) {
        double[] anchorF = rowPotentials[0];
        double[] anchorG = kernel.firstCodePotentials();
        System.arraycopy(anchorG, 0, codePotentials[0], 0, kernel.codes);
        double[] columns = kernel.anchor(anchorG, anchorF);
        double[] u = new double[kernel.n];
        double[] v = new double[kernel.codes];
        Arrays.fill(u, 1);
        for (int t = 1; t < rowPotentials.length; t++) {
            double[] f = rowPotentials[t];
            double[] g = codePotentials[t];
            for (int k = 0; k < kernel.codes; k++) {
                v[k] = kernel.n / (kernel.codes * columns[k]);
                g[k] = anchorG[k] + Math.log(v[k]);
            }
            if (isSafe(u) && isSafe(v)) {
                columns = kernel.scaleRows(v, u);
                for (int i = 0; i < kernel.n; i++) {
                    f[i] = anchorF[i] + Math.log(u[i]);
                }
            } else {
                columns = kernel.anchor(g, f);
                anchorF = f;
                anchorG = g;
                Arrays.fill(u, 1);
            }
        }
    }

    private static boolean isSafe(double[] scalings) {
        for (double scaling : scalings) {
            if (scaling > SAFE_SCALING) {
                return false;
            }
        }
        return true;
    }
}
