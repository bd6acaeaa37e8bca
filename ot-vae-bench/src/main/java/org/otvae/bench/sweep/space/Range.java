package org.otvae.bench.sweep.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The values that one setting may take, with a map to the unit interval and back: {@code log(0.01, 1)} sends 0 to 0.01, 0.5 to
 * 0.1 and 1 to 1. Values are texts as {@code --set} takes them, numbers with {@value #DIGITS} digits, so that what is tried is
 * what is printed.
 */
public sealed interface Range permits Range.Uniform, Range.Log, Range.Whole, Range.LogWhole, Range.Choice {

    /** Significant digits of a number. */
    int DIGITS = 6;

    /** The value at a place in the unit interval. */
    String text(double unit);

    /** The value of this range nearest to a number; not for values without order. */
    default String nearest(double number) {
        throw new UnsupportedOperationException("values without order have no nearest one");
    }

    /** The place of a value in the unit interval; places outside the range are cut to its ends. */
    double unit(String text);

    /** The values of a grid: all of a finite range if they are no more than {@code points}, else as many in equal steps. */
    List<String> grid(int points);

    /** How many values there are if they have no order; 0 for numbers. */
    default int kinds() {
        return 0;
    }

    /** Numbers between two ends, all alike: {@code uniform(0, 1)}. */
    record Uniform(double low, double high) implements Range {

        public Uniform {
            requireOrdered(low, high);
        }

        @Override
        public String text(double unit) {
            return nearest(low + unit * (high - low));
        }

        @Override
        public String nearest(double number) {
            return written(number, low, high);
        }

        @Override
        public double unit(String text) {
            return cut((Double.parseDouble(text) - low) / (high - low));
        }

        @Override
        public List<String> grid(int points) {
            return steps(this, points);
        }

        @Override
        public String toString() {
            return "uniform(" + plain(low) + ", " + plain(high) + ")";
        }
    }

    /** Numbers between two ends greater than 0, all ratios alike: {@code log(0.01, 1)}. */
    record Log(double low, double high) implements Range {

        public Log {
            requireOrdered(low, high);
            requirePositive(low);
        }

        @Override
        public String text(double unit) {
            return nearest(low * Math.pow(high / low, unit));
        }

        @Override
        public String nearest(double number) {
            return written(number, low, high);
        }

        @Override
        public double unit(String text) {
            return cut(Math.log(Double.parseDouble(text) / low) / Math.log(high / low));
        }

        @Override
        public List<String> grid(int points) {
            return steps(this, points);
        }

        @Override
        public String toString() {
            return "log(" + plain(low) + ", " + plain(high) + ")";
        }
    }

    /** Whole numbers, both ends included: {@code int(1, 10)}. */
    record Whole(int low, int high) implements Range {

        public Whole {
            requireOrdered(low, high);
        }

        @Override
        public String text(double unit) {
            return nearest(Math.floor(low + unit * (high - (double) low + 1)));
        }

        @Override
        public String nearest(double number) {
            return String.valueOf(Math.max(low, Math.min(high, Math.round(number))));
        }

        @Override
        public double unit(String text) {
            return cut((Double.parseDouble(text) - low + 0.5) / (high - (double) low + 1));
        }

        @Override
        public List<String> grid(int points) {
            return steps(this, (int) Math.min(points, high - (long) low + 1));
        }

        @Override
        public String toString() {
            return "int(" + low + ", " + high + ")";
        }
    }

    /** Whole numbers of at least 1, ratios alike: {@code logint(16, 512)}. */
    record LogWhole(int low, int high) implements Range {

        public LogWhole {
            requireOrdered(low, high);
            requirePositive(low);
        }

        @Override
        public String text(double unit) {
            return nearest((low - 0.5) * Math.pow((high + 0.5) / (low - 0.5), unit));
        }

        @Override
        public String nearest(double number) {
            return String.valueOf(Math.max(low, Math.min(high, Math.round(number))));
        }

        @Override
        public double unit(String text) {
            return cut(Math.log(Double.parseDouble(text) / (low - 0.5)) / Math.log((high + 0.5) / (low - 0.5)));
        }

        @Override
        public List<String> grid(int points) {
            if (high - (long) low < points) {
                return java.util.stream.IntStream.rangeClosed(low, high).mapToObj(String::valueOf).toList();
            }
            return steps(this, points);
        }

        @Override
        public String toString() {
            return "logint(" + low + ", " + high + ")";
        }
    }

    /** Some values without order, each a text as {@code --set} takes it: {@code choice(8, 16, exponential(1, 0.1))}. */
    record Choice(List<String> values) implements Range {

        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty() || new LinkedHashSet<>(values).size() < values.size()) {
                throw new IllegalArgumentException("choice needs at least one value and none twice, found " + values);
            }
        }

        @Override
        public String text(double unit) {
            return values.get((int) Math.min(values.size() - 1.0, Math.floor(unit * values.size())));
        }

        @Override
        public double unit(String text) {
            return (values.indexOf(text) + 0.5) / values.size();
        }

        @Override
        public List<String> grid(int points) {
            return values;
        }

        @Override
        public int kinds() {
            return values.size();
        }

        @Override
        public String toString() {
            return "choice(" + String.join(", ", values) + ")";
        }
    }

    private static List<String> steps(Range range, int points) {
        var values = new ArrayList<String>();
        for (int i = 0; i < points; i++) {
            String value = range.text(points == 1 ? 0.5 : i / (points - 1.0));
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private static String written(double value, double low, double high) {
        var rounded = new BigDecimal(value).round(new MathContext(DIGITS));
        return plain(Math.max(low, Math.min(high, rounded.doubleValue())));
    }

    private static String plain(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text.replace(".0E", "e").replace("E", "e");
    }

    private static double cut(double unit) {
        return Math.max(0, Math.min(1, unit));
    }

    private static void requireOrdered(double low, double high) {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("the lower end must be below the upper one and both finite, found "
                    + plain(low) + " and " + plain(high));
        }
    }

    private static void requirePositive(double low) {
        if (!(low > 0)) {
            throw new IllegalArgumentException("a logarithmic range must begin above 0, found " + plain(low));
        }
    }
}
