package org.otvae.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.otvae.codebook.DeadCodeReset.Placement;
import org.otvae.provenance.Seed;

class DeadCodeResetTest {

    private static final float[] LATENTS = {10, 10, 20, 20, 30, 30, 40, 40};

    private static CodebookUpdate.State state(float... counts) {
        float[] codes = new float[2 * counts.length];
        float[] sums = new float[codes.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = 1 + i;
            sums[i] = codes[i] * counts[i / 2];
        }
        return new CodebookUpdate.State(codes, counts, sums);
    }

    @Test
    void aDeadCodeMovesToALatentAndKeepsItsCountAndSum() {
        CodebookUpdate.State state = state(5, 0.5f, 1);

        new DeadCodeReset(1, Placement.RANDOM_LATENT).apply(state, LATENTS, new int[4], new Seed(1));

        assertThat(state.codes()[2]).isIn(10f, 20f, 30f, 40f).isEqualTo(state.codes()[3]);
        assertThat(state.counts()).containsExactly(5, 0.5f, 1);
        assertThat(state.sums()).containsExactly(5, 10, 1.5f, 2, 5, 6);
    }

    @Test
    void aCountedResetStartsTheCountAgainSoThatTheCodeStays() {
        CodebookUpdate.State state = state(5, 0.5f, 1);

        new DeadCodeReset(1, Placement.RANDOM_LATENT_COUNTED).apply(state, LATENTS, new int[4], new Seed(1));

        assertThat(state.codes()[2]).isIn(10f, 20f, 30f, 40f);
        assertThat(state.counts()).containsExactly(5, 1, 1);
        assertThat(state.sums()).containsExactly(5, 10, state.codes()[2], state.codes()[3], 5, 6);
    }

    @Test
    void codesInUseStay() {
        CodebookUpdate.State state = state(5, 1, 1);

        new DeadCodeReset(1, Placement.RANDOM_LATENT).apply(state, LATENTS, new int[4], new Seed(1));

        assertThat(state.codes()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void deadCodesGetDifferentLatentsWhileThereAreEnough() {
        CodebookUpdate.State state = state(0, 0, 0, 0, 0);

        new DeadCodeReset(1, Placement.RANDOM_LATENT).apply(state, LATENTS, new int[4], new Seed(1));

        float[] first = {state.codes()[0], state.codes()[2], state.codes()[4], state.codes()[6]};
        assertThat(first).containsExactlyInAnyOrder(10, 20, 30, 40);
        assertThat(state.codes()[8]).isEqualTo(first[0]);
    }

    @Test
    void aDeadCodeStartsBesideTheMostUsedAndSharesItsCount() {
        CodebookUpdate.State state = state(0.2f, 8, 3);

        new DeadCodeReset(1, Placement.NEAR_MOST_USED).apply(state, LATENTS, new int[4], new Seed(1));

        assertThat(state.counts()).containsExactly(4, 4, 3);
        assertThat(state.codes()[0]).isCloseTo(3, within(0.2f)).isNotEqualTo(3f); // norm 5, deviation 0.035
        assertThat(state.codes()[1]).isCloseTo(4, within(0.2f)).isNotEqualTo(4f);
        for (int i = 0; i < 4; i++) {
            assertThat(state.sums()[i]).isEqualTo(4 * state.codes()[i]);
        }
        assertThat(state.codes()).endsWith(3, 4, 5, 6);
    }

    /** Counts may not vanish, and no living code may die by sharing. */
    @Test
    void aCodeThatIsHardlyUsedItselfIsNotSplit() {
        CodebookUpdate.State dead = state(0.4f, 0.2f);
        CodebookUpdate.State alive = state(0.2f, 1.5f, 0.3f);

        new DeadCodeReset(1, Placement.NEAR_MOST_USED).apply(dead, LATENTS, new int[4], new Seed(1));
        new DeadCodeReset(1, Placement.NEAR_MOST_USED).apply(alive, LATENTS, new int[4], new Seed(1));

        assertThat(dead.counts()).containsExactly(0.4f, 0.2f);
        assertThat(alive.counts()).containsExactly(0.2f, 1.5f, 0.3f);
    }

    @Test
    void theSeedDecidesWhere() {
        assertThat(firstCodes(1)).containsExactly(firstCodes(1)).isNotEqualTo(firstCodes(2));
    }

    private static float[] firstCodes(long seed) {
        CodebookUpdate.State state = state(0, 0, 0, 0);
        new DeadCodeReset(1, Placement.RANDOM_LATENT).apply(state, LATENTS, new int[4], new Seed(seed));
        return state.codes();
    }

    @Test
    void rulesFollowOneAnother() {
        CodebookUpdate.State state = state(1, 1);
        CodebookUpdate rule = new ExponentialMovingAverage(0.5, 0)
                .then(new DeadCodeReset(0.9, Placement.RANDOM_LATENT));

        rule.apply(state, new float[] {7, 7, 7, 7}, new int[] {0, 0}, new Seed(1));

        assertThat(state.counts()).containsExactly(1.5f, 0.5f);
        assertThat(state.codes()).containsExactly((0.5f + 7) / 1.5f, (1 + 7) / 1.5f, 7, 7);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new DeadCodeReset(0, Placement.RANDOM_LATENT))
                .hasMessage("minimumCount must be greater than 0, found 0.0");
        assertThatThrownBy(() -> new DeadCodeReset(1, null)).hasMessage("placement");
    }
}
