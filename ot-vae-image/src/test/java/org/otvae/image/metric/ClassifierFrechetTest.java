package org.otvae.image.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Weights;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.provenance.Seed;

class ClassifierFrechetTest {

    private static final Corpus CLOTHES = EmbeddedFashionMnist.open();
    private static final int SIZE = 784;

    private static float[] pictures(int from, int to) {
        float[] all = new float[(to - from) * SIZE];
        for (int i = from; i < to; i++) {
            CLOTHES.read(Split.TEST, i, 0, all, (i - from) * SIZE);
        }
        return all;
    }

    private static double distance(float[] originals, float[] others) {
        try (var distance = new ClassifierFrechet()) {
            distance.add(Arrays.copyOf(originals, originals.length / 2 / SIZE * SIZE),
                    Arrays.copyOf(others, originals.length / 2 / SIZE * SIZE)); // in two batches, as over a split
            distance.add(Arrays.copyOfRange(originals, originals.length / 2 / SIZE * SIZE, originals.length),
                    Arrays.copyOfRange(others, originals.length / 2 / SIZE * SIZE, originals.length));
            return distance.value();
        }
    }

    @Test
    void theNetworkInsideKnowsClothes() {
        var weights = new Weights(new Seed(1), DataType.FLOAT);
        var judge = ClassifierFrechet.NETWORK.judge(CLOTHES, 100, weights);
        weights.assign(ClassifierFrechet.trained());

        double accuracy = judge.judge(Split.TEST).scores().fidelity().get("accuracy");

        assertThat(accuracy).as("share of 1,000 test images; 0.9033 of all 10,000").isBetween(0.87, 0.94);
        assertThat(weights.parameters().values().stream().mapToLong(array -> array.length()).sum()).isEqualTo(118_154);
    }

    @Test
    void pictureSetsAreTheFartherApartTheMoreTheyDiffer() {
        float[] first = pictures(0, 500);
        float[] second = pictures(500, 1000);
        float[] noisy = second.clone();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = (float) Math.min(1, Math.max(0, noisy[i] + 0.2 * random.nextGaussian()));
        }

        double same = distance(first, first);
        double half = distance(first, second);

        assertThat(same).isCloseTo(0, within(1e-3));
        assertThat(half).isGreaterThan(same);
        assertThat(distance(first, noisy)).isGreaterThan(2 * half);
        assertThat(distance(first, new float[first.length])).isGreaterThan(20 * half);
    }

    @Test
    void valuesBeyondBlackAndWhiteAreCutOff() {
        float[] first = pictures(0, 100);
        float[] beyond = first.clone();
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] = first[i] == 0 ? -0.5f : first[i];
        }

        assertThat(distance(first, beyond)).isEqualTo(distance(first, first));
    }

    @Test
    void picturesOfAnotherSizeAreRefusedAndNoneGiveNoNumber() {
        try (var distance = new ClassifierFrechet()) {
            assertThat(distance.value()).isNaN();
            assertThatThrownBy(() -> distance.add(new float[785], new float[785]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("whole images of 784 values, found 785");
        }
    }
}
