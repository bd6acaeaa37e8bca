package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.otvae.graph.Schedule;

class TrainingPlanTest {

    private static final Schedule RATE = Schedule.constant(1e-3);

    private static TrainingPlan plan(int batchSize, int epochs, long steps, double clip, int every, int patience) {
        return new TrainingPlan(batchSize, epochs, steps, RATE, RATE, clip, every, patience, 1);
    }

    @Test
    void stepsFollowFromEpochsUnlessGiven() {
        assertThat(plan(32, 3, 0, 0, 100, 0).totalSteps(100)).isEqualTo(9);
        assertThat(plan(32, 3, 50, 0, 100, 0).totalSteps(100)).isEqualTo(50);
        assertThat(plan(32, 3, 50, 0, 100, 0).stepsPerEpoch(100)).isEqualTo(3);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> plan(0, 1, 0, 0, 1, 0)).hasMessage("batchSize must be at least 1, found 0");
        assertThatThrownBy(() -> plan(1, 0, 0, 0, 1, 0)).hasMessage("epochs must be at least 1, found 0");
        assertThatThrownBy(() -> plan(1, 1, -1, 0, 1, 0)).hasMessage("steps must be at least 0, found -1");
        assertThatThrownBy(() -> plan(1, 1, 0, -1, 1, 0)).hasMessage("gradientClip must be at least 0, found -1.0");
        assertThatThrownBy(() -> plan(1, 1, 0, 0, 0, 0)).hasMessage("checkpointEverySteps must be at least 1, found 0");
        assertThatThrownBy(() -> plan(1, 1, 0, 0, 1, -1)).hasMessage("patience must be at least 0, found -1");
        assertThatThrownBy(() -> new TrainingPlan(1, 1, 0, null, RATE, 0, 1, 0, 1)).hasMessage("learningRate");
    }

    /** The trainer counts the reductions of the learning rate's plateau; another would stay where it began. */
    @Test
    void aPlateauThatNobodyCountsIsRefused() {
        var plateau = new Schedule.Plateau(1e-2, 0.5, 3, 1e-4);
        var slower = new Schedule.Plateau(1e-3, 0.5, 9, 1e-4);

        assertThatThrownBy(() -> new TrainingPlan(1, 1, 0, RATE, plateau, 0, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a plateau for codebookLearningRate that the learning rate is one with the same patience")
                .hasMessageEndingWith(" beside Constant[value=0.001]; change both together");
        assertThatThrownBy(() -> new TrainingPlan(1, 1, 0, slower, plateau, 0, 1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        var plan = new TrainingPlan(1, 1, 0, plateau, new Schedule.Plateau(1, 0.1, 3, 1e-4), 0, 1, 0, 1);
        plan.requireCounted("epsilon", plateau);
        assertThatThrownBy(() -> plan.requireCounted("epsilon", slower)).hasMessageContaining("a plateau for epsilon");
    }

    @Test
    void aBatchLargerThanTheSplitIsRefused() {
        assertThatThrownBy(() -> plan(128, 1, 0, 0, 1, 0).stepsPerEpoch(100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchSize is 128 but there are only 100 training examples; "
                        + "choose a smaller plan.batchSize");
    }
}
