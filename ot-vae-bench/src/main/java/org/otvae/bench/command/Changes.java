package org.otvae.bench.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.otvae.bench.experiment.Experiment;

/** What options and {@code --set} together change of an experiment. */
final class Changes {

    private final Map<String, String> byPath;

    /** Begins with those of {@code --set}. */
    Changes(Map<String, String> settings) {
        this.byPath = new LinkedHashMap<>(settings);
    }

    /**
     * Adds what an option sets, if it was given.
     *
     * @param value null where it was not
     * @throws UsageException if {@code --set} names the same setting
     */
    Changes and(String option, String path, Object value) {
        if (value != null && byPath.putIfAbsent(path, value.toString()) != null) {
            throw new UsageException("expected " + option + " or --set " + path + ", found both; leave one of them out");
        }
        return this;
    }

    /** The experiment with all of them. */
    Experiment of(Experiment experiment) {
        return UsageException.checked(() -> experiment.with(byPath));
    }

    @Override
    public String toString() {
        return byPath.toString();
    }
}
