package org.otvae.op;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sinkhorn's iteration for potentials alone, over scores that are too many to be held at once: each iteration goes through
 * their blocks, gives every row the sum 1, and adds up the columns. What is kept is one number a column.
 */
final class SinkhornInBlocks {

    private final Sinkhorn.Blocks blocks;
    private final int codes;
    private final double inverseEpsilon;

    /** What one row adds to the columns of its part of the work. */
    private interface RowWork {
        void run(float[] row, double[] exponents, double[] columns);
    }

    SinkhornInBlocks(Sinkhorn.Blocks blocks, int codes, double epsilon) {
        this.blocks = blocks;
        this.codes = codes;
        this.inverseEpsilon = 1 / epsilon;
    }

    /** The centred potentials after so many iterations from others, both in units of score. */
    double[] refine(double[] from, int iterations) {
        double[] potentials = from.clone();
        Loops.shiftAndScale(potentials, 0, inverseEpsilon, codes);
        for (int iteration = 0; iteration < iterations; iteration++) {
            double[] columns = overRows((row, x, sums) -> {
                double largest = Loops.scoresPlus(row, inverseEpsilon, potentials, x, codes);
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

    /** The sums of the columns over all rows. */
    private double[] overRows(RowWork work) {
        double[] all = new double[codes];
        for (int b = 0; b < blocks.count(); b++) {
            INDArray scores = blocks.scores(b);
            HostArray host = HostArray.toRead(scores);
            RowBlocks rows = RowBlocks.of((int) scores.size(0), codes);
            double[][] parts = new double[rows.count()][codes];
            rows.forEach((part, from, to) -> {
                float[] row = new float[codes];
                double[] exponents = new double[codes];
                for (int i = from; i < to; i++) {
                    host.read((long) i * codes, row, codes);
                    work.run(row, exponents, parts[part]);
                }
            });
            for (double[] part : parts) {
                Loops.add(all, part, codes);
            }
        }
        return all;
    }
}
