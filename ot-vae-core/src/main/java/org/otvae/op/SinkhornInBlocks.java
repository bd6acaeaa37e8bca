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

    SinkhornInBlocks(Sinkhorn.Blocks blocks, int codes, double epsilon) {
        this.blocks = blocks;
        this.codes = codes;
        this.inverseEpsilon = 1 / epsilon;
    }

    /** Moves potentials, in units of epsilon, by so many iterations. */
    void refine(double[] potentials, int iterations) {
        for (int iteration = 0; iteration < iterations; iteration++) {
            double[] columns = columns(potentials);
            for (int k = 0; k < codes; k++) {
                potentials[k] -= Math.log(columns[k]);
            }
        }
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
}
