package org.otvae.prior;

import java.util.SplittableRandom;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.provenance.Seed;

/**
 * Sequences of a Markov chain whose entropy is known, for tests. The next code is the last one plus 1 + class with
 * probability {@value #STAY}, and any code with equal probability otherwise; the first code is uniform.
 */
record MarkovCorpus(int codes, int positions, int classes, int train, int validation) implements Corpus {

    static final double STAY = 0.8;

    @Override
    public String name() {
        return "markov";
    }

    @Override
    public long[] exampleShape() {
        return new long[] {1 + positions};
    }

    @Override
    public int size(Split split) {
        return split == Split.TRAIN ? train : split == Split.VALIDATION ? validation : 0;
    }

    @Override
    public String fingerprint() {
        return "00";
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        SplittableRandom random = new Seed(1).derive(split.name()).derive(index).random();
        int label = index % classes;
        int code = random.nextInt(codes);
        target[offset] = label;
        for (int t = 0; t < positions; t++) {
            target[offset + 1 + t] = code;
            code = random.nextDouble() < STAY ? (code + 1 + label) % codes : random.nextInt(codes);
        }
    }

    /** Bits per code of the true distribution, given the class. */
    double bits() {
        double likely = STAY + (1 - STAY) / codes;
        double other = (1 - STAY) / codes;
        double rate = -likely * log2(likely) - (codes - 1) * other * log2(other);
        return (log2(codes) + (positions - 1) * rate) / positions;
    }

    static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
