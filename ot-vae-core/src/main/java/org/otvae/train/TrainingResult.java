package org.otvae.train;

/**
 * How a call of {@link Trainer#train} ended.
 *
 * @param step           steps done in all, earlier sessions of the run included
 * @param complete       whether the run reached its end (or stopped early by its own rule); false if it was asked to stop
 * @param seconds        time spent in training steps by this call, without validation and checkpoints
 * @param stepsPerSecond steps of this call by those seconds; NaN if it took none
 * @param secondsWaiting the part of those seconds in which training waited for its data
 */
public record TrainingResult(long step, boolean complete, double seconds, double stepsPerSecond, double secondsWaiting) {
}
