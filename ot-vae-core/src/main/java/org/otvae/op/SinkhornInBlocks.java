package org.otvae.op;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sinkhorn's iteration for potentials alone, over scores that are too many to be held at once: each iteration goes through
 * their blocks, gives every row the sum 1, and adds up the columns. What is kept is one number a column.
 */
final class SinkhornInBlocks {

    private final Sinkhorn.Blocks blocks;
    private final int codes;
    private final double inverseEpsilon;

    /** What one row does to the columns of its part of the work. */
    private interface RowWork {
        void run(float[] row, double[] exponents, double[] columns);
    }

    SinkhornInBlocks(Sinkhorn.Blocks blocks, int codes, double epsilon) {
        this.blocks = blocks;
        this.codes = codes;
        this.inverseEpsilon = 1 / epsilon;
    }

    /** The centred potentials after so many iterations, in units of score. */
    double[] solve(int iterations) {
        double[] potentials = first();
        for (int iteration = 1; iteration < iterations; iteration++) {
            double[] present = potentials;
            double[] columns = overRows(0, Double::sum, (row, x, sums) -> {
                double largest = Loops.scoresPlus(row, inverseEpsilon, present, x, codes);
                Loops.exp(x, -largest, x, codes);
                Loops.shiftAndScale(x, 0, 1 / Loops.sum(x, codes), codes);
                Loops.add(sums, x, codes);
            });
            for (int k = 0; k < codes; k++) {
                potentials[k] -= Math.log(columns[k]);
            }
        }
        double mean = Loops.sum(potentials, codes) / codes;
        Loops.shiftAndScale(potentials, mean, 1 / inverseEpsilon, codes);
        return potentials;
    }

    /** Those that give the columns of exp(score / epsilon) equal sums. */
    private double[] first() {
        double[] largest = overRows(Double.NEGATIVE_INFINITY, Math::max, (row, x, most) -> {
            for (int k = 0; k < codes; k++) {
                most[k] = Math.max(most[k], row[k]);
            }
        });
        double[] shifts = largest.clone();
        Loops.shiftAndScale(shifts, 0, -inverseEpsilon, codes);
        double[] columns = overRows(0, Double::sum, (row, x, sums) -> {
            Loops.scoresPlus(row, inverseEpsilon, shifts, x, codes);
            Loops.exp(x, 0, x, codes);
            Loops.add(sums, x, codes);
        });
        for (int k = 0; k < codes; k++) {
            shifts[k] -= Math.log(columns[k]);
        }
        return shifts;
    }

    /** Works on all rows; {@code together} makes one of the columns of two parts of the work, each begun at {@code start}. */
    private double[] overRows(double start, DoubleBinaryOperator together, RowWork work) {
        double[] all = new double[codes];
        Arrays.fill(all, start);
        for (int b = 0; b < blocks.count(); b++) {
            INDArray scores = blocks.scores(b);
            HostArray host = HostArray.toRead(scores);
            RowBlocks rows = RowBlocks.of((int) scores.size(0), codes);
            double[][] parts = new double[rows.count()][codes];
            rows.forEach((part, from, to) -> {
                Arrays.fill(parts[part], start);
                float[] row = new float[codes];
                double[] exponents = new double[codes];
                for (int i = from; i < to; i++) {
                    host.read((long) i * codes, row, codes);
                    work.run(row, exponents, parts[part]);
                }
            });
            for (double[] part : parts) {
                for (int k = 0; k < codes; k++) {
                    all[k] = together.applyAsDouble(all[k], part[k]);
                }
            }
        }
        return all;
    }
}
