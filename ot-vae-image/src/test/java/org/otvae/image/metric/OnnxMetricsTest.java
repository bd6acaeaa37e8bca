package org.otvae.image.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/** The networks are made by src/test/python/make_onnx_models.py: means of channels, mean absolute difference and product. */
class OnnxMetricsTest {

    @TempDir
    private Path folder;

    private Path means;
    private Path difference;
    private Path product;

    @BeforeEach
    void copyNetworks() throws IOException {
        means = copy("channel-means.onnx");
        difference = copy("mean-difference.onnx");
        product = copy("mean-product.onnx");
    }

    private Path copy(String name) throws IOException {
        Path file = folder.resolve(name);
        try (var stream = OnnxMetricsTest.class.getResourceAsStream(name)) {
            Files.copy(stream, file);
        }
        return file;
    }

    /** Images of one shade have features of that shade thrice: a Gaussian on a line, whose distance is by hand. */
    @Test
    void frechetIsThatOfTheNetworksFeatures() {
        try (var distance = new ReconstructionFrechet(means, 1, 4, 6)) {
            assertThat(distance.value()).isNaN();
            distance.add(shades(0, 0.2f), shades(0.2f, 0.4f));
            distance.add(shades(0.6f, 0.8f), shades(0.8f, 1));

            assertThat(distance.name()).isEqualTo("rfid");
            assertThat(distance.value()).isCloseTo(3 * 0.04, within(1e-6)); // moved by 0.2 = 51/255, spread unchanged
        }
    }

    /** Not rounded, the distance would be 3 · (0.49/255)² = 1.1e-5 and more for the values beyond 0 and 1. */
    @Test
    void frechetSeesTheLevelsOfPictureFiles() {
        float less = 0.49f / 255;
        try (var distance = new ReconstructionFrechet(means, 1, 4, 6)) {
            distance.add(shades(0, 0.2f, 0.4f, 1), shades(-0.3f, 0.2f - less, 0.4f - less, 1.3f));

            assertThat(distance.value()).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void perceptualDistanceIsTheMeanOfTheNetworksValues() {
        var random = new SplittableRandom(2);
        float[] x = new float[2 * 3 * 5 * 4];
        float[] y = new float[x.length];
        double expected = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble();
            y[i] = (float) random.nextDouble();
            expected += 2 * Math.abs(x[i] - y[i]) / x.length; // between -1 and 1 differences are twice as large
        }
        try (var distance = new PerceptualDistance(difference, 3, 5, 4)) {
            distance.add(x, y);

            assertThat(distance.name()).isEqualTo("lpips");
            assertThat(distance.value()).isCloseTo(expected, within(1e-6));
        }
    }

    /** Between -1 and 1, 0.25 and 1 are -0.5 and 1; from 0 to 2 their product would be 1. What is beyond is cut off before. */
    @Test
    void perceptualDistanceSeesValuesFromMinusOneToOne() {
        try (var distance = new PerceptualDistance(product, 1, 4, 6)) {
            distance.add(shades(0.25f, 0.25f), shades(1, 1.7f));

            assertThat(distance.value()).isCloseTo(-0.5, within(1e-6));
        }
    }

    @Test
    void wrongFilesAreSaidInOneLine() throws IOException {
        Path absent = folder.resolve("absent.onnx");
        assertThatThrownBy(() -> new ReconstructionFrechet(absent, 3, 8, 8)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining("expected an ONNX file at " + absent);
        Path broken = folder.resolve("broken.onnx");
        Files.write(broken, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> new ReconstructionFrechet(broken, 3, 8, 8)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected an ONNX network").hasMessageNotContaining("\n");
        assertThatThrownBy(() -> new ReconstructionFrechet(difference, 3, 8, 8)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected 1 inputs, found 2: x, y");
        assertThatThrownBy(() -> new PerceptualDistance(means, 3, 8, 8)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected 2 inputs, found 1: x");
    }

    /** ONNX Runtime is optional: the module's classes in a loader that does not have it. */
    @Test
    void withoutTheRuntimeTheErrorSaysWhatToAdd() throws Exception {
        URL[] others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("onnxruntime")).map(OnnxMetricsTest::url).toArray(URL[]::new);
        try (var loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            var constructor = loader.loadClass(PerceptualDistance.class.getName())
                    .getConstructor(Path.class, int.class, int.class, int.class);

            assertThatThrownBy(() -> constructor.newInstance(difference, 3, 5, 4)).cause()
                    .hasToString("org.otvae.data.MissingDataException: expected ONNX Runtime on the class path for " + difference
                            + ", found none; add com.microsoft.onnxruntime:onnxruntime to your dependencies");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void imagesOfFourChannelsAreRefusedAndNoImagesAreNoError() {
        assertThatThrownBy(() -> new PerceptualDistance(difference, 4, 8, 8)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1 or 3, height, width], found [4, 8, 8]");
        try (var distance = new ReconstructionFrechet(means, 1, 4, 6)) {
            distance.add(new float[0], new float[0]);

            assertThat(distance.value()).isNaN();
        }
    }

    @Test
    void mutatedNetworksAreTypedErrorsOrRun() throws IOException {
        byte[] whole = Files.readAllBytes(means);
        var random = new SplittableRandom(11);
        Path mutant = folder.resolve("mutant.onnx");
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = 0; flips <= i % 4 && bytes.length > 0; flips++) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(mutant, bytes);
            try (var distance = new ReconstructionFrechet(mutant, 1, 4, 6)) {
                distance.add(shades(0.2f, 0.4f), shades(0.3f, 0.5f));
            } catch (MalformedDataException expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(100, 300);
    }

    private static float[] shades(float... shades) {
        float[] images = new float[shades.length * 24];
        for (int i = 0; i < images.length; i++) {
            images[i] = shades[i / 24];
        }
        return images;
    }
}
