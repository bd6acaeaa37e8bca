package org.otvae.image.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads one gzip member, checks its CRC-32 and length, and allows nothing after it [rfc1952].
 *
 * <p>Unlike {@link java.util.zip.GZIPInputStream}, which calls itself once for each empty member and so overflows the
 * stack on a file made of thousands of them.
 */
final class GzipStream extends InflaterInputStream {

    static final int MAGIC_1 = 0x1F;
    static final int MAGIC_2 = 0x8B;

    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;
    private static final int TRAILER_BYTES = 8;

    private final CRC32 checksum = new CRC32();
    private long length;
    private boolean ended;

    GzipStream(InputStream stored) throws IOException {
        super(stored, new Inflater(true), 1 << 16);
        try {
            readHeader();
        } catch (IOException failure) {
            inf.end();
            throw failure;
        }
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (ended) {
            return -1;
        }
        int read = super.read(target, offset, count);
        if (read < 0) {
            checkTrailer();
            ended = true;
        } else {
            checksum.update(target, offset, read);
            length += read;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }

    private void readHeader() throws IOException {
        if (next() != MAGIC_1 || next() != MAGIC_2 || next() != DEFLATE) {
            throw new ZipException("not a gzip header");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("reserved gzip flags");
        }
        skip(6); // time, extra flags, system
        if ((flags & EXTRA) != 0) {
            int low = next();
            skip(low | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void checkTrailer() throws IOException {
        byte[] trailer = new byte[TRAILER_BYTES];
        int left = inf.getRemaining();
        if (left > TRAILER_BYTES) {
            throw new ZipException("bytes after the end of the compressed data");
        }
        System.arraycopy(buf, len - left, trailer, 0, left);
        if (in.readNBytes(trailer, left, TRAILER_BYTES - left) < TRAILER_BYTES - left) {
            throw new EOFException("the gzip checksum is missing");
        }
        if (word(trailer, 0) != checksum.getValue() || word(trailer, 4) != (length & 0xFFFFFFFFL)) {
            throw new ZipException("the gzip checksum does not fit the data");
        }
        if (in.read() >= 0) {
            throw new ZipException("bytes after the end of the compressed data");
        }
    }

    private static long word(byte[] bytes, int at) {
        return (bytes[at] & 0xFFL) | (bytes[at + 1] & 0xFFL) << 8 | (bytes[at + 2] & 0xFFL) << 16
                | (bytes[at + 3] & 0xFFL) << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            continue;
        }
    }

    private int next() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("the gzip header ends early");
        }
        return value;
    }
}
