package org.otvae.motion.file;

import java.nio.charset.StandardCharsets;

/** The numbers, texts and bytes of a pickle. */
final class PickleScalar {

    private PickleScalar() {
    }

    /** The value of an operation that needs nothing but its argument: Long, Double, Boolean, String, byte[] or null. */
    static Object of(PickleCode code, PickleText text) {
        return switch (code) {
            case NONE -> null;
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            case BININT, LONG1, LONG4 -> (Object) text.signed();
            case BININT1, BININT2 -> (Object) text.unsigned();
            case INT -> text.line().equals("00") ? (Object) Boolean.FALSE : text.line().equals("01")
                    ? (Object) Boolean.TRUE
                    : (Object) integer(text.line(), text);
            case LONG -> (Object) integer(text.line().replaceFirst("L$", ""), text);
            case BINFLOAT -> (Object) text.bigEndianDouble();
            case FLOAT -> (Object) real(text.line(), text);
            case STRING -> unescaped(text.line(), text);
            case BINSTRING, SHORT_BINSTRING -> text.latin();
            case UNICODE -> unicode(text.latin(), text);
            case BINUNICODE, SHORT_BINUNICODE, BINUNICODE8 -> text.utf8();
            case BINBYTES, SHORT_BINBYTES, BINBYTES8, BYTEARRAY8 -> text.content();
            default -> throw new IllegalStateException("the machine must do " + code);
        };
    }

    static long integer(String digits, PickleText text) {
        if (!digits.matches("-?[0-9]{1,18}")) {
            throw text.malformed("an integer of up to 18 digits", digits);
        }
        return Long.parseLong(digits);
    }

    private static double real(String digits, PickleText text) {
        byte[] bytes = digits.getBytes(StandardCharsets.ISO_8859_1);
        double value = Decimal.parse(bytes, 0, bytes.length);
        if (Double.isNaN(value)) {
            throw text.malformed("a number", digits);
        }
        return value;
    }

    /** Python 2's text in quotes, with its escape sequences. */
    private static String unescaped(String quoted, PickleText text) {
        int last = quoted.length() - 1;
        boolean inQuotes = last >= 1 && "'\"".indexOf(quoted.charAt(0)) >= 0 && quoted.charAt(last) == quoted.charAt(0);
        if (!inQuotes) {
            throw text.malformed("a text in quotes", quoted);
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < last; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = i + 1 < last ? quoted.charAt(++i) : 'z';
            switch (escape) {
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case '\\', '\'', '"' -> plain.append(escape);
                case 'x' -> {
                    plain.append((char) hexadecimal(quoted, i + 1, 2, last, text));
                    i += 2;
                }
                default -> throw text.malformed("an escape sequence", "\\" + escape);
            }
        }
        return plain.toString();
    }

    /** Python's raw text, one byte a character, with {@code \}{@code u} and four digits for others. */
    private static String unicode(String raw, PickleText text) {
        String line = raw.endsWith("\n") ? raw.substring(0, raw.length() - 1) : raw;
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.startsWith("\\u", i)) {
                plain.append((char) hexadecimal(line, i + 2, 4, line.length(), text));
                i += 5;
            } else {
                plain.append(line.charAt(i));
            }
        }
        return plain.toString();
    }

    private static int hexadecimal(String from, int start, int digits, int end, PickleText text) {
        String found = from.substring(Math.min(start, end), Math.min(start + digits, end));
        if (!found.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw text.malformed(digits + " hexadecimal digits", found);
        }
        return Integer.parseInt(found, 16);
    }
}
