package org.otvae.image.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class UsageHistogramTest {

    @Test
    void titleTellsPerplexityAndCodesInUse() {
        String svg = new UsageHistogram("ot", new long[] {1, 4, 0, 2, 1}).svg();

        assertThat(SvgXml.texts(svg)).contains("ot: 4 of 5 codes used, perplexity 3.4", "equal use");
    }

    @Test
    void mostUsedCodeComesFirst() {
        double[] heights = outline(new UsageHistogram("ot", new long[] {1, 0, 6, 3}));

        double[] steps = {heights[0], heights[2], heights[4], heights[6]};
        assertThat(steps).isSorted();
        assertThat(Frame.BOTTOM - steps[0]).isEqualTo(2 * (Frame.BOTTOM - steps[1]), within(0.2));
        assertThat(Frame.BOTTOM - steps[1]).isEqualTo(3 * (Frame.BOTTOM - steps[2]), within(0.3));
        assertThat(steps[3]).isEqualTo(Frame.BOTTOM);
    }

    @Test
    void equalUseLiesOnTheDashedLine() {
        UsageHistogram histogram = new UsageHistogram("ot", new long[] {5, 5, 5, 5});

        Element dashed = SvgXml.elements(histogram.svg(), "path").stream()
                .filter(path -> path.hasAttribute("stroke-dasharray")).findFirst().orElseThrow();

        assertThat(SvgXml.heights(dashed)[0]).isEqualTo(outline(histogram)[0]);
    }

    @Test
    void noUseAtAllIsDrawnToo() {
        assertThat(SvgXml.texts(new UsageHistogram("new", new long[8]).svg())).contains("new: 0 of 8 codes used");
    }

    @Test
    void pngHasBarsOnWhite() throws IOException {
        BufferedImage figure = ImageIO.read(new ByteArrayInputStream(
                new UsageHistogram("ot", new long[] {9, 1}).png()));

        assertThat(figure.getRGB(1439, 659)).isEqualTo(0xFFFFFFFF);
        assertThat(figure.getRGB(2 * Frame.LEFT + 100, 2 * Frame.BOTTOM - 100)).isEqualTo(Frame.series(0).getRGB());
    }

    @Test
    void countsAreCopied() {
        long[] counts = {1, 2};
        UsageHistogram histogram = new UsageHistogram("ot", counts);

        counts[0] = 99;
        histogram.counts()[1] = 99;

        assertThat(histogram.counts()).containsExactly(1, 2);
    }

    @Test
    void negativeCountsAreRefused() {
        assertThatThrownBy(() -> new UsageHistogram("ot", new long[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found [1, -1]");
    }

    private static double[] outline(UsageHistogram histogram) {
        Element area = SvgXml.elements(histogram.svg(), "path").get(0);
        double[] heights = SvgXml.heights(closed(area));
        return Arrays.copyOf(heights, 2 * histogram.counts().length);
    }

    private static Element closed(Element area) {
        area.setAttribute("d", area.getAttribute("d").replace("Z", ""));
        return area;
    }
}
