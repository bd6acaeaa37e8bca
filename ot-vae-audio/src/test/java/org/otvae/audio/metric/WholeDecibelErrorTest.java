package org.otvae.audio.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WholeDecibelErrorTest {

    private static final int BANDS = 4;

    @Test
    void poolsAllFramesButTheFirstAndTheLastOfEachRecording() { // numpy, double: 7.645, 8.103 and 7.976 alone, mean 7.908
        var error = new WholeDecibelError(BANDS);
        int[] frames = {34, 50, 120};
        for (int u = 0; u < frames.length; u++) {
            float[] original = new float[BANDS * frames[u]];
            float[] reconstruction = new float[original.length];
            for (int i = 0; i < original.length; i++) {
                int band = i / frames[u];
                int t = i % frames[u];
                double value = Math.sin(0.3 * band + 0.11 * t + u);
                original[i] = (float) value;
                reconstruction[i] = (float) (value + 0.05 * Math.cos(0.07 * t * (u + 1) + band));
            }
            error.add(original, reconstruction);
        }

        assertThat(error.value()).isCloseTo(7.953203216791572, within(1e-9));
    }

    @Test
    void longRecordingsCountMoreAndEndsDoNot() {
        var error = new WholeDecibelError(80);
        error.add(new float[80 * 34], constant(80 * 34, 0.05f));
        float[] ends = constant(80 * 52, 0.1f);
        for (int band = 0; band < 80; band++) {
            ends[band * 52] = 1_000;
            ends[band * 52 + 51] = -1_000;
        }
        error.add(new float[80 * 52], ends);

        assertThat(error.value()).isCloseTo((32 * 16 + 50 * 64) / 82.0, within(1e-4)); // 0.05 and 0.1 in float
    }

    @Test
    void whatIsNoRecordingIsRefused() {
        var error = new WholeDecibelError(BANDS);

        assertThat(error.value()).isNaN();
        assertThatThrownBy(() -> error.add(new float[8], new float[8])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least 3 frames of 4 bands, found 8 values");
        assertThatThrownBy(() -> error.add(new float[13], new float[13])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> error.add(new float[12], new float[16])).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] constant(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }
}
