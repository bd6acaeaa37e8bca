package org.otvae.train;

import java.util.Map;

/**
 * What one training step was like. Numbers of things that the model does not have are NaN.
 *
 * @param step           steps taken so far, this one included
 * @param steps          steps of the whole run
 * @param loss           the loss before the step
 * @param reconstruction its reconstruction part
 * @param quantization   its quantizer part, 0 if there is none
 * @param mse            mean squared error per value on the batch
 * @param perplexity     perplexity of the batch's hard codes
 * @param activeCodes    codes used by the batch
 * @param schedules      the values of all schedules at this step, by name, learning rates included
 * @param stepsPerSecond speed over the recent steps
 */
public record StepReport(long step, long steps, double loss, double reconstruction, double quantization, double mse,
        double perplexity, int activeCodes, Map<String, Double> schedules, double stepsPerSecond) {
}
