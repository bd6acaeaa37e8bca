package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.experiment.Scale;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.sweep.Feasibility;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.space.Condition;
import org.otvae.bench.sweep.space.Dimension;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Study;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Fidelity;
import org.otvae.metric.Scores;

/**
 * What a sweep tries, of which everything was checked that can be wrong before the first trial.
 *
 * @param study   with its data
 * @param refusal why a point must not be tried; empty if it may
 */
record SweepSubject(Study study, Function<Point, Optional<String>> refusal) {

    private static final double BETWEEN = 0.4142; // of a range

    /**
     * Checks a study and opens its data.
     *
     * @param data folder of the data if the user named one
     * @throws IllegalArgumentException if something does not fit
     */
    static SweepSubject of(Study study, Optional<Path> data) {
        var conditions = study.subject().constraints().stream().map(Condition::new).toList();
        var function = TestFunction.named(study.subject().experiment());
        return function.isPresent() ? ofFunction(study, function.get(), conditions) : ofExperiment(study, conditions, data);
    }

    private static SweepSubject ofFunction(Study study, TestFunction function, List<Condition> conditions) {
        requirePathsOf(function, study);
        study.objective().requireOneOf(List.of("value"));
        var refusal = Feasibility.ofValues(conditions);
        refusal.apply(middle(study)); // a wrong name in a condition is told now
        return new SweepSubject(study, refusal);
    }

    private static SweepSubject ofExperiment(Study study, List<Condition> conditions, Optional<Path> data) {
        var base = changed(study, Map.of());
        if (base.prior() != null) {
            throw new IllegalArgumentException("a sweep searches the settings of tokenizers, found the prior "
                    + study.subject().experiment() + "; train priors one by one, with --set");
        }
        requireReadable(study);
        var corpus = TrainCommand.open(base, data);
        if (corpus.size(Split.VALIDATION) == 0) {
            throw new IllegalArgumentException("a sweep judges on the validation split, found none in " + corpus.name());
        }
        study.objective().requireOneOf(measures(base, corpus));
        return new SweepSubject(study.on(corpus.fingerprint(), data.map(path -> path.toAbsolutePath().toString()).orElse("")),
                new Feasibility(base, conditions, Arrays.stream(corpus.exampleShape()).boxed().toList()));
    }

    /** Whether an experiment is that of a point. */
    boolean isOf(Point point, Experiment found) {
        return refusal.apply(point).isEmpty() && changed(study, point.values()).settings().equals(found.settings());
    }

    private static void requirePathsOf(TestFunction function, Study study) {
        var own = paths(function.space());
        if (!paths(study.space()).equals(own)) {
            throw new IllegalArgumentException("expected a --space of " + String.join(", ", own) + " for " + function + ", found "
                    + String.join(", ", paths(study.space())));
        }
    }

    private static Set<String> paths(Space space) {
        return space.dimensions().stream().map(Dimension::path).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all numbers that a trial is judged by. */
    private static Set<String> measures(Experiment experiment, Corpus corpus) {
        var modality = Modalities.ofCorpus(experiment.corpus());
        var fidelity = modality.fidelity(corpus.exampleShape()).stream().collect(Collectors.toMap(Fidelity::name, measure -> 1.0));
        var scores = new Scores(1, 1, 1, 1, 1, 1, fidelity); // any numbers: the names are wanted
        var names = new TreeSet<>(scores.fields().keySet());
        names.addAll(modality.derived(scores, corpus.exampleShape(), experiment.autoencoder()).keySet());
        return names;
    }

    private static Point middle(Study study) {
        var values = new LinkedHashMap<String, String>();
        study.space().dimensions().forEach(dimension -> values.put(dimension.path(), dimension.range().text(BETWEEN)));
        return new Point(values);
    }

    /**
     * Checks paths and types of all ends and choices, and of a place between ends, which has decimals where a setting may want
     * none, each alone. Where a record refuses a value only together with others, the
     * trial is pruned later; a value that cannot be read is the user's mistake and told now.
     */
    private static void requireReadable(Study study) {
        for (var dimension : study.space().dimensions()) {
            var values = new ArrayList<>(dimension.range().grid(2));
            values.add(dimension.range().text(BETWEEN));
            for (String value : values) {
                try {
                    changed(study, Map.of(dimension.path(), value));
                } catch (IllegalArgumentException e) {
                    if (!(e.getCause() instanceof IllegalArgumentException) || e.getCause() instanceof NumberFormatException) {
                        throw e;
                    }
                }
            }
        }
    }

    private static Experiment changed(Study study, Map<String, String> values) {
        var changes = settings(study);
        changes.putAll(values);
        return Experiments.named(study.subject().experiment(),
                Scale.valueOf(study.subject().scale().toUpperCase(java.util.Locale.ROOT))).with(changes);
    }

    private static Map<String, String> settings(Study study) {
        var changes = new LinkedHashMap<String, String>();
        study.subject().settings().forEach(setting -> changes.put(setting.substring(0, setting.indexOf('=')),
                setting.substring(setting.indexOf('=') + 1)));
        return changes;
    }
}
