package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    private final Interruption interruption = new Interruption();
    private final List<String> asked = new ArrayList<>();

    @Test
    void nothingIsWaitedForBeforeTrainingBegan() throws InterruptedException {
        assertThat(interruption.ask(600)).isEqualTo("interrupted before training began");
    }

    @Test
    void whatWasSavedIsSaidToBe() throws InterruptedException {
        interruption.begun(() -> {
            asked.add("stop");
            interruption.saved();
            interruption.over();
        });

        assertThat(interruption.ask(600)).isEqualTo("interrupted; everything is saved");
        assertThat(asked).containsExactly("stop");
    }

    @Test
    void aRunThatFailedIsNotSaidToBeSaved() throws InterruptedException {
        interruption.begun(interruption::over);

        assertThat(interruption.ask(600)).isEqualTo("interrupted, and the run ended in an error; what was saved before is kept");
    }

    @Test
    void patienceEnds() throws InterruptedException {
        interruption.begun(() -> asked.add("stop"));

        assertThat(interruption.ask(0)).isEqualTo("interrupted before the last step was saved");
        assertThat(asked).containsExactly("stop");
    }
}
