package org.otvae.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static double at(Schedule schedule, double fraction) {
        return schedule.at(new Schedule.Progress(fraction, 0));
    }

    @Test
    void aConstantStays() {
        assertThat(at(Schedule.constant(0.3), 0)).isEqualTo(0.3);
        assertThat(at(Schedule.constant(0.3), 1)).isEqualTo(0.3);
    }

    @Test
    void endsAndMiddlesAreWhatTheNamesSay() {
        Schedule linear = new Schedule.Linear(1, 0.2);
        Schedule exponential = new Schedule.Exponential(1, 0.01);
        Schedule cosine = new Schedule.Cosine(1, 0.2);

        assertThat(at(linear, 0)).isEqualTo(1);
        assertThat(at(linear, 0.5)).isCloseTo(0.6, within(1e-12));
        assertThat(at(linear, 1)).isCloseTo(0.2, within(1e-12));
        assertThat(at(exponential, 0)).isEqualTo(1);
        assertThat(at(exponential, 0.5)).isCloseTo(0.1, within(1e-12));
        assertThat(at(exponential, 1)).isCloseTo(0.01, within(1e-12));
        assertThat(at(cosine, 0)).isCloseTo(1, within(1e-12));
        assertThat(at(cosine, 0.25)).isCloseTo(0.2 + 0.4 * (1 + Math.sqrt(0.5)), within(1e-12));
        assertThat(at(cosine, 0.5)).isCloseTo(0.6, within(1e-12));
        assertThat(at(cosine, 1)).isCloseTo(0.2, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.29, 1", "0.3, 0.5", "0.59, 0.5", "0.6, 0.25", "0.95, 0.125", "1, 0.125"})
    void stepsComeAfterEachShareOfTheRun(double fraction, double expected) {
        assertThat(at(new Schedule.Step(1, 0.5, 0.3), fraction)).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "0.59, 8", "0.6, 4", "0.79, 4", "0.8, 2", "1, 2"})
    void milestonesComeWhereTheyAreSaid(double fraction, double expected) {
        assertThat(at(new Schedule.Milestones(8, 0.5, List.of(0.6, 0.8)), fraction)).isEqualTo(expected);
    }

    @Test
    void theLeastValueIsAtAnEnd() {
        assertThat(new Schedule.Linear(1, 0.25).least()).isEqualTo(0.25);
        assertThat(new Schedule.Cosine(0, 1).least()).isZero();
        assertThat(Schedule.constant(2).least()).isEqualTo(2);
    }

    @Test
    void aPlateauLooksAtReductionsAlone() {
        Schedule plateau = new Schedule.Plateau(0.1, 0.5, 3, 1e-4);

        assertThat(plateau.at(new Schedule.Progress(0, 0))).isEqualTo(0.1);
        assertThat(plateau.at(new Schedule.Progress(0.9, 0))).isEqualTo(0.1);
        assertThat(plateau.at(new Schedule.Progress(0.2, 3))).isCloseTo(0.0125, within(1e-12));
    }

    @Test
    void progressRunsFromZeroToOne() {
        assertThat(Schedule.Progress.at(0, 11, 0).fraction()).isZero();
        assertThat(Schedule.Progress.at(5, 11, 0).fraction()).isEqualTo(0.5);
        assertThat(Schedule.Progress.at(10, 11, 2)).isEqualTo(new Schedule.Progress(1, 2));
        assertThat(Schedule.Progress.at(20, 11, 0).fraction()).isEqualTo(1);
        assertThat(Schedule.Progress.at(0, 1, 0).fraction()).isZero();
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> Schedule.constant(Double.NaN)).hasMessage("value must be a finite number, found NaN");
        assertThatThrownBy(() -> new Schedule.Exponential(1, 0))
                .hasMessage("to must be a finite number greater than 0, found 0.0");
        assertThatThrownBy(() -> new Schedule.Linear(Double.POSITIVE_INFINITY, 0))
                .hasMessageStartingWith("from must be");
        assertThatThrownBy(() -> new Schedule.Milestones(1, 0.5, List.of(0.6, 0.6)))
                .hasMessage("fractions must rise and lie between 0 and 1, found [0.6, 0.6]");
        assertThatThrownBy(() -> new Schedule.Step(1, 0.5, 0)).hasMessageStartingWith("every must be");
        assertThatThrownBy(() -> new Schedule.Plateau(1, 0.5, -1, 0))
                .hasMessage("patience must be at least 0, found -1");
    }
}
