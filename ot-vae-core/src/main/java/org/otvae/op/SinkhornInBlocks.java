package org.otvae.op;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sinkhorn's iteration for potentials alone, over scores that are too many to be held at once: each iteration goes through
 * their blocks, gives every row the sum 1, and adds up the columns. What is kept is one number a column.
 */
final class SinkhornInBlocks {

    private final Sinkhorn.Blocks blocks;
    private final int codes;
    private final double inverseEpsilon;

    SinkhornInBlocks(Sinkhorn.Blocks blocks, int codes, double epsilon) {
        this.blocks = blocks;
        this.codes = codes;
        this.inverseEpsilon = 1 / epsilon;
    }

    /** The potentials after so many iterations, in units of epsilon. */
    double[] potentials(int iterations) {
        double[] potentials = first();
        for (int iteration = 1; iteration < iterations; iteration++) {
            double[] columns = columns(potentials);
            for (int k = 0; k < codes; k++) {
                potentials[k] -= Math.log(columns[k]);
            }
        }
        return potentials;
    }

    /** Those of the first iteration, which takes the columns before any row has the sum 1. */
    private double[] first() {
        LogSums all = new LogSums(codes);
        for (int b = 0; b < blocks.count(); b++) {
            INDArray scores = blocks.scores(b);
            HostArray host = HostArray.toRead(scores);
            RowBlocks rows = RowBlocks.of((int) scores.size(0), codes);
            LogSums[] parts = new LogSums[rows.count()];
            rows.forEach((part, from, to) -> {
                parts[part] = new LogSums(codes);
                float[] row = new float[codes];
                for (int i = from; i < to; i++) {
                    host.read((long) i * codes, row, codes);
                    parts[part].add(row, inverseEpsilon);
                }
            });
            for (LogSums part : parts) {
                all.add(part);
            }
        }
        return all.negative();
    }

    /** The sums of the columns where each row has the sum 1. */
    private double[] columns(double[] potentials) {
        double[] all = new double[codes];
        for (int b = 0; b < blocks.count(); b++) {
            INDArray scores = blocks.scores(b);
            HostArray host = HostArray.toRead(scores);
            RowBlocks rows = RowBlocks.of((int) scores.size(0), codes);
            double[][] parts = new double[rows.count()][codes];
            rows.forEach((part, from, to) -> {
                float[] row = new float[codes];
                double[] x = new double[codes];
                for (int i = from; i < to; i++) {
                    host.read((long) i * codes, row, codes);
                    double largest = Loops.scoresPlus(row, inverseEpsilon, potentials, x, codes);
                    Loops.exp(x, -largest, x, codes);
                    Loops.shiftAndScale(x, 0, 1 / Loops.sum(x, codes), codes);
                    Loops.add(parts[part], x, codes);
                }
            });
            for (double[] part : parts) {
                Loops.add(all, part, codes);
            }
        }
        return all;
    }

    /** log(sum(exp(x))) of each column, of rows that come one after the other. */
    private static final class LogSums {

        private final double[] largest;
        private final double[] sums; // of exp(x - largest)

        LogSums(int columns) {
            largest = new double[columns];
            sums = new double[columns];
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        }

        void add(float[] row, double scale) {
            for (int k = 0; k < largest.length; k++) {
                add(k, row[k] * scale, 1);
            }
        }

        void add(LogSums other) {
            for (int k = 0; k < largest.length; k++) {
                add(k, other.largest[k], other.sums[k]);
            }
        }

        /** Adds times * exp(x) to a column. */
        private void add(int k, double x, double times) {
            if (x <= largest[k]) {
                sums[k] += times * Math.exp(x - largest[k]);
            } else {
                sums[k] = sums[k] * Math.exp(largest[k] - x) + times;
                largest[k] = x;
            }
        }

        double[] negative() {
            double[] logs = new double[largest.length];
            Arrays.setAll(logs, k -> -largest[k] - Math.log(sums[k]));
            return logs;
        }
    }
}
