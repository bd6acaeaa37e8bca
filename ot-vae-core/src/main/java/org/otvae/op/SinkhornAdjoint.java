package org.otvae.op;

import java.util.Arrays;

/**
 * The gradient of {@link SinkhornForward} by exact differentiation of its iterations, last to first. With L the log
 * plan, its gradient dL given, and {@code R^t = n exp(s/epsilon + F^t + G^t)}, whose rows sum to 1, {@code C^t = codes
 * exp(s/epsilon + F^(t-1) + G^t)}, whose columns do:
 * <pre>
 * dS = dL,  dF^T_i = sum_k dL_ik,  dG^T_k = sum_i dL_ik,  then for t = T .. 1
 * dG^t_k -= sum_i R^t_ik dF^t_i              dS -= R^t dF^t
 * dF^(t-1)_i = - sum_k C^t_ik dG^t_k         dS -= C^t dG^t
 * </pre>
 * Each R and C is a {@link SinkhornKernel} with rows and columns scaled, so a step backwards costs what a step forwards
 * costs, and what it takes from dS is the kernel times a matrix of rank 1. These are gathered and subtracted at the
 * end, or before the kernel is anchored anew.
 */
final class SinkhornAdjoint {
    private final SinkhornKernel kernel;
    private final double[][] rowPotentials;
    private final double[][] codePotentials;
    private final HostArray upstream;
    private final HostArray target;
    private final float[][] rowFactors;
    private final float[][] codeFactors;
    private int factors;
    private boolean targetStarted;
    private double[] anchorF;
    private double[] anchorG;

    SinkhornAdjoint(SinkhornKernel kernel, double[][] rowPotentials, double[][] codePotentials, HostArray upstream,
            HostArray target) {
        this.kernel = kernel;
        this.rowPotentials = rowPotentials;
        this.codePotentials = codePotentials;
        this.upstream = upstream;
        this.target = target;
        int most = 2 * rowPotentials.length + 4;
        this.rowFactors = new float[most][];
        this.codeFactors = new float[most][];
    }

    /** Writes the gradient to the scores. */
    void run() {
        int last = rowPotentials.length - 1;
        anchorAt(last);
        double[] b = ones(kernel.codes);
        double[] df = new double[kernel.n];
        double[] dg = startFromUpstream(df);
        addFactors(df, b);
        for (int t = last; t >= 0; t--) {
            double[] a = scalings(potentialsBefore(t), anchorF);
            double[] nextB = t > 0 ? scalings(codePotentials[t - 1], anchorG) : null;
            if (a == null || t > 0 && nextB == null) {
                flush(false);
                anchorAt(Math.max(t - 1, 0));
                a = unboundedScalings(potentialsBefore(t), anchorF);
                nextB = t > 0 ? ones(kernel.codes) : null;
                b = unboundedScalings(codePotentials[t], anchorG);
            }
            double[] x = new double[kernel.codes];
            for (int k = 0; k < kernel.codes; k++) {
                x[k] = (double) kernel.codes / kernel.n * b[k] * dg[k];
            }
            addFactors(a, x);
            if (t > 0) {
                double[] y = new double[kernel.n];
                dg = stepBack(a, x, y, nextB);
                addFactors(y, nextB);
                b = nextB;
            }
        }
        flush(true);
    }

    /** Fills {@code df} with the row sums of dL; returns the code part after the last iteration's rows, dG^T. */
    private double[] startFromUpstream(double[] df) {
        kernel.clearColumns();
        kernel.blocks.forEach((block, from, to) -> {
            SinkhornKernel.Scratch s = kernel.scratch(block);
            for (int i = from; i < to; i++) {
                upstream.read((long) i * kernel.codes, s.row, kernel.codes);
                float sum = Loops.sum(s.row, kernel.codes);
                df[i] = sum;
                Loops.add(s.columns, s.row, kernel.codes);
                Loops.addScaled(s.columns, -sum, kernel.row(i), kernel.codes);
            }
        });
        return kernel.columnSums();
    }

    /** From dG^t, in {@code x}, to dF^(t-1), scaled into {@code y}, and dG^(t-1), returned. */
    private double[] stepBack(double[] a, double[] x, double[] y, double[] nextB) {
        float[] xs = SinkhornKernel.narrow(x);
        float[] upper = SinkhornKernel.upperHalf(xs);
        kernel.clearColumns();
        kernel.blocks.forEach((block, from, to) -> {
            SinkhornKernel.Scratch s = kernel.scratch(block);
            for (int i = from; i < to; i++) {
                double df = -a[i] * s.dot(kernel.row(i), xs, upper);
                y[i] = a[i] * df;
                Loops.addScaled(s.columns, (float) y[i], kernel.row(i), kernel.codes);
            }
        });
        double[] dg = kernel.columnSums();
        for (int k = 0; k < dg.length; k++) {
            dg[k] *= -nextB[k];
        }
        return dg;
    }

    private void addFactors(double[] rows, double[] codes) {
        rowFactors[factors] = SinkhornKernel.narrow(rows);
        codeFactors[factors] = SinkhornKernel.narrow(codes);
        factors++;
    }

    /** Subtracts from dS the kernel times the gathered factors. */
    private void flush(boolean finish) {
        while (factors % 4 != 0) {
            rowFactors[factors] = new float[kernel.n];
            codeFactors[factors] = new float[kernel.codes];
            factors++;
        }
        float scale = finish ? (float) kernel.inverseEpsilon : 1;
        HostArray previous = targetStarted ? target : upstream;
        kernel.blocks.forEach((block, from, to) -> {
            SinkhornKernel.Scratch s = kernel.scratch(block);
            for (int i = from; i < to; i++) {
                Arrays.fill(s.products, 0);
                for (int q = 0; q < factors; q += 4) {
                    Loops.addFour(s.products, codeFactors[q], rowFactors[q][i], codeFactors[q + 1],
                            rowFactors[q + 1][i],
                            codeFactors[q + 2], rowFactors[q + 2][i], codeFactors[q + 3], rowFactors[q + 3][i],
                                    kernel.codes);
                }
                previous.read((long) i * kernel.codes, s.row, kernel.codes);
                Loops.subtractProduct(s.row, kernel.row(i), s.products, scale, kernel.codes);
                target.write((long) i * kernel.codes, s.row, kernel.codes);
            }
        });
        targetStarted = true;
        factors = 0;
    }

    private void anchorAt(int t) {
        anchorF = rowPotentials[t];
        anchorG = codePotentials[t];
        kernel.anchorAt(anchorF, anchorG);
    }

    /** The row potentials before iteration t, 0 before the first. */
    private double[] potentialsBefore(int t) {
        return t == 0 ? new double[kernel.n] : rowPotentials[t - 1];
    }

    /** {@code exp(potentials - anchor)}, null if that leaves the safe range. */
    private static double[] scalings(double[] potentials, double[] anchor) {
        double[] scalings = unboundedScalings(potentials, anchor);
        for (double scaling : scalings) {
            if (scaling > SinkhornForward.SAFE_SCALING) {
                return null;
            }
        }
        return scalings;
    }

    private static double[] unboundedScalings(double[] potentials, double[] anchor) {
        double[] scalings = new double[potentials.length];
        for (int i = 0; i < scalings.length; i++) {
            scalings[i] = Math.exp(potentials[i] - anchor[i]);
        }
        return scalings;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
