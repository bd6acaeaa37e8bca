package org.otvae.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.data.Sha256;

/** The models inside the jar and their cards. */
class PretrainedTest {
    private static final int MOST_BYTES = 2_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"fashion-mnist", "cifar10"})
    void modelsAreSmallAndTheCardsOwn(String name) throws IOException {
        byte[] weights = resource(name, "weights.safetensors");
        byte[] model = resource(name, "model.json");
        String card = new String(resource(name, "README.md"), StandardCharsets.UTF_8);

        assertThat(weights.length + model.length).isLessThan(MOST_BYTES);
        assertThat(card).contains("SHA-256 " + Sha256.hex(weights))
                .contains("| data |", "| command |", "| test split |", "| licence |", "at commit ");
        assertThat(Images.pretrained()).contains(name);
    }

    private static byte[] resource(String name, String file) throws IOException {
        try (InputStream stream = Images.class.getResourceAsStream("pretrained/" + name + "/" + file)) {
            return stream.readAllBytes();
        }
    }
}
