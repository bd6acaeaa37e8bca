package org.otvae.image.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a chart: from a range of values to positions, linear or logarithmic, with its round tick values.
 *
 * @param low         the value at {@code start}
 * @param high        the value at {@code end}
 * @param start       a position in chart units
 * @param end         a position in chart units
 * @param logarithmic whether equal distances are equal ratios
 */
record Scale(double low, double high, double start, double end, boolean logarithmic) {

    private static final int WANTED_TICKS = 6;

    /** A scale that shows {@code low} to {@code high}, a little room added where they are equal. */
    static Scale over(double low, double high, double start, double end, boolean logarithmic) {
        if (low < high) {
            return new Scale(low, high, start, end, logarithmic);
        }
        double room = low == 0 ? 1 : Math.abs(low) / 2;
        return logarithmic ? new Scale(low / 2, high * 2, start, end, true)
                : new Scale(low - room, high + room, start, end, false);
    }

    double position(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return start + share * (end - start);
    }

    /** Round values within the range, ascending, about six. */
    List<Double> ticks() {
        return logarithmic && high / low >= 10 ? logarithmicTicks() : linearTicks();
    }

    private List<Double> linearTicks() {
        double rough = (high - low) / WANTED_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private List<Double> logarithmicTicks() {
        int decades = (int) Math.ceil(Math.log10(high / low));
        int every = Math.max(1, decades / WANTED_TICKS);
        int[] digits = decades <= 2 ? new int[] {1, 2, 5} : new int[] {1};
        List<Double> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent += every) {
            for (int digit : digits) {
                double value = digit * Math.pow(10, exponent);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    ticks.add(value);
                }
            }
        }
        return ticks;
    }

    /** A number as short as a tick label should be: 0.05, 12, 1500, 20k, 1e-6. */
    static String label(double value) {
        double size = Math.abs(value);
        if (size < 1e-12) {
            return "0";
        }
        if (size >= 1e7 || size < 1e-4) {
            return trimmed(String.format(Locale.ROOT, "%.2e", value));
        }
        if (size >= 1e4) {
            return trimmed(String.format(Locale.ROOT, "%.1f", value / 1e3)) + "k";
        }
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        return trimmed(String.format(Locale.ROOT, "%." + decimals + "f", value));
    }

    private static String trimmed(String number) {
        return number.replaceFirst("(\\.\\d*?)0+(?=e|$)", "$1").replaceFirst("\\.(?=e|$)", "")
                .replaceFirst("e([+-])0?", "e$1").replace("e+", "e");
    }
}
