package org.otvae.bench.sweep.space;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on a configuration, {@code plan.batchSize * autoencoder.quantizer.codebook.codes <= 1e6}: two sides, compared by
 * {@code <=}, {@code <}, {@code >=}, {@code >}, {@code ==} or {@code !=}. A side is made of numbers and names of settings with
 * {@code + - * /} and brackets; {@code ==} and {@code !=} also compare words, {@code plan.learningRate.type != Constant}.
 *
 * @param text the whole condition
 */
public record Condition(String text) {

    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|==|!=|<|>)");

    /** Checks that there is one comparison. */
    public Condition {
        Matcher matcher = COMPARISON.matcher(text);
        if (!matcher.find() || text.substring(0, matcher.start()).isBlank() || text.substring(matcher.end()).isBlank()
                || matcher.find()) {
            throw new IllegalArgumentException("expected a condition such as \"plan.batchSize <= 64\" with one of <=, <, >=, >, "
                    + "==, !=, found \"" + text + "\"");
        }
    }

    /**
     * Whether a configuration fulfils it.
     *
     * @param settings values by path; nested maps are reached by dots
     * @throws IllegalArgumentException if a name is unknown or a side is not an expression
     */
    public boolean holds(Map<String, ?> settings) {
        Matcher matcher = COMPARISON.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("checked in the constructor");
        }
        String left = text.substring(0, matcher.start()).strip();
        String right = text.substring(matcher.end()).strip();
        boolean equality = matcher.group().equals("==") || matcher.group().equals("!=");
        if (equality && (word(left, settings) || word(right, settings))) {
            return named(left, settings).equalsIgnoreCase(named(right, settings)) == matcher.group().equals("==");
        }
        double one = new Expression(left, settings).value();
        double other = new Expression(right, settings).value();
        return switch (matcher.group()) {
            case "<=" -> one <= other;
            case "<" -> one < other;
            case ">=" -> one >= other;
            case ">" -> one > other;
            case "==" -> one == other;
            default -> one != other;
        };
    }

    private static boolean word(String side, Map<String, ?> settings) {
        Object value = find(side, settings);
        return value instanceof String || value instanceof Boolean;
    }

    private static String named(String side, Map<String, ?> settings) {
        Object value = find(side, settings);
        return value == null ? side : String.valueOf(value);
    }

    private static Object find(String path, Map<String, ?> settings) {
        Object value = settings;
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    /** Sums of products of numbers, names and brackets, from left to right. */
    private static final class Expression {

        private static final Pattern TOKEN = Pattern.compile("\\s*([-+*/()]|[0-9.]+(?:[eE][-+]?[0-9]+)?|[A-Za-z_][A-Za-z0-9_.]*)");

        private final String text;
        private final Map<String, ?> settings;
        private final List<String> tokens;
        private int next;

        private Expression(String text, Map<String, ?> settings) {
            this.text = text;
            this.settings = settings;
            Matcher matcher = TOKEN.matcher(text);
            var found = new java.util.ArrayList<String>();
            int end = 0;
            while (matcher.find() && matcher.start() == end) {
                found.add(matcher.group(1));
                end = matcher.end();
            }
            if (end != text.length()) {
                throw wrong();
            }
            this.tokens = List.copyOf(found);
        }

        private double value() {
            double value = sum();
            if (next < tokens.size()) {
                throw wrong();
            }
            return value;
        }

        private double sum() {
            double value = product();
            while (at("+") || at("-")) {
                value += tokens.get(next++).equals("+") ? product() : -product();
            }
            return value;
        }

        private double product() {
            double value = factor();
            while (at("*") || at("/")) {
                value = tokens.get(next++).equals("*") ? value * factor() : value / factor();
            }
            return value;
        }

        private double factor() {
            if (next >= tokens.size()) {
                throw wrong();
            }
            String token = tokens.get(next++);
            if (token.equals("(")) {
                double value = sum();
                if (!at(")")) {
                    throw wrong();
                }
                next++;
                return value;
            }
            return token.equals("-") ? -factor() : number(token).orElseThrow(this::wrong);
        }

        private OptionalDouble number(String token) {
            if (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') {
                Object value = find(token, settings);
                if (value instanceof Number number) {
                    return OptionalDouble.of(number.doubleValue());
                }
                throw new IllegalArgumentException("expected the name of a setting with a number, found \"" + token + "\" in \""
                        + text + "\"; ./otvae experiments NAME lists the settings");
            }
            try {
                return OptionalDouble.of(Double.parseDouble(token));
            } catch (NumberFormatException e) {
                return OptionalDouble.empty();
            }
        }

        private boolean at(String token) {
            return next < tokens.size() && tokens.get(next).equals(token);
        }

        private IllegalArgumentException wrong() {
            return new IllegalArgumentException("expected numbers and names of settings with + - * / and brackets, found \""
                    + text + "\"");
        }
    }
}
