package org.otvae.motion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MotionTest {

    @Test
    void windowIsFourSecondsAndThirtyLatents() {
        assertThat(Motion.WINDOW_FRAMES / Motion.FRAME_RATE_HZ).isEqualTo(4);
        assertThat(Motion.WINDOW_FRAMES / Motion.FRAMES_PER_LATENT).isEqualTo(30);
    }
}
