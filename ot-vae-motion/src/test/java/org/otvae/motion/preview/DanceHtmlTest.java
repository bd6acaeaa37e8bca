package org.otvae.motion.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Skeleton;

class DanceHtmlTest {

    @Test
    void thePageHoldsPositionsSoundAndScriptAndNothingFromElsewhere() {
        float[] positions = new float[2 * 72];
        positions[75] = 1.2346f; // x of the second joint in the second frame

        String html = new DanceHtml("a < b & c", new Poses(Skeleton.SMPL, positions, 30), new byte[] {1, 2, 3}).html();

        assertThat(html).contains("<h1>a &lt; b &amp; c</h1>", "rate:30.0", "head:15", ",1235,",
                "data:audio/wav;base64," + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}), "requestAnimationFrame",
                "\"#0072b2\"");
        assertThat(html).doesNotContain("http:", "https:", "<link", "import ");
        assertThat(html.split("frames:\\[")[1].split("]")[0].split(",")).hasSize(144);
    }

    @Test
    void aDanceMayBeSilentButNotEmpty() {
        assertThat(new DanceHtml("x", new Poses(Skeleton.SMPL, new float[144], 30), new byte[0]).html())
                .doesNotContain("<audio");
        assertThatThrownBy(() -> new DanceHtml("x", new Poses(Skeleton.SMPL, new float[72], 30), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("poses must have at least 2 frames, found 1");
    }
}
