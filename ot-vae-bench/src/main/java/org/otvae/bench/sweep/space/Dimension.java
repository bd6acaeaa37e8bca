package org.otvae.bench.sweep.space;

import java.util.Objects;

/**
 * One setting and the values it may take.
 *
 * @param path  of the setting, for example {@code autoencoder.quantizer.epsilon}
 * @param range its values
 */
public record Dimension(String path, Range range) {

    /** Checks that nothing is missing. */
    public Dimension {
        Objects.requireNonNull(range, "range");
        if (path.isBlank()) {
            throw new IllegalArgumentException("expected the path of a setting before '=', found none");
        }
    }

    /**
     * A dimension from text.
     *
     * @param text {@code path=range}
     * @throws IllegalArgumentException if it is neither
     */
    public static Dimension of(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("expected path=range, for example "
                    + "\"autoencoder.quantizer.epsilon=log(0.01, 1)\", found \"" + text + "\"");
        }
        String path = text.substring(0, equals).strip();
        return new Dimension(path, RangeText.read(path, text.substring(equals + 1)));
    }

    @Override
    public String toString() {
        return path + "=" + range;
    }
}
