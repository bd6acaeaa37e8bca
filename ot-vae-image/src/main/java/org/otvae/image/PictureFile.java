package org.otvae.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/** Reads picture files with Java's own readers, within bounds that the header is checked against first. */
final class PictureFile {

    private static final long MOST_PIXELS = 64L << 20;
    private static final int MOST_DECODED = 4 << 20; // pixels, 16 MB; of larger pictures every n-th is read
    private static final int MOST_WAITING = 48 << 20; // bytes of coefficients of a JPEG of several scans: with the pixels 64 MB
    private static final int MOST_ARCHIVED = 32 << 20; // bytes of a picture that is read in memory; arbitrary
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

    private PictureFile() {
    }

    static BufferedImage read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("expected a picture at " + file.toAbsolutePath()
                    + ", found no file; give the path of a picture");
        }
        try (ImageInputStream stream = stream(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                try {
                    if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                        return decode(file, reader, stream);
                    }
                } finally {
                    reader.dispose();
                }
            }
            throw malformed(file, "another format", null);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), failure);
        }
    }

    /** A file of the disk is read where it lies; one inside an archive, which has no place on the disk, in memory. */
    private static ImageInputStream stream(Path file) throws IOException {
        if (file.getFileSystem() == FileSystems.getDefault()) {
            return new FileImageInputStream(file.toFile());
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MOST_ARCHIVED + 1);
            if (bytes.length > MOST_ARCHIVED) {
                throw malformed(file, "more than " + (MOST_ARCHIVED >> 20) + " MB in an archive", "unpack or shrink it", null);
            }
            return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
        }
    }

    private static BufferedImage decode(Path file, ImageReader reader, ImageInputStream stream) {
        try {
            long waiting = JpegScans.waiting(stream);
            reader.setInput(stream, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels < 1 || pixels > MOST_PIXELS) {
                throw malformed(file, reader.getWidth(0) + " x " + reader.getHeight(0), null);
            }
            if (waiting > MOST_WAITING) {
                throw malformed(file, reader.getWidth(0) + " x " + reader.getHeight(0) + " as a progressive JPEG, which takes " + (waiting >> 20)
                        + " MB to decode, over " + (MOST_WAITING >> 20), "save it as a baseline JPEG or shrink it", null);
            }
            if (!reader.getImageTypes(0).hasNext()) {
                throw malformed(file, "colours that this version of Java does not read, in some CMYK",
                        "convert it to RGB", null);
            }
            ImageReadParam settings = reader.getDefaultReadParam();
            int every = (int) Math.ceil(Math.sqrt(pixels / (double) MOST_DECODED));
            settings.setSourceSubsampling(every, every, 0, 0);
            return reader.read(0, settings);
        } catch (MalformedDataException known) {
            throw known;
        } catch (IOException | RuntimeException failure) {
            throw malformed(file, "a damaged one (" + failure.getMessage() + ")", failure);
        }
    }

    private static MalformedDataException malformed(Path file, String found, Exception cause) {
        return malformed(file, found, "convert or shrink it", cause);
    }

    private static MalformedDataException malformed(Path file, String found, String advice, Exception cause) {
        String message = file.toAbsolutePath() + ": expected a PNG, JPEG, GIF or BMP picture of at most " + MOST_PIXELS
                + " pixels, found " + found + "; " + advice;
        return new MalformedDataException(message.replaceAll("\\s+", " "), cause);
    }
}
