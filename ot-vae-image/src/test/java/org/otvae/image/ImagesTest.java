package org.otvae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

class ImagesTest {

    private static final long[] GREY = {1, 4, 6};
    private static final long[] COLOUR = {3, 4, 6};

    @TempDir
    private Path folder;

    @Test
    void greyExampleComesBackAsItWasWritten() {
        float[] values = levels(24);

        Images.write(folder.resolve("grey.png"), values, GREY);

        assertThat(Images.read(folder.resolve("grey.png"), GREY)).containsExactly(values);
    }

    @Test
    void colourExampleComesBackAsItWasWritten() {
        float[] values = levels(72);

        Images.write(folder.resolve("colour.png"), values, COLOUR);

        assertThat(Images.read(folder.resolve("colour.png"), COLOUR)).containsExactly(values);
    }

    @Test
    void valuesOutsideTheUnitIntervalAreCutOff() {
        Images.write(folder.resolve("cut.png"), new float[] {-1, 0, 1, 7}, new long[] {1, 2, 2});

        assertThat(Images.read(folder.resolve("cut.png"), new long[] {1, 2, 2})).containsExactly(0, 0, 1, 1);
    }

    @Test
    void colourBecomesGreyByItsLuma() throws IOException {
        BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xFF0000);
        picture.setRGB(1, 0, 0x00FF00);
        picture.setRGB(2, 0, 0x0000FF);

        float[] grey = Images.read(written(picture, "bmp"), new long[] {1, 1, 3});

