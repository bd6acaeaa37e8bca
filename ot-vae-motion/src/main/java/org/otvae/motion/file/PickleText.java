package org.otvae.motion.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.otvae.data.MalformedDataException;

/** The operations of a pickle one after the other, each with its argument as bytes; what does not fit is refused. */
final class PickleText {

    private final byte[] bytes;
    private int position;
    private int begin;
    private int from;
    private int to;

    PickleText(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Walks over the whole text without making anything: all operations are known, all lengths fit, nothing is behind
     * the end.
     */
    static void scan(byte[] bytes) {
        PickleText text = new PickleText(bytes);
        while (text.next() != PickleCode.STOP) {
            continue; // each step checks its operation and length
        }
        if (text.position != bytes.length) {
            throw text.malformed("the end after the last operation", (bytes.length - text.position) + " more bytes");
        }
    }

    PickleCode next() {
        begin = position;
        if (position >= bytes.length) {
            throw malformed("another operation", "the end");
        }
        int value = bytes[position++] & 0xFF;
        PickleCode code = PickleCode.of(value);
        if (code == null) {
            throw malformed("operations for arrays of numpy, dictionaries, lists and numbers", String.format("0x%02X",
                    value));
        }
        long length = code.argument().bytes();
        if (code.argument().counted()) {
            int width = (int) length;
            require(width);
            length = little(position, width);
            position += width;
        } else if (code.argument() == PickleCode.Argument.LINE) {
            length = line(position);
        } else if (code.argument() == PickleCode.Argument.TWO_LINES) {
            length = line(position);
            length += line(position + (int) length);
        }
        require(length);
        from = position;
        to = position + (int) length;
        position = to;
        return code;
    }

    private long line(int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end + 1L - start; // one more than there is without a line's end, which is then refused
    }

    private void require(long length) {
        if (length < 0 || length > bytes.length - position) {
            throw malformed("at most " + (bytes.length - position) + " bytes for its argument", String.valueOf(length));
        }
    }

    private long little(int at, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (bytes[at + i] & 0xFFL) << 8 * i;
        }
        return value;
    }

    /** The argument as bytes. */
    byte[] content() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** The argument as text, one byte a character. */
    String latin() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The argument as text in UTF-8. */
    String utf8() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The argument as a line without its end. */
    String line() {
        return latin().strip();
    }

    /** The argument as an unsigned number of its bytes. */
    long unsigned() {
        return little(from, to - from);
    }

    /** The argument as a signed number of up to 8 bytes. */
    long signed() {
        int width = to - from;
        if (width > Long.BYTES) {
            throw malformed("an integer of 64 bits", width + " bytes");
        }
        return width == 0 ? 0 : unsigned() << Long.SIZE - 8 * width >> Long.SIZE - 8 * width;
    }

    double bigEndianDouble() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getDouble(from);
    }

    MalformedDataException malformed(String expected, String found) {
        String shown = found.length() <= 60 ? found : found.substring(0, 60) + "...";
        return new MalformedDataException("pickle, byte " + begin + ": expected " + expected + ", found "
                + shown.replaceAll("\\p{Cntrl}", "?") + "; save its arrays with numpy.savez instead");
    }
}
