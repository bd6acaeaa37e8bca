package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otvae.data.Json;
import org.otvae.graph.Schedule;

class ValidationHistoryTest {

    private static final Schedule PLATEAU = new Schedule.Plateau(1, 0.5, 2, 0.01);

    private static List<ValidationHistory> histories(Schedule schedule, double... losses) {
        List<ValidationHistory> histories = new ArrayList<>();
        ValidationHistory history = ValidationHistory.EMPTY;
        for (double loss : losses) {
            history = history.after(loss, schedule);
            histories.add(history);
        }
        return histories;
    }

    @Test
    void plateauReducesAsPyTorchDoes() {
        // ReduceLROnPlateau(factor=0.5, patience=2, threshold=0.01, threshold_mode="rel"), by its rule: better means
        // loss < reference · 0.99; more than 2 validations in a row without that reduce and start the count again.
        double[] losses = {1.0, 0.995, 0.992, 0.991, 0.98, 0.975, 0.974, 0.973, 0.972, 0.971, 0.9705, 0.5};

        List<Integer> reductions = histories(PLATEAU, losses).stream().map(ValidationHistory::reductions).toList();

        assertThat(reductions).containsExactly(0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3);
    }

    @Test
    void aLossEqualToTheThresholdIsNoImprovement() {
        List<ValidationHistory> histories = histories(new Schedule.Plateau(1, 0.5, 0, 0.5), 1.0, 0.5, 0.49);

        assertThat(histories.get(1).reductions()).isEqualTo(1);
        assertThat(histories.get(2).reductions()).isEqualTo(1);
    }

    @Test
    void bestIsTheLowestLossWhateverTheThreshold() {
        List<ValidationHistory> histories = histories(PLATEAU, 1.0, 0.999, 2.0, 0.999, 0.9);

        assertThat(histories.stream().map(ValidationHistory::isBest)).containsExactly(true, true, false, false, true);
        assertThat(histories.stream().map(ValidationHistory::sinceBest)).containsExactly(0, 0, 1, 2, 0);
        assertThat(histories.get(3).best()).isEqualTo(0.999);
        assertThat(ValidationHistory.EMPTY.isBest()).isFalse();
    }

    @Test
    void otherSchedulesNeverReduce() {
        List<ValidationHistory> histories = histories(Schedule.constant(1), 1, 1, 1, 1, 1, 1);

        assertThat(histories.get(5).reductions()).isZero();
        assertThat(histories.get(5).sinceBest()).isEqualTo(5);
    }

    @Test
    void fieldsComeBackThroughJson() {
        ValidationHistory late = histories(PLATEAU, 1.0, 0.1 + 0.2, 3, 3, 3).get(4);

        for (ValidationHistory history : List.of(late, ValidationHistory.EMPTY)) {
            Object read = Json.read(Json.bytes(history.fields()), 10_000);

            assertThat(ValidationHistory.of((java.util.Map<?, ?>) read)).isEqualTo(history);
        }
    }
}
