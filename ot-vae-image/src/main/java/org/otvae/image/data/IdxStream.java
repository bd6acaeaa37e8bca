package org.otvae.image.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Reads an IDX file of unsigned bytes [lecun1998mnist], plain or gzip, item by item: images {@code [count, rows,
 * columns]} (magic 0x00000803) or labels {@code [count]} (magic 0x00000801, one byte an item).
 *
 * <p>The header is checked before anything is allocated: a plain file must have exactly the length that its header
 * declares, and a compressed one cannot declare more than deflate's greatest ratio allows. Never more than the declared
 * length and one byte is decompressed. Every fault of the file is a {@link MalformedDataException} of one line.
 */
public final class IdxStream implements AutoCloseable {

    private static final int IMAGES = 0x00000803;
    private static final int LABELS = 0x00000801;
    private static final int MOST_ITEMS = 100_000_000; // arbitrary, over 1,000 times the largest known set
    private static final int LONGEST_SIDE = 4_096; // arbitrary
    private static final long DEFLATE_RATIO = 1_032; // the greatest expansion of deflate (zlib's technical notes)

    private final String name;
    private final InputStream stream;
    private final int dimensions;
    private final int count;
    private final int rows;
    private final int columns;
    private int position;

    private IdxStream(String name, InputStream stored, long storedLength) throws IOException {
        this.name = name;
        InputStream buffered = new BufferedInputStream(stored, 1 << 16);
        buffered.mark(2);
        boolean compressed = buffered.read() == GzipStream.MAGIC_1 && buffered.read() == GzipStream.MAGIC_2;
        buffered.reset();
        this.stream = compressed ? new GzipStream(buffered) : buffered;
        int magic = word("its magic number");
        if (magic != IMAGES && magic != LABELS) {
            throw malformed("expected the magic number 0x00000803 (images) or 0x00000801 (labels) of unsigned bytes",
                    String.format("0x%08x", magic));
        }
        this.dimensions = magic == IMAGES ? 3 : 1;
        this.count = length("count", MOST_ITEMS);
        this.rows = dimensions == 3 ? length("rows", LONGEST_SIDE) : 1;
        this.columns = dimensions == 3 ? length("columns", LONGEST_SIDE) : 1;
        checkLength(compressed, storedLength);
    }

    /** Opens a file. */
    public static IdxStream open(Path file) {
        return open(file.toUri());
    }

    /**
     * Opens a file ({@code file:}) or an entry of a jar ({@code jar:}).
     *
     * @throws MissingDataException   if it is not there
     * @throws MalformedDataException if its header is not that of an IDX file
     */
    public static IdxStream open(URI location) {
        if (!"file".equals(location.getScheme()) && !"jar".equals(location.getScheme())) {
            throw new IllegalArgumentException("an IDX file must be a file or an entry of a jar, found " + location
                    + "; copy it to this machine first");
        }
        try {
            if ("file".equals(location.getScheme())) {
                Path file = Path.of(location);
                return open(file.toString(), Files.newInputStream(file), Files.size(file));
            }
            URLConnection entry = location.toURL().openConnection();
            entry.setUseCaches(false);
            return open(location.toString(), entry.getInputStream(), entry.getContentLengthLong());
        } catch (NoSuchFileException | java.io.FileNotFoundException missing) {
            throw new MissingDataException("expected an IDX file at " + location + ", found nothing; give its path");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot open " + location, failure);
        }
    }

    private static IdxStream open(String name, InputStream stored, long storedLength) throws IOException {
        try {
            return new IdxStream(name, stored, storedLength);
        } catch (EOFException | ZipException failure) {
            stored.close();
            throw broken(name, failure);
        } catch (IOException | RuntimeException failure) {
            stored.close();
            throw failure;
        }
    }

    /** Whether the items are images; labels otherwise. */
    public boolean holdsImages() {
        return dimensions == 3;
    }

    /** The number of items that the file holds. */
    public int count() {
        return count;
    }

    /** The height of an image in pixels; 1 for labels. */
    public int rows() {
        return rows;
    }

    /** The width of an image in pixels; 1 for labels. */
    public int columns() {
        return columns;
    }

    /** The number of bytes of an item: rows times columns. */
    public int itemBytes() {
        return rows * columns;
    }

    /** The number of items read so far. */
    public int position() {
        return position;
    }

    /**
     * Copies the next item into {@code target}. With the last item the end of the file is checked too.
     *
     * @throws MalformedDataException if the file ends early, goes on after the last item or its checksum is wrong
     * @throws IllegalStateException  if all items have been read
     */
    public void read(byte[] target, int offset) {
        if (position == count) {
            throw new IllegalStateException(name + " has " + count + " items and all have been read");
        }
        try {
            int found = stream.readNBytes(target, offset, itemBytes());
            if (found < itemBytes()) {
                throw malformed("expected " + count + " items of " + itemBytes() + " bytes",
                        "the end of the data within item " + position);
            }
            position++;
            if (position == count && stream.read() >= 0) {
                throw malformed("expected the end of the data after " + count + " items", "more bytes");
            }
        } catch (EOFException | ZipException failure) {
            throw broken(name, failure);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + name, failure);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close " + name, failure);
        }
    }

    private void checkLength(boolean compressed, long storedLength) {
        long declared = 4L + 4L * dimensions + (long) count * itemBytes();
        if (!compressed && declared != storedLength) {
            throw malformed("expected " + declared + " bytes as its header declares", storedLength + " bytes");
        }
        if (compressed && declared / DEFLATE_RATIO > storedLength) {
            throw malformed("expected at least " + declared / DEFLATE_RATIO + " bytes, compressed, for the " + declared
                    + " that its header declares", storedLength + " bytes");
        }
    }

    private int length(String what, int most) throws IOException {
        int value = word(what);
        if (value < 1 || value > most) {
            throw malformed("expected " + what + " from 1 to " + most, Integer.toString(value));
        }
        return value;
    }

    private int word(String what) throws IOException {
        byte[] bytes = stream.readNBytes(4);
        if (bytes.length < 4) {
            throw malformed("expected " + what + " of 4 bytes", "the end of the data");
        }
        return (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
    }

    private MalformedDataException malformed(String expected, String found) {
        return new MalformedDataException(name + ": " + expected + ", found " + found + "; get the file again");
    }

    private static MalformedDataException broken(String name, IOException failure) {
        return new MalformedDataException(name + ": expected whole gzip data, found that it is damaged ("
                + failure.getMessage() + "); get the file again", failure);
    }
}
