package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.graph.Schedule;

class GumbelQuantizerTest extends SmoothQuantizerContract {

    private static final Codebook CODES = new Codebook(5, 4, new CodebookInit.Normal(1));

    @Override
    protected Quantizer quantizer() {
        return new GumbelQuantizer(CODES, new Schedule.Linear(1, 0.4), 0.3);
    }

    @Override
    protected boolean samples() {
        return true;
    }

    @Override
    protected Set<String> reachedFromCodes() {
        return Set.of("latents", "codebook", "quantizer.logits.weight", "quantizer.logits.bias");
    }

    @Override
    protected Set<String> reachedFromLoss() {
        return Set.of("latents", "quantizer.logits.weight", "quantizer.logits.bias");
    }

    private QuantizerRun withLogits(double first) {
        QuantizerRun run = trained(DataType.DOUBLE, QuantizerRun.Loss.WITH_QUANTIZER);
        run.weights().parameters().get("quantizer.logits.weight").assign(0);
        INDArray bias = run.weights().parameters().get("quantizer.logits.bias");
        bias.assign(0);
        bias.putScalar(0, first);
        return run.run(latents(DataType.DOUBLE), 0);
    }

    @Test
    void divergenceOfUniformLogitsIsZero() {
        assertThat(withLogits(0).quantizerLoss()).isCloseTo(0, within(1e-12));
    }

    @Test
    void divergenceOfACertainChoiceIsTheLogarithmOfTheNumberOfCodes() {
        QuantizerRun run = withLogits(200);

        assertThat(run.quantizerLoss()).isCloseTo(0.3 * POSITIONS * Math.log(5), within(1e-9));
        assertThat(run.indices()).containsOnly(0);
    }

    @Test
    void codesAreTheSampledMixtureOfTheTable() {
        QuantizerRun run = withLogits(0);
        INDArray noise = org.otvae.op.GumbelSoftmax.noise(run.noiseSeed("gumbel"), 0, ROWS, 5);
        INDArray table = run.weights().named("codebook");

        for (int i = 0; i < ROWS; i++) {
            double[] share = SqVaeQuantizerTest.softmax(noise.getRow(i).castTo(DataType.DOUBLE).toDoubleVector(), 0.7);
            for (int d = 0; d < 4; d++) {
                double expected = 0;
                for (int k = 0; k < 5; k++) {
                    expected += share[k] * table.getDouble(k, d);
                }
                assertThat(run.codes().getDouble(i, d)).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @Test
    void aNegativeWeightIsRefused() {
        assertThatThrownBy(() -> new GumbelQuantizer(CODES, Schedule.constant(1), -0.1))
                .hasMessage("klWeight must be at least 0, found -0.1");
    }
}
