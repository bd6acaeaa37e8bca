package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.graph.Schedule;
import org.otvae.op.GumbelSoftmax;

class SqVaeQuantizerTest {

    private static final int DIM = 4;
    private static final int CODES = 5;
    private static final double INITIAL = 2;
    private static final Codebook TABLE = new Codebook(CODES, DIM, new CodebookInit.Normal(1));

    /** softmax(x / temperature). */
    static double[] softmax(double[] x, double temperature) {
        double largest = java.util.Arrays.stream(x).max().orElseThrow();
        double[] shares = java.util.Arrays.stream(x).map(value -> Math.exp((value - largest) / temperature)).toArray();
        double sum = java.util.Arrays.stream(shares).sum();
        return java.util.Arrays.stream(shares).map(value -> value / sum).toArray();
    }

    /** The four types share everything but the variance. */
    abstract static class Type extends SmoothQuantizerContract {
        abstract SqVaeQuantizer.Variance variance();

        /** v of a row and dimension, from the contract's log-variances. */
        abstract double own(INDArray logVariance, int row, int dimension);

        SqVaeQuantizer.Combination combination() {
            return SqVaeQuantizer.Combination.SUM;
        }

        /** Σ of a row and dimension before the first step. */
        double sigma(INDArray logVariance, int row, int dimension) {
            double own = own(logVariance, row, dimension);
            return combination() == SqVaeQuantizer.Combination.SUM ? INITIAL + own : INITIAL * own;
        }

        @Override
        protected Quantizer quantizer() {
            return new SqVaeQuantizer(TABLE, variance(), combination(), INITIAL, Schedule.constant(0.8));
        }

        @Override
        protected boolean samples() {
            return true;
        }

        @Override
        protected Set<String> reachedFromCodes() {
            return variance() == SqVaeQuantizer.Variance.SHARED
                    ? Set.of("latents", "codebook", "quantizer.logVariance")
                    : Set.of("latents", "codebook", "quantizer.logVariance", "logVariance");
        }

        @Override
        protected Set<String> reachedFromLoss() {
            return reachedFromCodes();
        }

        @Test
        void lossAndCodesAreThoseOfTheFormulas() {
            INDArray z = latents(DataType.DOUBLE);
            INDArray logVariance = logVariance(DataType.DOUBLE);
            QuantizerRun run = trained(DataType.DOUBLE, QuantizerRun.Loss.WITH_QUANTIZER).run(z, 4);
            INDArray table = run.weights().named("codebook");
            INDArray noise = GumbelSoftmax.noise(run.noiseSeed("gumbel"), 4, ROWS, CODES);
            double expected = 0;
            for (int i = 0; i < ROWS; i++) {
                double[] logits = new double[CODES];
                double[] noisy = new double[CODES];
                for (int k = 0; k < CODES; k++) {
                    for (int d = 0; d < DIM; d++) {
                        double difference = z.getDouble(i, d) - table.getDouble(k, d);
                        logits[k] -= difference * difference / sigma(logVariance, i, d) / 2;
                    }
                    noisy[k] = logits[k] + noise.getDouble(i, k);
                }
                double[] p = softmax(logits, 1);
                double[] share = softmax(noisy, 0.8);
                for (int k = 0; k < CODES; k++) {
                    expected += p[k] * Math.log(p[k]);
                }
                for (int d = 0; d < DIM; d++) {
                    double code = 0;
                    for (int k = 0; k < CODES; k++) {
                        code += share[k] * table.getDouble(k, d);
                    }
                    expected += Math.pow(z.getDouble(i, d) - code, 2) / sigma(logVariance, i, d) / 2;
                    assertThat(run.codes().getDouble(i, d)).isCloseTo(code, within(1e-9));
                }
            }

            assertThat(run.quantizerLoss()).isCloseTo(expected / (ROWS / POSITIONS), within(1e-9));
        }
    }

    @Nested
    class TypeOne extends Type {
        @Override
        SqVaeQuantizer.Variance variance() {
            return SqVaeQuantizer.Variance.SHARED;
        }

        @Override
        double own(INDArray logVariance, int row, int dimension) {
            return 1;
        }
    }

    @Nested
    class TypeTwo extends Type {
        @Override
        SqVaeQuantizer.Variance variance() {
            return SqVaeQuantizer.Variance.PER_EXAMPLE;
        }

        @Override
        double own(INDArray logVariance, int row, int dimension) {
            double sum = 0;
            int first = row / POSITIONS * POSITIONS;
            for (int i = first; i < first + POSITIONS; i++) {
                for (int d = 0; d < DIM; d++) {
                    sum += logVariance.getDouble(i, d);
                }
            }
            return Math.exp(sum / POSITIONS / DIM);
        }
    }

    @Nested
    class TypeThree extends Type {
        @Override
        SqVaeQuantizer.Variance variance() {
            return SqVaeQuantizer.Variance.PER_POSITION;
        }

        @Override
        double own(INDArray logVariance, int row, int dimension) {
            double sum = 0;
            for (int d = 0; d < DIM; d++) {
                sum += logVariance.getDouble(row, d);
            }
            return Math.exp(sum / DIM);
        }
    }

    @Nested
    class TypeFour extends Type {
        @Override
        SqVaeQuantizer.Variance variance() {
            return SqVaeQuantizer.Variance.PER_DIMENSION;
        }

        @Override
        double own(INDArray logVariance, int row, int dimension) {
            return Math.exp(logVariance.getDouble(row, dimension));
        }
    }

    @Nested
    class TypeOneOfSpeech extends TypeOne {
        @Override
        SqVaeQuantizer.Combination combination() {
            return SqVaeQuantizer.Combination.PRODUCT;
        }
    }

    @Nested
    class TypeTwoOfSpeech extends TypeTwo {
        @Override
        SqVaeQuantizer.Combination combination() {
            return SqVaeQuantizer.Combination.PRODUCT;
        }
    }

    @Nested
    class TypeThreeOfSpeech extends TypeThree {
        @Override
        SqVaeQuantizer.Combination combination() {
            return SqVaeQuantizer.Combination.PRODUCT;
        }
    }

    @Nested
    class TypeFourOfSpeech extends TypeFour {
        @Override
        SqVaeQuantizer.Combination combination() {
            return SqVaeQuantizer.Combination.PRODUCT;
        }
    }

    @Test
    void onlyTypeOneNeedsNoLogVariance() {
        for (SqVaeQuantizer.Variance variance : SqVaeQuantizer.Variance.values()) {
            boolean needed = new SqVaeQuantizer(TABLE, variance, SqVaeQuantizer.Combination.SUM, 1, Schedule.constant(1)).needsLogVariance();

            assertThat(needed).isEqualTo(variance != SqVaeQuantizer.Variance.SHARED);
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new SqVaeQuantizer(TABLE, SqVaeQuantizer.Variance.SHARED, SqVaeQuantizer.Combination.SUM, 0,
                Schedule.constant(1)))
                .hasMessage("initialVariance must be greater than 0, found 0.0");
        assertThatThrownBy(() -> new SqVaeQuantizer(TABLE, null, SqVaeQuantizer.Combination.SUM, 1, Schedule.constant(1)))
                .hasMessage("variance");
        assertThatThrownBy(() -> new SqVaeQuantizer(TABLE, SqVaeQuantizer.Variance.SHARED, null, 1, Schedule.constant(1)))
                .hasMessage("combination");
    }
}
