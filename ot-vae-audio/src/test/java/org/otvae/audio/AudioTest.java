package org.otvae.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioTest {

    @Test
    void frameIsTenMillisecondsAndLatentTwenty() {
        double hop = (double) Audio.HOP_SAMPLES / Audio.SAMPLE_RATE_HZ;

        assertThat(hop).isEqualTo(0.010);
        assertThat(hop * Audio.FRAMES_PER_LATENT).isEqualTo(0.020);
    }

    @Test
    void bandsEndAtHalfTheSampleRate() {
        assertThat(Audio.HIGHEST_HZ).isEqualTo(Audio.SAMPLE_RATE_HZ / 2.0);
    }

    @Test
    void windowFitsTheTransformAndTargetsAreWholeLatents() {
        assertThat(Audio.WINDOW_SAMPLES).isLessThanOrEqualTo(Audio.TRANSFORM_SAMPLES);
        assertThat(Audio.TARGET_FRAMES % Audio.FRAMES_PER_LATENT).isZero();
    }
}
