package org.otvae.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {

    @Test
    void spreadTakesOneRowOfEachStretch() {
        float[] rows = new float[100 * 2];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i / 2;
        }

        float[] chosen = Rows.spread(rows, 2, 30);

        assertThat(chosen).hasSize(60);
        for (int i = 0; i < 30; i++) {
            assertThat(chosen[2 * i]).isEqualTo(chosen[2 * i + 1]).isBetween(i * 100 / 30f - 1, (i + 1) * 100 / 30f);
        }
        assertThat(Rows.spread(rows, 2, 30)).containsExactly(chosen);
    }

    @Test
    void spreadPrefersNoPlaceInAPattern() {
        float[] places = new float[6400];
        IntStream.range(0, places.length).forEach(i -> places[i] = i % 64);

        float[] chosen = Rows.spread(places, 1, 3200); // a stride of 2 would see even places alone

        long odd = IntStream.range(0, chosen.length).filter(i -> chosen[i] % 2 == 1).count();
        assertThat(odd).isBetween(1400L, 1800L);
    }

    @Test
    void fewRowsStayAsTheyAre() {
        float[] rows = {1, 2, 3, 4};

        assertThat(Rows.spread(rows, 2, 2)).isSameAs(rows);
    }
}
