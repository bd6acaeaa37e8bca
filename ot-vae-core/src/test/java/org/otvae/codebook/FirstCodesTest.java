package org.otvae.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otvae.provenance.Seed;

class FirstCodesTest {

    /** Three tight clusters of ten latents each around 0, 10 and 20. */
    private static float[] clusters() {
        SplittableRandom random = new SplittableRandom(1);
        float[] latents = new float[60];
        for (int i = 0; i < 60; i++) {
            latents[i] = (float) (10 * (i / 2 % 3) + 0.1 * random.nextGaussian());
        }
        return latents;
    }

    @Test
    void withoutRoundsCodesAreDifferentLatents() {
        float[] latents = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4};

        float[] codes = new FirstCodes(5, 2, 0).from(latents, new Seed(3));

        assertThat(codes).containsExactlyInAnyOrder(latents).isNotEqualTo(latents);
    }

    @Test
    void tooFewLatentsAreUsedAgainWithALittleNoise() {
        float[] codes = new FirstCodes(3, 2, 0).from(new float[] {5, 5}, new Seed(3));

        assertThat(codes[0]).isEqualTo(5);
        for (int i = 2; i < 6; i++) {
            assertThat(codes[i]).isNotEqualTo(5f).isBetween(4.9f, 5.1f);
        }
    }

    @Test
    void roundsBringCodesToTheMeansOfTheirLatents() {
        float[] latents = clusters();

        float[] codes = new FirstCodes(6, 2, 10).from(latents, new Seed(3));

        assertThat(cost(codes, latents)).isLessThan(cost(new FirstCodes(6, 2, 0).from(latents, new Seed(3)), latents));
        assertThat(new FirstCodes(6, 2, 11).from(latents, new Seed(3))).containsExactly(codes); // converged
    }

    private static double cost(float[] codes, float[] latents) {
        double cost = 0;
        for (int i = 0; i < latents.length; i += 2) {
            int row = i;
            cost += IntStream.range(0, codes.length / 2)
                    .mapToDouble(k -> Math.pow(latents[row] - codes[2 * k], 2)
                            + Math.pow(latents[row + 1] - codes[2 * k + 1], 2))
                    .min().orElseThrow();
        }
        return cost;
    }

    @Test
    void theSeedDecides() {
        float[] one = new FirstCodes(6, 2, 0).from(clusters(), new Seed(1));

        assertThat(new FirstCodes(6, 2, 0).from(clusters(), new Seed(1))).containsExactly(one);
        assertThat(new FirstCodes(6, 2, 0).from(clusters(), new Seed(2))).isNotEqualTo(one);
    }
}
