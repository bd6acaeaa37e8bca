package org.otvae.image.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.otvae.image.preview.LossCurves.Series;

class LossCurvesTest {

    @Test
    void everySeriesHasItsCurveAndItsNameInTheLegend() {
        LossCurves curves = curves(false, series("ot", 3, 2, 1), series("vq <&>", 3, 3, 3));

        String svg = curves.svg();

        assertThat(SvgXml.texts(svg)).contains("Loss", "step", "mse", "ot", "vq <&>");
        assertThat(SvgXml.curves(svg, 0)).hasSize(1);
        assertThat(SvgXml.curves(svg, 1)).hasSize(1);
    }

    @Test
    void largerValuesStandHigher() {
        String svg = curves(false, series("ot", 4, 2, 0)).svg();

        double[] heights = SvgXml.heights(SvgXml.curves(svg, 0).get(0));
        assertThat(heights[0]).isLessThan(heights[1]);
        assertThat(heights[1] - heights[0]).isEqualTo(heights[2] - heights[1], within(0.11));
        assertThat(heights[2]).isEqualTo(Frame.BOTTOM, within(0.06));
    }

    @Test
    void equalRatiosAreEqualDistancesOnALogarithmicAxis() {
        String svg = curves(true, series("ot", 1, 0.1, 0.01)).svg();

        double[] heights = SvgXml.heights(SvgXml.curves(svg, 0).get(0));
        assertThat(heights[1] - heights[0]).isEqualTo(heights[2] - heights[1], within(0.11));
        assertThat(SvgXml.texts(svg)).contains("1", "0.1", "0.01");
    }

    @Test
    void valuesThatAreNotFiniteLeaveAGap() {
        String svg = curves(false, series("ot", 3, 2, Double.NaN, 2, 1)).svg();

        assertThat(SvgXml.curves(svg, 0)).hasSize(2);
        assertThat(svg).doesNotContain("NaN");
    }

    @Test
    void zeroLeavesAGapOnALogarithmicAxis() {
        String svg = curves(true, series("ot", 3, 2, 0, 2, 1)).svg();

        assertThat(SvgXml.curves(svg, 0)).hasSize(2);
        assertThat(svg).doesNotContain("Infinity", "NaN");
    }

    @Test
    void longCurvesAreDrawnThroughMeansOfNeighbours() {
        double[] values = new double[4_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2;
        }

        String svg = curves(false, series("ot", values), series("limits", 0, 1)).svg();

        double[] heights = SvgXml.heights(SvgXml.curves(svg, 0).get(0));

        assertThat(heights).hasSize(400);
        assertThat(heights).containsOnly(heights[0]);
    }

    @Test
    void noValuesGiveAFigureThatSaysSo() {
        assertThat(SvgXml.texts(curves(true, series("ot", 0, -1)).svg())).contains("no values yet");
        assertThat(SvgXml.texts(curves(true).svg())).contains("no values yet");
    }

    @Test
    void constantCurveLiesWithinTheFrame() {
        double[] heights = SvgXml.heights(SvgXml.curves(curves(true, series("ot", 0.5, 0.5)).svg(), 0).get(0));

        assertThat(heights[0]).isBetween(80.0, Frame.BOTTOM - 20.0);
    }

    @Test
    void twentyFourSeriesDifferInColourOrStrokeInPlotAndLegend() {
        Series[] many = IntStream.range(0, 24).mapToObj(i -> series("row " + i, i, i + 1)).toArray(Series[]::new);

        String svg = curves(false, many).svg();

        for (String width : List.of("1.8", "3")) {
            assertThat(SvgXml.elements(svg, "path").stream().filter(path -> path.getAttribute("stroke-width").equals(width))
                    .map(path -> path.getAttribute("stroke") + " " + path.getAttribute("stroke-dasharray"))).hasSize(24)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void pngShowsTheSameCurves() throws IOException {
        BufferedImage figure = ImageIO.read(new ByteArrayInputStream(
                curves(false, series("ot", 4, 2, 0), series("vq", 4, 3, 3)).png()));

        assertThat(figure.getWidth()).isEqualTo(1440);
        assertThat(figure.getHeight()).isEqualTo(660);
        assertThat(pixels(figure, Frame.series(0).getRGB())).isGreaterThan(500);
        assertThat(pixels(figure, Frame.series(1).getRGB())).isGreaterThan(500);
        assertThat(pixels(figure, Frame.series(2).getRGB())).isZero();
    }

    @Test
    void seriesOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> new Series("ot", new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x and y of ot must have the same length, found 2 and 3");
    }

    private static LossCurves curves(boolean logarithmic, Series... series) {
        return new LossCurves("Loss", "step", "mse", logarithmic, List.of(series));
    }

    private static Series series(String name, double... values) {
        double[] steps = new double[values.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i;
        }
        return new Series(name, steps, values);
    }

    private static int pixels(BufferedImage figure, int colour) {
        int count = 0;
        for (int y = 0; y < figure.getHeight(); y++) {
            for (int x = 0; x < figure.getWidth(); x++) {
                count += figure.getRGB(x, y) == colour ? 1 : 0;
            }
        }
        return count;
    }
}
