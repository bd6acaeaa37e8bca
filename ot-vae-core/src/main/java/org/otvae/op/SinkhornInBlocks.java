package org.otvae.op;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
        double[] potentials = over(RawColumns::new).negativeLogs(); // no row has the sum 1 yet
        for (int iteration = 1; iteration < iterations; iteration++) {
            double[] columns = over(() -> new Columns(potentials)).sums;
            for (int k = 0; k < codes; k++) {
                potentials[k] -= Math.log(columns[k]);
            }
        }
        return potentials;
    }

    /** The sums over the rows of all blocks; those of parts are added up in order, so that they have the same bits each time. */
    private <S extends Sums<S>> S over(Supplier<S> none) {
        S all = none.get();
        for (int b = 0; b < blocks.count(); b++) {
            INDArray scores = blocks.scores(b);
            HostArray host = HostArray.toRead(scores);
            RowBlocks rows = RowBlocks.of((int) scores.size(0), codes);
            List<S> parts = Stream.generate(none).limit(rows.count()).toList();
            rows.forEach((part, from, to) -> {
                S sums = parts.get(part);
                float[] row = new float[codes];
                for (int i = from; i < to; i++) {
                    host.read((long) i * codes, row, codes);
                    sums.addRow(row);
                }
            });
            parts.forEach(all::add);
        }
        return all;
    }

    /** What is added up of each column. */
    private interface Sums<S> {

        void addRow(float[] scores);

        void add(S other);
    }

    /** The sums of the columns where each row has the sum 1. */
    private final class Columns implements Sums<Columns> {

        private final double[] potentials;
        private final double[] sums = new double[codes];
        private final double[] x = new double[codes];

        Columns(double[] potentials) {
            this.potentials = potentials;
        }

        @Override
        public void addRow(float[] scores) {
            double largest = Loops.scoresPlus(scores, inverseEpsilon, potentials, x, codes);
            Loops.exp(x, -largest, x, codes);
            Loops.shiftAndScale(x, 0, 1 / Loops.sum(x, codes), codes);
            Loops.add(sums, x, codes);
        }

        @Override
        public void add(Columns other) {
            Loops.add(sums, other.sums, codes);
        }
    }

    /** The sums of the columns of exp(scores / epsilon), which no double may hold. */
    private final class RawColumns implements Sums<RawColumns> {

        private final double[] largest = new double[codes]; // exponents
        private final double[] sums = new double[codes]; // of exp(exponent - largest)

        RawColumns() {
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        }

        @Override
        public void addRow(float[] scores) {
            for (int k = 0; k < codes; k++) {
                add(k, scores[k] * inverseEpsilon, 1);
            }
        }

        @Override
        public void add(RawColumns other) {
            for (int k = 0; k < codes; k++) {
                add(k, other.largest[k], other.sums[k]);
            }
        }

        /** Adds times * exp(exponent) to a column. */
        private void add(int k, double exponent, double times) {
            if (exponent <= largest[k]) {
                sums[k] += times * Math.exp(exponent - largest[k]);
            } else {
                sums[k] = sums[k] * Math.exp(largest[k] - exponent) + times;
                largest[k] = exponent;
            }
        }

        double[] negativeLogs() {
            double[] logs = new double[codes];
            Arrays.setAll(logs, k -> -largest[k] - Math.log(sums[k]));
            return logs;
        }
    }
}
