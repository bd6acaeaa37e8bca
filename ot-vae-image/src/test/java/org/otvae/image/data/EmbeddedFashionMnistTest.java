package org.otvae.image.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otvae.data.Split;

class EmbeddedFashionMnistTest {

    private final ImageCorpus corpus = EmbeddedFashionMnist.open();

    @Test
    void sliceIsTheOneThatWasCut() {
        assertThat(corpus.fingerprint()).isEqualTo(EmbeddedFashionMnist.FINGERPRINT);
        assertThat(corpus.name()).isEqualTo("fashion-mnist-slice");
        assertThat(corpus.exampleShape()).containsExactly(1, 28, 28);
    }

    @ParameterizedTest
    @CsvSource({"TRAIN, 4000", "VALIDATION, 500", "TEST, 1000"})
    void everyClassIsEquallyOften(Split split, int size) {
        int[] counts = new int[10];
        for (int i = 0; i < corpus.size(split); i++) {
            counts[corpus.label(split, i)]++;
        }

        assertThat(corpus.size(split)).isEqualTo(size);
        assertThat(counts).containsOnly(size / 10);
    }

    @Test
    void meanAndDeviationAreThoseOfTheFullSet() {
        float[] image = new float[corpus.exampleSize()];
        double sum = 0;
        double squares = 0;
        int count = corpus.size(Split.TRAIN);
        for (int i = 0; i < count; i++) {
            corpus.read(Split.TRAIN, i, 0, image, 0);
            for (float value : image) {
                sum += value;
                squares += value * (double) value;
            }
        }
        double mean = sum / count / image.length;

        double deviation = Math.sqrt(squares / count / image.length - mean * mean);

        assertThat(mean).isBetween(71.5 / 255, 74.5 / 255); // full set: 72.9
        assertThat(deviation).isBetween(89.0 / 255, 91.0 / 255); // full set: 90.0
    }

    @Test
    void noImageStandsInTwoSplits() {
        var seen = new java.util.HashMap<String, Split>();
        int shared = 0;
        float[] image = new float[corpus.exampleSize()];
        for (Split split : Split.values()) {
            for (int i = 0; i < corpus.size(split); i++) {
                corpus.read(split, i, 0, image, 0);
                Split before = seen.put(java.util.Arrays.toString(image), split);
                shared += before != null && before != split ? 1 : 0;
            }
        }

        assertThat(shared).isZero();
    }

    @Test
    void licenceIsBesideTheFiles() throws IOException {
        try (InputStream licence = EmbeddedFashionMnist.class.getResourceAsStream("fashion-mnist-slice/LICENSE")) {
            assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("MIT License", "Copyright (c) 2017 Zalando SE");
        }
    }
}
