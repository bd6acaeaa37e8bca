package org.otvae.motion.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Skeleton;

class PreviewTest {

    private static final int BLUE = 0x0072B2;
    private static final int ORANGE = 0xD55E00;

    /** A standing person of 1.7 m, in SMPL's order; x to the person's left, y upwards, z forwards. */
    private static final double[] STANDING = {0, .95, 0, .08, .87, 0, -.08, .87, 0, 0, 1.05, -.01, .1, .48, .01, -.1, .48, .01,
            0, 1.18, -.01, .1, .08, -.02, -.1, .08, -.02, 0, 1.24, 0, .12, .03, .1, -.12, .03, .1, 0, 1.45, -.01, .08, 1.36, 0,
            -.08, 1.36, 0, 0, 1.54, .03, .18, 1.38, -.01, -.18, 1.38, -.01, .3, 1.15, -.02, -.3, 1.15, -.02, .36, .92, .03,
            -.36, .92, .03, .38, .84, .05, -.38, .84, .05};

    @Test
    void theFilmHasTheFramesAndTheTimeOfTheMotion() throws IOException {
        List<Integer> delays = delays(new SkeletonGif(List.of(waving(31, 30)), 64).bytes());

        assertThat(delays).hasSize(31).startsWith(3, 4, 3, 3, 4, 3);
        assertThat(delays.stream().mapToInt(Integer::intValue).sum()).isEqualTo(103);
    }

    @Test
    void fasterMotionThanBrowsersShowLosesFramesAndKeepsItsTime() throws IOException {
        List<Integer> delays = delays(new SkeletonGif(List.of(waving(120, 60)), 64).bytes());

        assertThat(delays).hasSize(60);
        assertThat(delays.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
    }

    @Test
    void motionsStandSideBySideInTheirColours() throws IOException {
        Poses poses = waving(3, 30);
        BufferedImage one = ImageIO.read(new ByteArrayInputStream(new SkeletonGif(List.of(poses), 200).bytes()));
        BufferedImage two = ImageIO.read(new ByteArrayInputStream(new SkeletonGif(List.of(poses, poses), 200).bytes()));

        assertThat(two.getWidth()).isEqualTo(2 * one.getWidth());
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                assertThat(two.getRGB(x + one.getWidth(), y)).isEqualTo(two.getRGB(x, y)).isEqualTo(one.getRGB(x, y));
            }
        }
        assertThat(middle(one, BLUE)).as("the left side, seen from the front").isGreaterThan(middle(one, ORANGE) + 10);
        assertThat(one.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void aStripShowsTheFirstAndTheLastPose() throws IOException {
        Poses poses = waving(30, 30);
        BufferedImage strip = ImageIO.read(new ByteArrayInputStream(new PoseStrip(List.of(poses, poses), 5, 100).png()));
        BufferedImage single = ImageIO.read(new ByteArrayInputStream(new PoseStrip(List.of(poses), 1, 100).png()));

        assertThat(strip.getHeight()).isEqualTo(200);
        assertThat(strip.getWidth()).isEqualTo(5 * single.getWidth());
        for (int x = 0; x < single.getWidth(); x++) {
            assertThat(strip.getRGB(x, 50)).isEqualTo(single.getRGB(x, 50)).isEqualTo(strip.getRGB(x, 150));
        }
    }

    @Test
    void motionsThatDoNotFitTogetherAreRefused() {
        assertThatThrownBy(() -> new SkeletonGif(List.of(waving(3, 30), waving(4, 30)), 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 3 frames at 30.0 Hz and 4 at 30.0 Hz");
        assertThatThrownBy(() -> new PoseStrip(List.of(), 3, 64)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 motion of at least 1 frame, found 0 motions");
    }

    /** The left arm goes up and down once a second. */
    static Poses waving(int frames, double rate) {
        float[] positions = new float[frames * 72];
        for (int t = 0; t < frames; t++) {
            double lift = 0.5 - 0.5 * Math.cos(2 * Math.PI * t / rate);
            for (int i = 0; i < 72; i++) {
                positions[72 * t + i] = (float) STANDING[i];
            }
            for (int joint : new int[] {18, 20, 22}) {
                positions[72 * t + 3 * joint + 1] += (float) (lift * 2 * (1.38 - STANDING[3 * joint + 1]));
            }
        }
        return new Poses(Skeleton.SMPL, positions, rate);
    }

    private static double middle(BufferedImage image, int colour) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == colour) {
                    sum += x;
                    count++;
                }
            }
        }
        assertThat(count).as("pixels of " + Integer.toHexString(colour)).isGreaterThan(50);
        return sum / count;
    }

    private static List<Integer> delays(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        List<Integer> delays = new ArrayList<>();
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(stream);
            for (int i = 0; i < reader.getNumImages(true); i++) {
                var root = (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                var control = (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
                delays.add(Integer.parseInt(control.getAttribute("delayTime")));
                assertThat(root.getElementsByTagName("ApplicationExtension").getLength()).isEqualTo(i == 0 ? 1 : 0);
            }
        }
        return delays;
    }
}
