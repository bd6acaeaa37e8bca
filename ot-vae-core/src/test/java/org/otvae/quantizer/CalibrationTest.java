package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {

    @ParameterizedTest
    @CsvSource({"2, 384", "256, 49152", "512, 98304", "1024, 131072", "2048, 131072", "16384, 1048576",
        "2147483647, 137438953408"})
    void asksForLatentsOfEachCodeAndForFewerOfVeryManyCodes(int codes, long latents) {
        assertThat(Calibration.latents(codes)).isEqualTo(latents);
    }
}
