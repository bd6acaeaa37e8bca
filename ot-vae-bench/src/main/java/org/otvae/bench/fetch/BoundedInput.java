package org.otvae.bench.fetch;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.otvae.data.MalformedDataException;

/** A stream that refuses to hand out more bytes than a limit, so that a small file cannot unpack into a huge one. */
final class BoundedInput extends FilterInputStream {

    private final String what;
    private final long limit;
    private long read;

    /**
     * Wraps a stream.
     *
     * @param what  names the stream in messages
     * @param limit the number of bytes after which reading fails
     */
    BoundedInput(InputStream in, String what, long limit) {
        super(in);
        this.what = what;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int got = in.read(target, offset, length);
        count(Math.max(0, got));
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Exactly {@code length} bytes; a shorter stream is malformed. */
    byte[] exactly(int length) throws IOException {
        byte[] bytes = readNBytes(length);
        if (bytes.length < length) {
            throw new MalformedDataException(what + ": expected " + length + " more bytes, found " + bytes.length
                    + "; the file is cut short, fetch it again");
        }
        return bytes;
    }

    /** Leaves out exactly {@code length} bytes. */
    void leaveOut(long length) throws IOException {
        try {
            skipNBytes(length);
        } catch (EOFException e) {
            throw new MalformedDataException(what + ": ends inside an entry; the file is cut short, fetch it again", e);
        }
    }

    @Override
    public long skip(long length) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(1, length))];
        long skipped = 0;
        while (skipped < length) {
            int got = read(buffer, 0, (int) Math.min(buffer.length, length - skipped));
            if (got < 0) {
                break;
            }
            skipped += got;
        }
        return skipped;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > limit) {
            throw new MalformedDataException(what + ": expected at most " + limit
                    + " bytes, found more; this is not the "
                    + "package it claims to be, fetch it again");
        }
    }
}
