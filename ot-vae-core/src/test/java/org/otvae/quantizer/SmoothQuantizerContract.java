package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.op.GradientCheck;

/** What a quantizer promises besides whose codes are a differentiable function of latents and parameters. */
public abstract class SmoothQuantizerContract extends QuantizerContract {

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        QuantizerRun run = trained(DataType.DOUBLE, QuantizerRun.Loss.WITH_QUANTIZER);
        INDArray latents = latents(DataType.DOUBLE);
        INDArray logVariance = logVariance(DataType.DOUBLE);
        run.logVariance(logVariance).run(latents, 2);
        Set<String> names = new TreeSet<>(reachedFromCodes());
        names.addAll(reachedFromLoss());

        for (String name : names) {
            run.run(latents, 2);
            INDArray gradient = run.gradient(name);
            INDArray place = name.equals(QuantizerRun.LATENTS) ? latents
                    : name.equals(QuantizerRun.LOG_VARIANCE) ? logVariance : run.weights().parameters().get(name);

            double worst = GradientCheck.worstError(place, gradient, () -> run.run(latents, 2).loss());

            assertThat(worst).as("relative error of the gradient in " + name).isLessThan(GradientCheck.TOLERANCE);
        }
    }
}
