package org.otvae.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otvae.graph.Schedule;

class SettingsTest {

    private static final Sample.Holder HOLDER = new Sample.Holder(new Sample.Inner(8, 1e-3,
            Sample.Rule.DUAL_POTENTIALS),
            0.1f, null, List.of(new Schedule.Linear(1, 0), new Schedule.Constant(Double.MIN_VALUE)));

    @Test
    void keepsTheOrderOfDeclarationAndNamesTypesWhereNeeded() {
        var settings = Settings.of(HOLDER);

        assertThat(settings.keySet()).containsExactly("part", "ratio", "absent", "schedules");
        assertThat(settings.get("part"))
                .isEqualTo(Map.of("type", Sample.Inner.class.getName(), "dim", 8, "epsilon", 0.001,
                "rule", "DUAL_POTENTIALS"));
        assertThat(settings.get("ratio")).isEqualTo(0.1);
        assertThat(settings.get("schedules")).isEqualTo(List.of(Map.of("type", "Linear", "from", 1.0, "to", 0.0),
                Map.of("type", "Constant", "value", Double.MIN_VALUE)));
    }

    @Test
    void readsBackWhatItWrote() {
        assertThat(Settings.read(Sample.Holder.class, Settings.of(HOLDER))).isEqualTo(HOLDER);
    }

    @Test
    void arraysAndListsSurvive() {
        var sample = new Sample("n", new Sample.Inner(1, 2, Sample.Rule.NEAREST), Long.MAX_VALUE, false,
                new Schedule.Plateau(1e-3, 0.5, 3, 1e-4), List.of(), new int[] {7});

        var back = Settings.read(Sample.class, Settings.of(sample));

        assertThat(back.sizes()).containsExactly(7);
        assertThat(back.steps()).isEqualTo(Long.MAX_VALUE);
        assertThat(back.rate()).isEqualTo(sample.rate());
    }

    @Test
    void refusesNothingAsAnElement() {
        var fields = new LinkedHashMap<String, Object>(Settings.of(new Sample("n", new Sample.Inner(1, 2, Sample.Rule.NEAREST), 1,
                false, new Schedule.Constant(1), List.of(1), new int[0])));
        fields.put("levels", java.util.Arrays.asList(1, null));

        assertThatThrownBy(() -> Settings.read(Sample.class, fields)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("levels");
    }

    @Test
    void refusesUnknownAndMissingNames() {
        var unknown = new LinkedHashMap<String, Object>(Settings.of(new Sample.Pair(1, 1)));
        unknown.put("middle", 1);
        var missing = Map.of("left", 1);

        assertThatThrownBy(() -> Settings.read(Sample.Pair.class, unknown)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected only left, right").hasMessageContaining("middle");
        assertThatThrownBy(() -> Settings.read(Sample.Pair.class, missing)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected \"right\"").hasMessageContaining("another version");
    }

    @Test
    void refusesClassesThatAreNotTheDeclaredKindOfRecord() {
        for (String name : List.of("java.lang.Runtime", "java.util.ArrayList", "no.such.Type",
                Sample.Pair.class.getName())) {
            var settings = new LinkedHashMap<String, Object>(Settings.of(HOLDER));
            settings.put("part", Map.of("type", name));

            assertThatThrownBy(() -> Settings.read(Sample.Holder.class, settings))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(name);
        }
    }

    @Test
    void namesThePathOfAWrongValue() {
        var settings = new LinkedHashMap<String, Object>(Settings.of(HOLDER));
        settings.put("part", Map.of("type", Sample.Inner.class.getName(), "dim", "many", "epsilon", 1, "rule",
                "NEAREST"));

        assertThatThrownBy(() -> Settings.read(Sample.Holder.class, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("part.dim expects int, found many");
    }
}
