package org.otvae.audio.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.otvae.data.MalformedDataException;

/**
 * Bits of a FLAC stream, the highest of a byte first. Reading past the end is malformed data, whatever was asked for.
 */
final class FlacBits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int SURE = 57; // bits of an eight-byte window that are there wherever in a byte it starts

    private final byte[] bytes; // with eight zeros behind
    private final long end;
    private final String name;
    private long at;

    /**
     * Bits of a file.
     *
     * @param name of the file, for messages
     */
    FlacBits(byte[] file, String name) {
        this.bytes = java.util.Arrays.copyOf(file, file.length + Long.BYTES);
        this.end = 8L * file.length;
        this.name = name;
    }

    /** An unsigned number of 0 to 32 bits. */
    long unsigned(int bits) {
        if (bits == 0) {
            return 0;
        }
        long value = window() >>> 64 - bits;
        advance(bits);
        return value;
    }

    /** A number of 0 to 32 bits in two's complement. */
    int signed(int bits) {
        if (bits == 0) {
            return 0;
        }
        int value = (int) (window() >> 64 - bits);
        advance(bits);
        return value;
    }

    /** The number of zeros before the next one, which is read, too. */
    int unary() {
        long zeros = 0;
        long window = window();
        while (window >>> 64 - SURE == 0) {
            advance(SURE);
            zeros += SURE;
            window = window();
        }
        int more = Long.numberOfLeadingZeros(window);
        advance(more + 1);
        return Math.toIntExact(zeros + more);
    }

    /** Steps over whole bytes. */
    void leaveOut(int count) {
        advance(8L * count);
    }

    /** Goes to the next whole byte; where it is. */
    int align() {
        at = at + 7 & ~7L;
        return (int) (at >>> 3);
    }

    /** Whether all bytes have been read. */
    boolean finished() {
        return at >= end;
    }

    /** The byte at a place. */
    int at(int place) {
        return bytes[place] & 0xFF;
    }

    private long window() {
        return (long) LONGS.get(bytes, (int) (at >>> 3)) << (at & 7);
    }

    private void advance(long bits) {
        at += bits;
        if (at > end) {
            throw new MalformedDataException(name
                    + ": expected a whole FLAC file, found one that ends early; copy it again");
        }
    }
}
