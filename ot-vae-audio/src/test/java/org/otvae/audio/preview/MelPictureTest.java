package org.otvae.audio.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.otvae.audio.signal.FrontEnd;

class MelPictureTest {

    private static final int LEFT = 61;
    private static final int TOP = 8;

    @Test
    void loudIsBrightHighIsUpAndLateIsRight() {
        float[] mel = new float[80 * 50];
        mel[79 * 50] = 1; // the highest band of the first frame
        BufferedImage image = new MelPicture(FrontEnd.TELEPHONE, mel).image();

        assertThat(image.getRGB(LEFT, TOP)).isEqualTo(0xFFFCFDBF);
        assertThat(image.getRGB(LEFT + 2, TOP)).isEqualTo(0xFF000004);
        assertThat(image.getRGB(LEFT, TOP + 2)).isEqualTo(0xFF000004);
        assertThat(image.getRGB(LEFT + 99, TOP + 159)).isEqualTo(0xFF000004);
        assertThat(image.getRGB(image.getWidth() - 1, 0) >>> 24).as("transparent ground").isZero();
    }

    @Test
    void theTickOfAFrequencyIsAtTheBandThatHearsIt() {
        float[] tone = new float[8_000];
        for (int n = 0; n < tone.length; n++) {
            tone[n] = (float) Math.sin(2 * Math.PI * 1_000 * n / 8_000);
        }
        float[] mel = FrontEnd.TELEPHONE.logMel(tone);
        int loudest = 0;
        for (int band = 0; band < 80; band++) {
            loudest = mel[band * 101 + 50] > mel[loudest * 101 + 50] ? band : loudest;
        }

        assertThat(FrontEnd.TELEPHONE.band(1_000)).isCloseTo(loudest, within(0.6));
        assertThat(FrontEnd.TELEPHONE.band(50)).isEqualTo(-1);
        assertThat(FrontEnd.TELEPHONE.band(4_000)).isCloseTo(80, within(1e-9));
        int y = TOP + (int) Math.round(2 * (79.5 - FrontEnd.TELEPHONE.band(1_000)));
        BufferedImage image = new MelPicture(FrontEnd.TELEPHONE, mel).image();
        assertThat(image.getRGB(LEFT - 1, y)).isEqualTo(0xFF757D8A);
    }

    @Test
    void thePngIsThePicture() throws Exception {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(new MelPicture(FrontEnd.ZERO_SPEECH, new float[80 * 300]).png()));

        assertThat(read.getWidth()).isEqualTo(LEFT + 600 + 14);
        assertThat(read.getHeight()).isEqualTo(TOP + 160 + 17);
        assertThatThrownBy(() -> new MelPicture(FrontEnd.ZERO_SPEECH, new float[81])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 81");
    }
}
