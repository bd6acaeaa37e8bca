package org.otvae.image.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.otvae.image.preview.ImageGrid.Row;

class ImageGridTest {

    private static final int WHITE = 0xFFFFFFFF;

    @Test
    void originalsStandAboveReconstructions() throws IOException {
        Row originals = new Row("", new float[] {0, 1, 0.5f, 0.2f});
        Row reconstructions = new Row("", new float[] {1, 0, 0, 0});

        BufferedImage grid = decoded(new ImageGrid(1, 1, 2, List.of(originals, reconstructions), 2, 3));

        assertThat(grid.getWidth()).isEqualTo(2 + 2 * (6 + 2));
        assertThat(grid.getHeight()).isEqualTo(2 + 2 * (3 + 2));
        assertThat(grey(grid, 2, 2)).isZero();
        assertThat(grey(grid, 4, 4)).isZero();
        assertThat(grey(grid, 5, 2)).isEqualTo(255);
        assertThat(grey(grid, 10, 2)).isEqualTo(128);
        assertThat(grey(grid, 13, 2)).isEqualTo(51);
        assertThat(grey(grid, 2, 7)).isEqualTo(255);
        assertThat(grey(grid, 5, 7)).isZero();
    }

    @Test
    void gapsAreWhite() throws IOException {
        BufferedImage grid = decoded(new ImageGrid(1, 2, 2, List.of(new Row("", new float[8])), 2, 1));

        assertThat(grid.getRGB(0, 0)).isEqualTo(WHITE);
        assertThat(grid.getRGB(4, 3)).isEqualTo(WHITE);
        assertThat(grid.getRGB(5, 3)).isEqualTo(WHITE);
        assertThat(grey(grid, 6, 3)).isZero();
    }

    @Test
    void moreImagesThanColumnsContinueInAnotherBand() throws IOException {
        Row row = new Row("", new float[] {0, 0, 0});

        BufferedImage grid = decoded(new ImageGrid(1, 1, 1, List.of(row, row), 2, 1));

        assertThat(grid.getWidth()).isEqualTo(2 + 2 * 3);
        assertThat(grid.getHeight()).isEqualTo(2 + 2 * 2 * 3 + 10);
        assertThat(grey(grid, 2, 18)).isZero();
        assertThat(grid.getRGB(5, 18)).isEqualTo(WHITE);
    }

    @Test
    void colourPlanesBecomePixels() throws IOException {
        BufferedImage grid = decoded(new ImageGrid(3, 1, 1, List.of(new Row("", new float[] {1, 0.2f, 0})), 1, 1));

        assertThat(grid.getRGB(2, 2)).isEqualTo(0xFFFF3300);
    }

    @Test
    void valuesOutsideTheUnitIntervalAreCutOff() throws IOException {
        BufferedImage grid = decoded(new ImageGrid(1, 1, 2, List.of(new Row("", new float[] {-3, 9})), 1, 1));

        assertThat(grey(grid, 2, 2)).isZero();
        assertThat(grey(grid, 3, 2)).isEqualTo(255);
    }

    @Test
    void labelsStandAtTheLeftAndMakeRoom() throws IOException {
        Row row = new Row("ot", new float[20 * 20]);
        Row unnamed = new Row("", new float[20 * 20]);

        BufferedImage named = decoded(new ImageGrid(1, 20, 20, List.of(row), 1, 2));
        BufferedImage plain = decoded(new ImageGrid(1, 20, 20, List.of(unnamed), 1, 2));

        int room = named.getWidth() - plain.getWidth();
        assertThat(room).isEqualTo(2 * 11 + 12);
        assertThat(inked(named, room)).isBetween(30, 200);
    }

    @Test
    void sameInputGivesTheSameBytes() {
        ImageGrid grid = new ImageGrid(1, 2, 2, List.of(new Row("a", new float[8])), 2, 3);

        assertThat(grid.png()).isEqualTo(grid.png());
    }

    @Test
    void rowsOfDifferentLengthAreRefused() {
        List<Row> uneven = List.of(new Row("a", new float[8]), new Row("b", new float[4]));

        assertThatThrownBy(() -> new ImageGrid(1, 2, 2, uneven, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("each row must have the same number of images of 1 x 2 x 2 values, found 4 values in b");
    }

    private static BufferedImage decoded(ImageGrid grid) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(grid.png()));
    }

    private static int grey(BufferedImage image, int x, int y) {
        int pixel = image.getRGB(x, y);
        assertThat(pixel >> 16 & 0xFF).isEqualTo(pixel & 0xFF);
        return pixel & 0xFF;
    }

    private static int inked(BufferedImage image, int width) {
        int inked = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                inked += image.getRGB(x, y) == WHITE ? 0 : 1;
            }
        }
        return inked;
    }
}
