package org.otvae.data;

/** A JSON text and a position in it: looks at characters, takes them, and says what was expected instead. */
final class JsonText {

    static final int END = -1;

    private final String text;
    private int position;

    JsonText(String text) {
        this.text = text;
    }

    /** The character at the position, or {@link #END}. */
    int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    void skip(int count) {
        position += count;
    }

    void skipSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            position++;
        }
    }

    boolean take(char c) {
        boolean found = peek() == c;
        if (found) {
            position++;
        }
        return found;
    }

    boolean take(String word) {
        boolean found = text.startsWith(word, position);
        if (found) {
            position += word.length();
        }
        return found;
    }

    void require(char c, String expected) {
        if (!take(c)) {
            throw unexpected(expected);
        }
    }

    /** Takes the characters of a number: {@code -? (0 | digits) (. digits)? ([eE] [+-]? digits)?}. */
    String takeNumber() {
        int start = position;
        take('-');
        if (!take('0')) {
            digits("a value");
        }
        if (take('.')) {
            digits("a digit after the point");
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits("a digit of the exponent");
        }
        return text.substring(start, position);
    }

    private void digits(String expected) {
        int start = position;
        while (peek() >= '0' && peek() <= '9') {
            position++;
        }
        if (position == start) {
            throw unexpected(expected);
        }
    }

    /** Takes four hexadecimal digits. */
    char takeUnit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : END; // JSON has ASCII digits only
            if (digit < 0) {
                throw unexpected("four hexadecimal digits");
            }
            unit = unit * 16 + digit;
            position++;
        }
        return (char) unit;
    }

    MalformedDataException unexpected(String expected) {
        int c = peek();
        String found = c == END ? "the end of the text"
                : c > ' ' && c < 127 ? "'" + (char) c + "'" : String.format("the character U+%04X", c);
        return malformed(expected, found);
    }

    MalformedDataException malformed(String expected, String found) {
        String shown = found.length() <= 60 ? found : found.substring(0, 60) + "...";
        return new MalformedDataException("JSON, character " + position + ": expected " + expected
                + ", found " + shown);
    }
}
