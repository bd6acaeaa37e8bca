package org.otvae.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.data.Allocation;
import org.otvae.data.MalformedDataException;

/** Damaged pictures of every format that is read: each gives a picture or one line, and takes little memory. */
class PictureMutationTest {
    private static final int EACH = 300;
    /** Heap that a refused picture may take. */
    private static final long MOST_HEAP = 64L << 20;
    /** The same where the damage shows late: rows are made anew for each scan and dropped, which this counts, too. */
    private static final long MOST_HEAP_OF_SCANS = 256L << 20;
    private static final int[] SIDES = {0, 1, 7, 255, 4096, 8191, 8192, 16_000, 30_000, 65_535};

    private final SplittableRandom random = new SplittableRandom(11);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "progressive", "gif", "bmp"})
    void damagedPicturesGiveAPictureOrATypedError(String format) throws IOException {
        byte[] whole = written(format, 40, 30);
        Path file = folder.resolve("mutant");
        long mostHeap = format.equals("progressive") ? MOST_HEAP_OF_SCANS : MOST_HEAP;
        AtomicInteger refused = new AtomicInteger();
        for (int i = 0; i < EACH; i++) {
            Files.write(file, mutant(whole, format, i));
            int before = refused.get();
            long allocated = Allocation.during(() -> {
                try {
                    BufferedImage picture = PictureFile.read(file);
                    assertThat(picture.getWidth() * picture.getHeight()).isBetween(1, 5 << 20);
                } catch (MalformedDataException expected) {
                    assertThat(expected).hasMessageStartingWith(file.toAbsolutePath().toString()).hasMessageNotContaining("\n");
                    refused.incrementAndGet();
                }
            });
            if (refused.get() > before) {
                assertThat(allocated).as("heap for mutant " + i).isLessThan(mostHeap);
            }
        }

        assertThat(refused.get()).isBetween(EACH / 4, EACH - 1);
    }

    /** A third each: cut off, bits flipped, other sides in the header; then again bits flipped in some. */
    private byte[] mutant(byte[] whole, String format, int i) {
        byte[] mutant = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        if (i % 3 == 1) {
            setSides(mutant, format, SIDES[random.nextInt(SIDES.length)], SIDES[random.nextInt(SIDES.length)]);
        }
        int flips = i % 3 == 2 ? 1 + random.nextInt(8) : i % 2;
        for (int flip = 0; flip < flips && mutant.length > 0; flip++) {
            mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return mutant;
    }

    @Test
    void progressiveJpegsOfManyPixelsAreRefusedAndOthersRead() throws IOException {
        Path file = folder.resolve("large.jpg");

        for (String format : new String[] {"jpeg", "progressive"}) {
            byte[] picture = written(format, 40, 30);
            setSides(picture, "jpeg", 2_000, 3_000);
            Files.write(file, picture);
            assertThat(Images.load(file).getWidth()).as(format).isEqualTo(1_000); // every second column
        }

        byte[] picture = written("progressive", 40, 30);
        setSides(picture, "jpeg", 8_192, 8_192);
        Files.write(file, picture);
        assertThatThrownBy(() -> Images.load(file)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found 8192 x 8192 as a progressive JPEG, which takes 192 MB to decode, over 48; save it as a baseline JPEG");
    }

    /** Between two segments a reader skips what is none; whoever counts must find the same frame behind it. */
    @Test
    void nothingBeforeTheFrameHidesItsScans() throws IOException {
        byte[] picture = written("progressive", 40, 30);
        setSides(picture, "jpeg", 8_192, 8_192);
        byte[] filled = insert(picture, 2, new byte[] {1, 2, (byte) 0xFF, 0, (byte) 0xFF, (byte) 0xD0, 3, (byte) 0xFF});
        byte[] endless = insert(picture, 2, new byte[1 << 17]);

        assertThatThrownBy(() -> Images.load(Files.write(folder.resolve("a.jpg"), filled))).hasMessageContaining("as a progressive JPEG");
        assertThatThrownBy(() -> Images.load(Files.write(folder.resolve("b.jpg"), endless)))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("more than 65536 bytes between the segments");
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        return ByteBuffer.allocate(bytes.length + more.length).put(bytes, 0, at).put(more).put(bytes, at, bytes.length - at).array();
    }

    private static byte[] written(String format, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.RED, width, height, Color.CYAN));
        pen.fillRect(0, 0, width, height);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean progressive = format.equals("progressive");
        ImageWriter writer = ImageIO.getImageWritersByFormatName(progressive ? "jpeg" : format).next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        if (progressive) {
            settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static void setSides(byte[] picture, String format, int width, int height) {
        ByteBuffer bytes = ByteBuffer.wrap(picture);
        switch (format) {
            case "png" -> {
                bytes.putInt(16, width).putInt(20, height);
                CRC32 checksum = new CRC32();
                checksum.update(picture, 12, 17);
                bytes.putInt(29, (int) checksum.getValue());
            }
            case "gif" -> {
                int image = 13 + 3 * (2 << (picture[10] & 7)); // behind the header and the table of colours
                while (picture[image] != 0x2C) {
                    image++;
                }
                bytes.order(ByteOrder.LITTLE_ENDIAN).putShort(image + 5, (short) width).putShort(image + 7, (short) height);
            }
            case "bmp" -> bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
            default -> {
                int frame = 2;
                while ((picture[frame + 1] & 0xFF) != 0xC0 && (picture[frame + 1] & 0xFF) != 0xC2) {
                    frame += 2 + bytes.getShort(frame + 2);
                }
                bytes.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
            }
        }
    }
}
