package org.otvae.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentTest {

    private final Experiment smoke = Experiments.named("demo-vq", Scale.SMOKE);

    @Test
    void epochsSetTheLengthOfARunThatHasANumberOfSteps() {
        assertThat(smoke.plan().totalSteps(4_000)).isEqualTo(60);

        assertThat(smoke.with(Map.of("plan.epochs", "3")).plan().totalSteps(4_000)).isEqualTo(3 * 125);
        assertThat(smoke.with(Map.of("plan.epochs", "3", "plan.steps", "0")).plan().totalSteps(4_000)).isEqualTo(3 * 125);
        assertThat(smoke.with(Map.of("plan.steps", "7")).plan().totalSteps(4_000)).isEqualTo(7);
    }

    @Test
    void twoLengthsOfOneRunAreRefused() {
        assertThatThrownBy(() -> smoke.with(Map.of("plan.epochs", "3", "plan.steps", "7"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the length of a run in plan.epochs or in plan.steps, found 3 epochs and 7 steps; "
                        + "leave one of them out");
    }

    @Test
    void nothingChangedIsTheSame() {
        assertThat(smoke.with(Map.of())).isEqualTo(smoke);
    }
}
