package org.otvae.bench.sweep.space;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.otvae.settings.Arguments;

/** Reads a range from text such as {@code log(0.01, 1)}. */
final class RangeText {

    private static final String FORMS = "uniform(low, high), log(low, high), int(low, high), logint(low, high) or "
            + "choice(a, b, ...)";

    private RangeText() {
    }

    /**
     * The range that a text describes.
     *
     * @throws IllegalArgumentException if it describes none; the message names the path
     */
    static Range read(String path, String text) {
        String trimmed = text.strip();
        int open = trimmed.indexOf('(');
        if (open < 0 || !trimmed.endsWith(")")) {
            throw wrong(path, text);
        }
        var arguments = Arguments.split(trimmed.substring(open + 1, trimmed.length() - 1));
        try {
            return switch (trimmed.substring(0, open).strip().toLowerCase(Locale.ROOT)) {
                case "uniform" -> new Range.Uniform(number(arguments, 0), number(arguments, 1));
                case "log" -> new Range.Log(number(arguments, 0), number(arguments, 1));
                case "int" -> new Range.Whole(whole(arguments, 0), whole(arguments, 1));
                case "logint" -> new Range.LogWhole(whole(arguments, 0), whole(arguments, 1));
                case "choice" -> new Range.Choice(arguments);
                default -> throw wrong(path, text);
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw wrong(path, text);
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith(path) ? e : new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private static double number(List<String> arguments, int index) {
        if (arguments.size() != 2) {
            throw new NumberFormatException("two ends");
        }
        return Double.parseDouble(arguments.get(index).replace("_", ""));
    }

    private static int whole(List<String> arguments, int index) {
        if (arguments.size() != 2) {
            throw new NumberFormatException("two ends");
        }
        var exact = new BigDecimal(arguments.get(index).replace("_", ""));
        if (exact.scale() < -9) { // no int has more digits; 1e999999999 must not be expanded
            throw new ArithmeticException("out of range");
        }
        return exact.intValueExact();
    }

    private static IllegalArgumentException wrong(String path, String text) {
        return new IllegalArgumentException(path + ": expected " + FORMS + ", found \"" + text.strip() + "\"");
    }
}