        assertThat(grey).containsExactly(new float[] {0.299f, 0.587f, 0.114f}, within(1e-6f));
    }

    @Test
    void transparentPartsBecomeBlack() throws IOException {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0x00FFFFFF);
        picture.setRGB(1, 0, 0xFFFFFFFF);

        assertThat(Images.read(written(picture, "png"), new long[] {1, 1, 2})).containsExactly(0, 1);
    }

    @Test
    void largerPictureIsCutToItsMiddleAndAveraged() throws IOException {
        BufferedImage picture = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 8; x++) {
            for (int y = 0; y < 4; y++) {
                picture.getRaster().setSample(x, y, 0, x < 2 || x > 5 ? 255 : y % 2 == 0 ? 100 : 50);
            }
        }

        float[] example = Images.read(written(picture, "png"), new long[] {1, 2, 2});

        assertThat(example).containsOnly(75 / 255f);
    }

    /** As readers of TIFF, FITS or DICOM give them. */
    @ParameterizedTest
    @CsvSource({"BYTE, 51, 0.2", "USHORT, 13107, 0.2", "SHORT, 16384, 0.500015", "SHORT, -1, 0", "INT, 2147483647, 0.5", "INT, -1, 1",
        "FLOAT, 0.25, 0.25", "FLOAT, 7, 1", "FLOAT, -7, 0", "FLOAT, NaN, 0", "FLOAT, Infinity, 1", "DOUBLE, 0.75, 0.75"})
    void greySamplesOfEveryTypeBecomeSharesOfWhite(String type, double sample, float share) {
        int transfer = Map.of("BYTE", DataBuffer.TYPE_BYTE, "USHORT", DataBuffer.TYPE_USHORT, "SHORT", DataBuffer.TYPE_SHORT,
                "INT", DataBuffer.TYPE_INT, "FLOAT", DataBuffer.TYPE_FLOAT, "DOUBLE", DataBuffer.TYPE_DOUBLE).get(type);
        var samples = Raster.createWritableRaster(new ComponentSampleModel(transfer, 1, 1, 1, 1, new int[] {0}), null);
        samples.setSample(0, 0, 0, sample);
        var picture = new BufferedImage(new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false,
                Transparency.OPAQUE, transfer), samples, false, null);

        assertThat(Images.fit(picture, new long[] {1, 1, 1})).containsExactly(new float[] {share}, within(1e-6f));
    }

    @Test
    void smallerPictureIsSpread() {
        Images.write(folder.resolve("small.png"), new float[] {0, 1}, new long[] {1, 1, 2});

        assertThat(Images.read(folder.resolve("small.png"), new long[] {1, 2, 4}))
                .containsExactly(0, 0, 1, 1, 0, 0, 1, 1);
    }

    /** 9 megapixels: every second column and row is decoded, so that columns of one colour in turn are lost. */
    @Test
    void ofAVeryLargePictureEverySecondPixelIsRead() throws IOException {
        BufferedImage stripes = new BufferedImage(3000, 3000, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 3000 * 3000; i++) {
            stripes.getRaster().setSample(i % 3000, i / 3000, 0, i % 2 == 0 ? 100 : 200);
        }
        Path file = folder.resolve("stripes.png");
        ImageIO.write(stripes, "png", file.toFile());

        assertThat(Images.load(file).getWidth()).isEqualTo(1500);
        assertThat(Images.read(file, new long[] {1, 1, 1})[0]).isCloseTo(100 / 255f, within(1e-6f));
        assertThat(Images.fit(stripes, new long[] {1, 1, 1})[0]).isCloseTo(150 / 255f, within(1e-6f));
    }

    @Test
    void aPictureThatCannotBeWrittenOrIsNoneIsSaid() {
        Path nowhere = folder.resolve("absent/grey.png");

        assertThatThrownBy(() -> Images.write(nowhere, levels(24), GREY)).isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write " + nowhere);
        assertThatThrownBy(() -> Images.fit(null, GREY)).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Images.load says what is wrong with a file");
    }

    @Test
    void missingFileIsNamed() {
        Path absent = folder.resolve("absent.png");

        assertThatThrownBy(() -> Images.read(absent, GREY)).isInstanceOf(MissingDataException.class)
                .hasMessageContaining(absent.toAbsolutePath().toString());
    }

    @Test
    void otherFormatIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "not a picture");

        assertThatThrownBy(() -> Images.read(text, GREY)).isInstanceOf(MalformedDataException.class)
                .hasMessageContainingAll(text.toAbsolutePath().toString(),
                        "expected a PNG, JPEG, GIF or BMP", "convert");
    }

    @Test
    void aPictureInAZipFileIsReadWithinTheSameLimits() throws IOException {
        float[] values = levels(72);
        try (var zip = FileSystems.newFileSystem(folder.resolve("pictures.zip"), Map.of("create", "true"))) {
            Images.write(zip.getPath("colour.png"), values, COLOUR);
            Files.write(zip.getPath("large.png"), new byte[(32 << 20) + 1]);

            assertThat(Images.read(zip.getPath("colour.png"), COLOUR)).containsExactly(values);
            assertThat(Images.load(zip.getPath("colour.png")).getWidth()).isEqualTo(6);
            assertThatThrownBy(() -> Images.load(zip.getPath("large.png"))).isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining("found more than 32 MB in an archive; unpack or shrink it");
        }
    }

    /** A JPEG of two components, which Java does not read; some versions do not read the four of CMYK either. */
    @Test
    void coloursThatJavaDoesNotReadAreNoDamage() throws IOException {
        Path file = folder.resolve("two.jpg");
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = new FileImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            writer.write(new IIOImage(Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 2, null), null, null));
        }
        writer.dispose();

        assertThatThrownBy(() -> Images.read(file, GREY)).isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(file.toString()).hasMessageContaining("found colours that this version of Java does not read")
                .hasMessageEndingWith("convert it to RGB");
    }

    @Test
    void pictureThatDeclaresTooManyPixelsIsRefusedBeforeItIsDecoded() throws IOException {
        Images.write(folder.resolve("huge.png"), levels(24), GREY);
        byte[] bytes = Files.readAllBytes(folder.resolve("huge.png"));
        ByteBuffer header = ByteBuffer.wrap(bytes).putInt(16, 100_000).putInt(20, 100_000);
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 12, 17);
        header.putInt(29, (int) checksum.getValue());
        Path huge = Files.write(folder.resolve("huge.png"), bytes);

        assertThatThrownBy(() -> Images.read(huge, GREY)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found 100000 x 100000");
    }

    @Test
    void damagedPicturesGiveAnExampleOrATypedError() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        Images.write(folder.resolve("whole.png"), levels(72), COLOUR);
        byte[] whole = Files.readAllBytes(folder.resolve("whole.png"));
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(1, whole.length + 1));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("damaged.png"), damaged);
            try {
                assertThat(Images.read(file, COLOUR)).hasSize(72);
            } catch (MalformedDataException expected) {
                assertThat(expected).hasMessageStartingWith(file.toAbsolutePath().toString())
                        .hasMessageNotContaining("\n");
                refused++;
            }
        }

        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void otherShapesAreRefused() {
        assertThatThrownBy(() -> Images.read(folder.resolve("any.png"), new long[] {2, 4, 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1 or 3, height, width], found [2, 4, 4]");
        assertThatThrownBy(() -> Images.write(folder.resolve("any.png"), new float[5], GREY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 24 values for [1, 4, 6], found 5");
    }

    private Path written(BufferedImage picture, String format) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
        return file;
    }

    private static float[] levels(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 37 % 256) / 255f;
        }
        return values;
    }
}
