package org.otvae.image.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otvae.metric.Fidelity;

/**
 * Golden values from scikit-image 0.19.3 (Debian 12) on float32 images of the formulas below:
 * {@code structural_similarity(x, y, channel_axis=0, gaussian_weights=True, sigma=1.5, use_sample_covariance=False,
 * data_range=1)} and {@code peak_signal_noise_ratio(x, y, data_range=1)}, both in float64.
 */
class FidelityTest {

    private static final double ROUNDING = 1e-6; // sine and cosine of two languages, rounded to float

    @ParameterizedTest
    @CsvSource({"1, 28, 28, 0, 0.9290675659618287, 18.009619919685186",
            "3, 32, 32, 1, 0.9350467582619756, 18.052641338217043",
            "3, 20, 13, 2, 0.9320227873490897, 17.996512700562207"})
    void valuesAreScikitImages(int channels, int height, int width, double phase, double ssim, double psnr) {
        float[] x = original(channels * height * width);
        float[] y = reconstruction(x, phase);
        var similarity = new StructuralSimilarity(channels, height, width);
        var ratio = new PeakSignalToNoise(x.length);

        similarity.add(x, y);
        ratio.add(x, y);

        assertThat(similarity.value()).isCloseTo(ssim, within(ROUNDING));
        assertThat(ratio.value()).isCloseTo(psnr, within(10 * ROUNDING));
    }

    @Test
    void valuesAreMeansOverImagesHoweverTheyAreCutIntoBatches() {
        float[] x = original(3 * 20 * 20);
        float[] y = reconstruction(x, 0.3);
        var whole = new StructuralSimilarity(1, 20, 20);
        var pieces = new StructuralSimilarity(1, 20, 20);
        whole.add(x, y);
        for (int i = 0; i < 3; i++) {
            pieces.add(java.util.Arrays.copyOfRange(x, 400 * i, 400 * (i + 1)),
                    java.util.Arrays.copyOfRange(y, 400 * i, 400 * (i + 1)));
        }

        assertThat(pieces.value()).isEqualTo(whole.value());
    }

    @Test
    void equalImagesAreAtTheTop() {
        float[] x = original(2 * 28 * 28);
        var similarity = new StructuralSimilarity(1, 28, 28);
        var ratio = new PeakSignalToNoise(28 * 28);

        similarity.add(x, x);
        ratio.add(x, x);

        assertThat(similarity.value()).isCloseTo(1, within(1e-12));
        assertThat(ratio.value()).isEqualTo(100);
    }

    /** 0.5 and 1.5 differ by 0.5 when cut off: 10 log10(4). */
    @Test
    void reconstructionsAreCutOffAtBlackAndWhite() {
        var ratio = new PeakSignalToNoise(1);
        ratio.add(new float[] {0.5f}, new float[] {1.5f});
        float[] x = original(28 * 28);
        float[] y = reconstruction(x, 0.3);
        float[] beyond = new float[y.length];
        for (int i = 0; i < y.length; i++) {
            beyond[i] = y[i] == 0 ? -0.4f : y[i] == 1 ? 1.3f : y[i];
        }
        var cut = new StructuralSimilarity(1, 28, 28);
        cut.add(x, y);
        var raw = new StructuralSimilarity(1, 28, 28);
        raw.add(x, beyond);

        assertThat(ratio.value()).isCloseTo(10 * Math.log10(4), within(1e-12));
        assertThat(beyond).isNotEqualTo(y);
        assertThat(raw.value()).isEqualTo(cut.value());
    }

    @Test
    void reconstructionsThatAreNoNumbersStayNone() {
        var ratio = new PeakSignalToNoise(1);
        ratio.add(new float[] {0.5f}, new float[] {Float.NaN});

        assertThat(ratio.value()).isNaN();
        assertThat(ImageBatch.levels(new float[] {Float.NaN, -1, 0.4f / 255, 0.6f / 255, 2})).containsExactly(Float.NaN, 0, 0, 1 / 255f,
                1);
    }

    @Test
    void nothingAddedIsNotANumber() {
        assertThat(new PeakSignalToNoise(4).value()).isNaN();
        assertThat(new StructuralSimilarity(1, 11, 11).value()).isNaN();
    }

    @Test
    void brokenBatchesAndSmallImagesAreRefused() {
        assertThatThrownBy(() -> new PeakSignalToNoise(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an image must have at least 1 value, found 0");
        assertThatThrownBy(() -> new StructuralSimilarity(2, 16, 16)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found [2, 16, 16]");
        Fidelity ratio = new PeakSignalToNoise(4);

        assertThatThrownBy(() -> ratio.add(new float[8], new float[4]))
                .hasMessage("expected two batches of whole images of 4 values, found 8 and 4 values");
        assertThatThrownBy(() -> ratio.add(new float[6], new float[6])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StructuralSimilarity(1, 10, 28))
                .hasMessage("structural similarity needs images of at least 11 x 11 pixels, found 10 x 28");
    }

    private static float[] original(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (0.5 + 0.5 * Math.sin(0.37 * i + 0.001 * i * i % 7));
        }
        return values;
    }

    private static float[] reconstruction(float[] original, double phase) {
        float[] values = new float[original.length];
        for (int i = 0; i < values.length; i++) {
            double exact = 0.5 + 0.5 * Math.sin(0.37 * i + 0.001 * i * i % 7);
            values[i] = (float) Math.min(1, Math.max(0, exact + 0.2 * Math.cos(0.11 * i + phase)));
        }
        return values;
    }
}
