package org.otvae.train;

import java.nio.file.Path;
import org.otvae.metric.Scores;

/** Hears of what a trainer does, on the trainer's thread. */
public interface TrainingListener {

    /** Training starts or goes on. {@code step} steps of {@code steps} are done. */
    default void started(long step, long steps) {
    }

    /** A step was taken. */
    default void stepped(StepReport report) {
    }

    /** The model was judged on the validation split. */
    default void validated(long step, Scores scores, boolean best) {
    }

    /** A checkpoint was written. */
    default void saved(long step, Path checkpoint) {
    }

    /** Something a person should know, in one line; a checkpoint that had to be skipped, for instance. */
    default void noted(String line) {
    }

    /** The trainer returns. {@code complete} is false when it was asked to stop before the end. */
    default void finished(long step, boolean complete) {
    }
}
