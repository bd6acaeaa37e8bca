package org.otvae.bench.sweep.prune;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.settings.Names;

/** Decides after each report of a trial whether it may go on. */
public sealed interface Pruner permits Pruner.None, Asha, MedianPruner {

    /**
     * Judges the last report of a trial.
     *
     * @param trial  the trial, its new report included
     * @param others all other trials of the study
     * @return why the trial should stop; empty if it may go on
     */
    Optional<String> verdict(Trial trial, List<Trial> others, Objective objective);

    /** Every trial runs to its end. */
    record None() implements Pruner {

        @Override
        public Optional<String> verdict(Trial trial, List<Trial> others, Objective objective) {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    /**
     * A pruner from text: {@code none}, {@code asha}, {@code asha(3, 0.1)}, {@code median}, {@code median(5, 0.2)}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static Pruner of(String text) {
        int open = text.indexOf('(');
        String name = (open < 0 ? text : text.substring(0, open)).strip().toLowerCase(Locale.ROOT);
        try {
            double[] values = open < 0 ? new double[0] : Arrays.stream(text.substring(open + 1, text.lastIndexOf(')')).split(","))
                    .mapToDouble(value -> Double.parseDouble(value.strip())).toArray();
            if (name.equals("none") && values.length == 0) {
                return new None();
            }
            if (name.equals("asha") && (values.length == 0 || values.length == 2)) {
                return values.length == 0 ? Asha.USUAL : new Asha(whole(values[0]), values[1]);
            }
            if (name.equals("median") && (values.length == 0 || values.length == 2)) {
                return values.length == 0 ? MedianPruner.USUAL : new MedianPruner(whole(values[0]), values[1]);
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw unknown(text);
        }
        throw unknown(text);
    }

    /** The value of the last report; NaN if there is none. */
    static double last(Trial trial) {
        return trial.reports().isEmpty() ? Double.NaN : lastReport(trial).value();
    }

    /** The last report of a trial that has one. */
    static Report lastReport(Trial trial) {
        return trial.reports().get(trial.reports().size() - 1);
    }

    private static int whole(double value) {
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new NumberFormatException("whole number");
        }
        return (int) value;
    }

    private static IllegalArgumentException unknown(String text) {
        var forms = Names.closestFirst(text, List.of("none", "asha", "median", "asha(factor, share)", "median(trials, share)"));
        return new IllegalArgumentException("expected one of the pruners " + String.join(", ", forms) + ", found \"" + text
                + "\"");
    }
}
