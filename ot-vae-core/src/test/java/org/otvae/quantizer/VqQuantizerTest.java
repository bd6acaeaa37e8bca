package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.codebook.CodebookUpdate;
import org.otvae.codebook.DeadCodeReset;
import org.otvae.codebook.ExponentialMovingAverage;
import org.otvae.codebook.Rows;
import org.otvae.graph.Weights;

class VqQuantizerTest {

    private static final Codebook CODES = new Codebook(5, 4, new CodebookInit.Normal(1));

    @Nested
    class Plain extends QuantizerContract {
        @Override
        protected Quantizer quantizer() {
            return new VqQuantizer(CODES, 0.25, 1, null);
        }

        @Override
        protected boolean samples() {
            return false;
        }

        @Override
        protected Set<String> reachedFromCodes() {
            return Set.of("latents");
        }

        @Override
        protected Set<String> reachedFromLoss() {
            return Set.of("latents", "codebook");
        }

        @Test
        void gradientsPassStraightThrough() {
            QuantizerRun run = trained(DataType.DOUBLE, QuantizerRun.Loss.DOWNSTREAM).run(latents(DataType.DOUBLE), 0);

            assertThat(run.gradient("latents")).isEqualTo(run.direction(ROWS));
        }
    }

    /** What quantizers whose codes follow the latents have in common. */
    abstract static class Followed extends QuantizerContract {
        abstract CodebookUpdate update();

        @Override
        protected Quantizer quantizer() {
            return new VqQuantizer(new Codebook(5, 4, new CodebookInit.FirstBatch(0)), 0.25, 1, update());
        }

        @Override
        protected boolean samples() {
            return false;
        }

        @Override
        protected Set<String> reachedFromCodes() {
            return Set.of("latents");
        }

        @Override
        protected Set<String> reachedFromLoss() {
            return Set.of("latents");
        }

        @Test
        void theCodebookIsAStateThatStepsMove() {
            QuantizerRun run = trained(DataType.FLOAT, QuantizerRun.Loss.WITH_QUANTIZER);
            float[] before = Codebook.values(run.weights());

            run.run(latents(DataType.FLOAT), 0).update(0);

            assertThat(run.weights().parameters()).isEmpty();
            assertThat(run.weights().states()).containsOnlyKeys("codebook", "codebook.counts", "codebook.sums");
            assertThat(Codebook.values(run.weights())).isNotEqualTo(before);
        }

        @Test
        void twoRunsMoveTheCodesAlike() {
            float[] one = afterThreeSteps();

            assertThat(afterThreeSteps()).containsExactly(one);
        }

        private float[] afterThreeSteps() {
            QuantizerRun run = trained(DataType.FLOAT, QuantizerRun.Loss.WITH_QUANTIZER);
            for (int step = 0; step < 3; step++) {
                run.run(QuantizerRun.normal(step, ROWS, 4, 2, DataType.FLOAT), step).update(step);
            }
            return Codebook.values(run.weights());
        }
    }

    @Nested
    class MovingAverage extends Followed {
        @Override
        CodebookUpdate update() {
            return new ExponentialMovingAverage(0.99, 1e-5);
        }
    }

    @Nested
    class MovingAverageWithReset extends Followed {
        @Override
        CodebookUpdate update() {
            return new ExponentialMovingAverage(0.99, 0)
                    .then(new DeadCodeReset(1, DeadCodeReset.Placement.RANDOM_LATENT));
        }
    }

    @Nested
    class WilliamsReset extends Followed {
        @Override
        CodebookUpdate update() {
            return new ExponentialMovingAverage(0.99, 1e-5)
                    .then(new DeadCodeReset(1, DeadCodeReset.Placement.NEAR_MOST_USED));
        }
    }

    /** Two latents, two codes: (1, 0.25) goes to (1, 1), (0, -2) to (0, 0). */
    private static QuantizerRun byHand(VqQuantizer quantizer, QuantizerRun.Loss loss) {
        Weights weights = QuantizerRun.weights(DataType.DOUBLE);
        QuantizerRun run = QuantizerRun.training(quantizer, weights, 1, loss);
        Rows.into(weights.named("codebook"), new float[] {0, 0, 1, 1});
        return run.run(Nd4j.createFromArray(new double[][] {{1, 0.25}, {0, -2}}), 0);
    }

    @Test
    void lossIsCommitmentPlusCodebookTerm() {
        Codebook two = new Codebook(2, 2, new CodebookInit.Normal(1));
        double meanSquare = (0.75 * 0.75 + 2 * 2) / 4;

        QuantizerRun run = byHand(new VqQuantizer(two, 0.25, 1, null), QuantizerRun.Loss.WITH_QUANTIZER);

        assertThat(run.indices()).containsExactly(1, 0);
        assertThat(run.codes().toDoubleMatrix()).isDeepEqualTo(new double[][] {{1, 1}, {0, 0}});
        assertThat(run.quantizerLoss()).isCloseTo(1.25 * meanSquare, within(1e-12));
        assertThat(run.gradient("codebook").toDoubleMatrix()).isDeepEqualTo(new double[][] {{0, 1}, {0, 0.375}});
        INDArray pull = run.gradient("latents").sub(run.direction(2));
        assertThat(pull.getDouble(0, 1)).isCloseTo(-0.25 * 0.375, within(1e-12));
        assertThat(pull.getDouble(1, 1)).isCloseTo(-0.25, within(1e-12));
    }

    @Test
    void withAnUpdateOnlyTheCommitmentTermRemains() {
        Codebook two = new Codebook(2, 2, new CodebookInit.Normal(1));
        VqQuantizer quantizer = new VqQuantizer(two, 0.25, 1, new ExponentialMovingAverage(0.9, 0));

        QuantizerRun run = byHand(quantizer, QuantizerRun.Loss.WITH_QUANTIZER);

        assertThat(run.quantizerLoss()).isCloseTo(0.25 * (0.75 * 0.75 + 2 * 2) / 4, within(1e-12));
    }

    @Test
    void sumsStartAtTheCodesSoThatAFirstStepMovesLittle() {
        VqQuantizer quantizer = new VqQuantizer(CODES, 0.25, 1, new ExponentialMovingAverage(0.99, 0));
        INDArray latents = QuantizerRun.normal(1, 12, 4, 1, DataType.FLOAT);

        QuantizerRun run = QuantizerRun.training(quantizer, QuantizerRun.weights(DataType.FLOAT), 4,
                QuantizerRun.Loss.DOWNSTREAM).prepare(latents);

        assertThat(Rows.of(run.weights().state("codebook.sums"))).containsExactly(Codebook.values(run.weights()));
        assertThat(Rows.of(run.weights().state("codebook.counts"))).containsOnly(1);
    }

    @Test
    void negativeWeightsAreRefused() {
        assertThatThrownBy(() -> new VqQuantizer(CODES, -1, 1, null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("commitmentWeight and codebookWeight must be at least 0, found -1.0 and 1.0");
        assertThatThrownBy(() -> new VqQuantizer(CODES, 0.25, Double.NaN, null))
                .hasMessageEndingWith("found 0.25 and NaN");
    }
}
