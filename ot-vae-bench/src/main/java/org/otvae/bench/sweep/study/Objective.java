package org.otvae.bench.sweep.study;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.otvae.settings.Names;

/**
 * What a study looks for: the least or the most of one number.
 *
 * @param measure name of the number, for example {@code mse}
 * @param maximal whether more is better
 */
public record Objective(String measure, boolean maximal) {

    /** Measures whose better direction is known, and whether more is better. */
    private static final Map<String, Boolean> KNOWN = known();

    /** Measures that every validation in the middle of a training gives. */
    private static final List<String> ON_THE_WAY = List.of("mse", "perplexity", "perplexityPerBatch", "activeCodes");

    /**
     * An objective from text: a known measure, or {@code min:NAME} or {@code max:NAME}.
     *
     * @throws IllegalArgumentException if the direction is neither known nor said
     */
    public static Objective of(String text) {
        if (text.startsWith("min:") || text.startsWith("max:")) {
            return new Objective(text.substring(4), text.startsWith("max:"));
        }
        if (!KNOWN.containsKey(text)) {
            throw new IllegalArgumentException("expected one of the objectives "
                    + String.join(", ", Names.closestFirst(text, KNOWN.keySet())) + ", or min:NAME or max:NAME for another "
                    + "measure, found \"" + text + "\"");
        }
        return new Objective(text, KNOWN.get(text));
    }

    /**
     * Checks that trials have the measure.
     *
     * @param measures of the trials
     * @throws IllegalArgumentException if it is none of them; the message lists them, the closest first
     */
    public void requireOneOf(Collection<String> measures) {
        if (!measures.contains(measure)) {
            throw new IllegalArgumentException("expected of --objective one of the measures "
                    + String.join(", ", Names.closestFirst(measure, measures)) + ", found \"" + measure + "\"");
        }
    }

    /** Whether it is known before a trial's end, so that trials can be pruned. */
    public boolean isKnownOnTheWay() {
        return ON_THE_WAY.contains(measure);
    }

    /** The value as a number of which less is better. */
    public double cost(double value) {
        return maximal ? -value : value;
    }

    /** Whether one value is better than another; NaN is never better. */
    public boolean better(double one, double other) {
        return cost(one) < cost(other) || Double.isNaN(other) && !Double.isNaN(one);
    }

    /** The complete trial with the best value, the first of equals. */
    public Optional<Trial> best(List<Trial> trials) {
        return complete(trials).min(Comparator.comparingDouble(trial -> cost(trial.value())));
    }

    private static Stream<Trial> complete(List<Trial> trials) {
        return trials.stream().filter(trial -> trial.state() == TrialState.COMPLETE && Double.isFinite(trial.value()));
    }

    @Override
    public String toString() {
        return (maximal ? "max:" : "min:") + measure;
    }

    private static Map<String, Boolean> known() {
        var known = new LinkedHashMap<String, Boolean>();
        known.put("mse", false);
        known.put("perplexity", true);
        known.put("perplexityPerBatch", true);
        known.put("activeCodes", true);
        known.put("psnr", true);
        known.put("ssim", true);
        known.put("value", false); // of a test function
        return known;
    }
}
