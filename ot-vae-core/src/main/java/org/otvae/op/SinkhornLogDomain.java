package org.otvae.op;

import java.util.Arrays;

/**
 * {@link Sinkhorn} for arrays of type DOUBLE: the iterations and their adjoint as they stand in the formulas, every
 * step a log-sum-exp in double precision. Slow, exact, and the measure for the float path.
 */
final class SinkhornLogDomain {
    private final int n;
    private final int codes;
    /** The scores in units of epsilon, {@code [n, codes]}, row-major. */
    private final double[] scaled;

    SinkhornLogDomain(double[] scores, int n, int codes, double epsilon) {
        this.n = n;
        this.codes = codes;
        this.scaled = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scaled[i] = scores[i] / epsilon;
        }
    }

    /**
     * Fills the potentials of every iteration, row potentials {@code [iterations, n]} and code potentials {@code
     * [iterations, codes]}.
     */
    void run(double[][] rowPotentials, double[][] codePotentials) {
        double[] f = new double[n];
        for (int t = 0; t < rowPotentials.length; t++) {
            updateCodes(f, codePotentials[t]);
            updateRows(codePotentials[t], rowPotentials[t]);
            f = rowPotentials[t];
        }
    }

    private void updateCodes(double[] f, double[] g) {
        double[] largest = new double[codes];
        double[] sum = new double[codes];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                largest[k] = Math.max(largest[k], scaled[i * codes + k] + f[i]);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                sum[k] += Math.exp(scaled[i * codes + k] + f[i] - largest[k]);
            }
        }
        for (int k = 0; k < codes; k++) {
            g[k] = -Math.log(codes) - largest[k] - Math.log(sum[k]);
        }
    }

    private void updateRows(double[] g, double[] f) {
        for (int i = 0; i < n; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < codes; k++) {
                largest = Math.max(largest, scaled[i * codes + k] + g[k]);
            }
            double sum = 0;
            for (int k = 0; k < codes; k++) {
                sum += Math.exp(scaled[i * codes + k] + g[k] - largest);
            }
            f[i] = -Math.log(n) - largest - Math.log(sum);
        }
    }

    /** {@code log(n exp(s / epsilon + F + G))}, row-major {@code [n, codes]}. */
    double[] logPlan(double[] f, double[] g) {
        double[] logPlan = new double[scaled.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                logPlan[i * codes + k] = scaled[i * codes + k] + g[k] + (f[i] + Math.log(n));
            }
        }
        return logPlan;
    }

    /**
     * The gradient to the scores in units of epsilon, from that to the log plan; formulas at {@link SinkhornAdjoint}.
     */
    double[] adjoint(double[][] rowPotentials, double[][] codePotentials, double[] upstream) {
        double[] ds = upstream.clone();
        double[] df = new double[n];
        double[] dg = new double[codes];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                df[i] += upstream[i * codes + k];
                dg[k] += upstream[i * codes + k];
            }
        }
        for (int t = rowPotentials.length - 1; t >= 0; t--) {
            stepBackRows(rowPotentials[t], codePotentials[t], df, dg, ds);
            df = stepBackCodes(t == 0 ? new double[n] : rowPotentials[t - 1], codePotentials[t], dg, ds);
            dg = new double[codes];
        }
        return ds;
    }

    private void stepBackRows(double[] f, double[] g, double[] df, double[] dg, double[] ds) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                double flow = n * Math.exp(scaled[i * codes + k] + f[i] + g[k]) * df[i];
                ds[i * codes + k] -= flow;
                dg[k] -= flow;
            }
        }
    }

    private double[] stepBackCodes(double[] f, double[] g, double[] dg, double[] ds) {
        double[] df = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < codes; k++) {
                double flow = codes * Math.exp(scaled[i * codes + k] + f[i] + g[k]) * dg[k];
                ds[i * codes + k] -= flow;
                df[i] -= flow;
            }
        }
        return df;
    }
}
