package org.otvae.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.otvae.data.Split;
import org.otvae.model.Tokens;
import org.otvae.motion.data.CmuPlayground;
import org.otvae.motion.data.MotionCorpus;
import org.otvae.motion.data.MotionCut;
import org.otvae.motion.metric.JointError;

/** The model inside the jar. */
class PretrainedTest {

    @Test
    void itNeedsNoTraining() {
        MotionCorpus slice = CmuPlayground.open(MotionCut.CLIPS);
        int windows = slice.size(Split.TEST);
        float[] original = new float[windows * slice.exampleSize()];
        for (int i = 0; i < windows; i++) {
            slice.read(Split.TEST, i, 0, original, i * slice.exampleSize());
        }
        var error = new JointError(JointError.Order.POSITION, 64, 30);
        assertThat(Motion.pretrained()).containsExactly("cmu-playground");
        try (var tokenizer = Motion.pretrained("cmu-playground")) {
            Tokens tokens = tokenizer.tokenizer().encode(original, windows);
            error.add(original, tokenizer.tokenizer().decode(tokens));

            assertThat(tokenizer.framesPerSecond()).isEqualTo(30);
            assertThat(tokens.shape()).containsExactly(windows, 2, 8);
        }
        assertThat(error.value()).as("its model card says 60.9 mm; the mean pose of training has 192.8")
                .isBetween(59.0, 63.0);
    }

    @Test
    void wrongNamesListTheRightOnes() {
        assertThatThrownBy(() -> Motion.pretrained("cmu")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one of the models cmu-playground, found \"cmu\"");
    }
}
