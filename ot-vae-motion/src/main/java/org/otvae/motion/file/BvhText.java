package org.otvae.motion.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.otvae.data.MalformedDataException;

/** The words and numbers of a BVH text one after the other, with the line for complaints. */
final class BvhText {

    private static final int SHOWN = 40;

    private final byte[] bytes;
    private int position;
    private int line = 1;

    BvhText(byte[] bytes) {
        this.bytes = bytes;
    }

    private void skipSpace() {
        while (position < bytes.length && bytes[position] <= ' ' && bytes[position] >= 0) {
            line += bytes[position++] == '\n' ? 1 : 0;
        }
    }

    boolean ended() {
        skipSpace();
        return position >= bytes.length;
    }

    /** The next word up to a space or a brace; a brace is a word. Empty at the end. */
    String word() {
        skipSpace();
        int from = position;
        while (position < bytes.length && (bytes[position] > ' ' || bytes[position] < 0)) {
            boolean brace = bytes[position] == '{' || bytes[position] == '}';
            if (brace && position > from) {
                break;
            }
            position++;
            if (brace) {
                break;
            }
        }
        return new String(bytes, from, Math.min(position - from, 1_000), StandardCharsets.UTF_8);
    }

    /** Takes a word of the format, in small or capital letters. */
    void require(String expected) {
        String found = word();
        if (!found.toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT))) {
            throw malformed(expected, found);
        }
    }

    /** The rest of the line up to a brace, without spaces around it. */
    String restOfLine() {
        int from = position;
        while (position < bytes.length && bytes[position] != '\n' && bytes[position] != '{') {
            position++;
        }
        return new String(bytes, from, Math.min(position - from, 1_000), StandardCharsets.UTF_8).strip();
    }

    double number(String what) {
        skipSpace();
        int from = position;
        while (position < bytes.length && (bytes[position] > ' ' || bytes[position] < 0)) {
            position++;
        }
        double value = Decimal.parse(bytes, from, position);
        if (Double.isNaN(value)) {
            throw malformed(what, new String(bytes, from, Math.min(position - from, SHOWN), StandardCharsets.UTF_8));
        }
        return value;
    }

    MalformedDataException malformed(String expected, String found) {
        String shown = found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "...";
        return new MalformedDataException("line " + line + ": expected " + expected + ", found "
                + (found.isEmpty() ? "the end" : "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"")
                + "; export it as BVH again");
    }
}
