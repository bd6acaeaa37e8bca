package org.otvae.train;

import java.util.Objects;
import org.otvae.graph.Schedule;

/**
 * How a model is trained: everything but the model and the data. Nine components, because each is a setting of its own on
 * the command line.
 *
 * @param batchSize            examples per step, at least 1; a last incomplete batch of an epoch is left out
 * @param epochs               passes over the training split, at least 1; not read where {@code steps} is above 0
 * @param steps                length of the run in steps; 0 means as many as {@code epochs} make
 * @param learningRate         of Adam, for all parameters but the codebook
 * @param codebookLearningRate of Adam, for the codebook when gradients move it
 * @param gradientClip         the norm of all gradients together is cut to this; 0 for no clipping
 * @param checkpointEverySteps steps between checkpoints, at least 1; one is written after each epoch and at the end too
 * @param patience             validations without a better loss after which the run stops; 0 to run to the end
 * @param seed                 the seed of everything random in the run
 */
public record TrainingPlan(int batchSize, int epochs, long steps, Schedule learningRate, Schedule codebookLearningRate,
        double gradientClip, int checkpointEverySteps, int patience, long seed) {

    public TrainingPlan {
        requireAtLeast(batchSize, 1, "batchSize");
        requireAtLeast(epochs, 1, "epochs");
        requireAtLeast(steps, 0, "steps");
        requireAtLeast(checkpointEverySteps, 1, "checkpointEverySteps");
        requireAtLeast(patience, 0, "patience");
        if (!(gradientClip >= 0)) {
            throw new IllegalArgumentException("gradientClip must be at least 0, found " + gradientClip);
        }
        Objects.requireNonNull(learningRate, "learningRate");
        Objects.requireNonNull(codebookLearningRate, "codebookLearningRate");
        requireCounted(learningRate, codebookLearningRate, "codebookLearningRate");
    }

    /**
     * Checks that a plateau among a model's schedules is one that the trainer counts: it counts those of the learning rate.
     *
     * @throws IllegalArgumentException if it is another
     */
    void requireCounted(String name, Schedule schedule) {
        requireCounted(learningRate, schedule, name);
    }

    private static void requireCounted(Schedule counted, Schedule schedule, String name) {
        boolean follows = !(schedule instanceof Schedule.Plateau own) || counted instanceof Schedule.Plateau plateau
                && plateau.patience() == own.patience() && plateau.threshold() == own.threshold();
        if (!follows) {
            throw new IllegalArgumentException("expected of a plateau for " + name + " that the learning rate is one with the same "
                    + "patience and threshold, as the trainer counts that one's, found " + schedule + " beside " + counted
                    + "; change both together");
        }
    }

    /** Full batches in one pass over {@code examples} examples. */
    public long stepsPerEpoch(int examples) {
        if (examples < batchSize) {
            throw new IllegalArgumentException("batchSize is " + batchSize + " but there are only " + examples
                    + " training examples; choose a smaller plan.batchSize");
        }
        return examples / batchSize;
    }

    /** The length of the run in steps. */
    public long totalSteps(int examples) {
        return steps > 0 ? steps : epochs * stepsPerEpoch(examples);
    }

    private static void requireAtLeast(long value, long least, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", found " + value);
        }
    }
}
