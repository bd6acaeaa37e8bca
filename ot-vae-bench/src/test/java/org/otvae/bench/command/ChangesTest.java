package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otvae.bench.experiment.Experiments;

class ChangesTest {

    @Test
    void optionsAndSettingsAddUp() {
        var changes = new Changes(Map.of("plan.batchSize", "8")).and("--seed", "plan.seed", 7L).and("--epochs", "plan.epochs", null);

        var plan = changes.of(Experiments.named("demo-vq")).plan();

        assertThat(plan.batchSize()).isEqualTo(8);
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(changes).hasToString("{plan.batchSize=8, plan.seed=7}");
    }

    @Test
    void aSettingThatIsGivenTwiceIsRefused() {
        var changes = new Changes(Map.of("plan.seed", "3"));

        assertThatThrownBy(() -> changes.and("--seed", "plan.seed", 7L)).isInstanceOf(UsageException.class)
                .hasMessage("expected --seed or --set plan.seed, found both; leave one of them out");
    }
}
