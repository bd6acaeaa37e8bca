package org.otvae.bench.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otvae.metric.Scores;

class TextTableTest {

    @Test
    void columnsAreAligned() {
        var table = new TextTable("method", "MSE");
        table.add("ot", "12.5");
        table.add("vq-ema", "3.0");

        assertThat(table.lines()).containsExactly("method   MSE", "------  ----", "ot      12.5", "vq-ema   3.0");
        assertThat(table.markdown()).containsExactly("| method | MSE |", "|---|---:|", "| ot | 12.5 |",
                "| vq-ema | 3.0 |");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new TextTable("a", "b").add("c")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 2 cells, found 1");
    }

    @Test
    void scoresAreScaledAndUnknownOnesAreDashes() {
        assertThat(ScoreCells.of("ot", new Scores(0.0052, 245.26, 230, 256, 256, Double.NaN), List.of()))
                .containsExactly("ot", "5.200", "245.3", "230.0", "256/256", "-");
    }

    @Test
    void measuresOfTheModalityHaveColumnsAndAreDashesWhereARowLacksThem() {
        var old = new Scores(0.0052, 245.26, 230, 256, 256, 20);
        var judged = new Scores(0.0041, 249.16, 222, 256, 256, 20, Map.of("ssim", 0.86543));
        var measures = ScoreCells.measures(List.of(old, judged));

        assertThat(ScoreCells.header(measures)).containsExactly("method", "MSE x1e3", "SSIM", "perplexity (set)",
                "perplexity (batch)", "active codes", "steps/s");
        assertThat(ScoreCells.of("old", old, measures)).containsExactly("old", "5.200", "-", "245.3", "230.0", "256/256",
                "20.0");
        assertThat(ScoreCells.of("ot", judged, measures)).contains("0.8654");
    }
}
