package org.otvae.motion.file;

import java.io.IOException;
import java.io.InputStream;
import org.otvae.data.MalformedDataException;

/**
 * JSON as a stream of bytes, for texts that are too long to be held: looks at the current byte, takes it, steps over
 * values.
 */
final class JsonBytes {

    private static final int MOST_DEPTH = 16;
    private static final int MOST_KEY = 1_000;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private int next;
    private long position = -1;
    private int current;

    JsonBytes(InputStream in) throws IOException {
        this.in = in;
        step();
    }

    /** The current byte, -1 at the end. */
    int current() {
        return current;
    }

    String key() throws IOException {
        require('"');
        StringBuilder key = new StringBuilder();
        while (current != '"') {
            if (current < ' ' || key.length() >= MOST_KEY) {
                throw malformed("a key in quotes", shown());
            }
            key.append((char) current); // escape sequences stay: no key that counts has any
            if (current == '\\') {
                step();
                key.append((char) current);
            }
            step();
        }
        step();
        return key.toString();
    }

    /** Steps over one value; brackets are counted, so that depth costs nothing, and must close what is open. */
    void skipValue() throws IOException {
        char[] open = new char[MOST_DEPTH];
        int depth = 0;
        skipSpace();
        int begin = current;
        if (begin < 0 || begin == ',' || begin == '}' || begin == ']') {
            throw malformed("a value", shown());
        }
        do {
            skipSpace();
            switch (current) {
                case '[', '{' -> {
                    if (depth == MOST_DEPTH) {
                        throw malformed("at most " + MOST_DEPTH + " levels", "more");
                    }
                    open[depth++] = current == '[' ? ']' : '}';
                    step();
                }
                case ']', '}' -> {
                    if (depth == 0 || open[--depth] != current) {
                        throw malformed("brackets that match", shown());
                    }
                    step();
                }
                case '"' -> skipString();
                case -1 -> throw malformed("the end of a value", "the end of the text");
                default -> step();
            }
        } while (depth > 0 || current != ',' && current != '}' && current > ' ');
    }

    private void skipString() throws IOException {
        step();
        while (current != '"') {
            if (current < ' ') {
                throw malformed("a character of a string", shown());
            }
            if (current == '\\') {
                step();
            }
            step();
        }
        step();
    }

    void step() throws IOException {
        if (next == filled) {
            filled = Math.max(0, in.read(buffer));
            next = 0;
        }
        current = filled == 0 ? -1 : buffer[next++] & 0xFF;
        position++;
    }

    void skipSpace() throws IOException {
        while (current == ' ' || current == '\n' || current == '\r' || current == '\t') {
            step();
        }
    }

    boolean skipped(char c) throws IOException {
        skipSpace();
        boolean found = current == c;
        if (found) {
            step();
        }
        return found;
    }

    void require(char c) throws IOException {
        if (!skipped(c)) {
            throw malformed("'" + c + "'", shown());
        }
    }

    String shown() {
        return current < 0 ? "the end of the text" : current > ' ' && current < 127 ? "'" + (char) current + "'"
                : String.format("the byte 0x%02X", current);
    }

    MalformedDataException malformed(String expected, String found) {
        return new MalformedDataException("JSON, byte " + position + ": expected " + expected + ", found " + found);
    }
}
