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

class VqWaeQuantizerTest extends QuantizerContract {

    private static final Codebook CODES = new Codebook(5, 4, new CodebookInit.Normal(1));

    @Override
    protected Quantizer quantizer() {
        return new VqWaeQuantizer(CODES, 0.5, 0.1, 20);
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
    void penaltyIsTheCostOfTheTransportToUniformCodes() {
        QuantizerRun run = trained(DataType.DOUBLE, QuantizerRun.Loss.WITH_QUANTIZER).run(latents(DataType.DOUBLE), 0);
        double[][] distances = Transport.squaredDistances(latents(DataType.DOUBLE), run.weights().named("codebook"));
        double[][] plan = Transport.plan(Transport.times(distances, -1.0 / 4), 0.1, 20);

        double cost = Transport.inner(plan, distances); // rows of the plan sum to 1

        assertThat(run.quantizerLoss()).isCloseTo(0.5 * cost / (ROWS / POSITIONS), within(1e-9));
    }

    @Test
    void gradientOfThePenaltyHoldsThePlanConstant() {
        QuantizerRun run = trained(DataType.DOUBLE, QuantizerRun.Loss.WITH_QUANTIZER).run(latents(DataType.DOUBLE), 0);
        INDArray latents = latents(DataType.DOUBLE);
        INDArray table = run.weights().named("codebook");
        double[][] distances = Transport.squaredDistances(latents, table);
        double[][] plan = Transport.plan(Transport.times(distances, -1.0 / 4), 0.1, 20);
        INDArray pull = run.gradient("latents").sub(run.direction(ROWS));

        for (int i = 0; i < ROWS; i++) {
            for (int d = 0; d < 4; d++) {
                double expected = 0;
                for (int k = 0; k < 5; k++) {
                    expected += 0.5 * POSITIONS / ROWS * plan[i][k] * 2 * (latents.getDouble(i, d) - table.getDouble(k, d));
                }
                assertThat(pull.getDouble(i, d)).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new VqWaeQuantizer(CODES, -1, 0.1, 20))
                .hasMessage("weight must be at least 0, found -1.0");
        assertThatThrownBy(() -> new VqWaeQuantizer(CODES, 1, 0, 20))
                .hasMessage("epsilon must be greater than 0, found 0.0");
        assertThatThrownBy(() -> new VqWaeQuantizer(CODES, 1, 0.1, 0))
                .hasMessage("iterations must be at least 1, found 0");
    }
}
