package org.otvae.bench.sweep.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.sweep.space.Space;
import org.otvae.data.JsonObject;

/**
 * A search, fixed when it is begun: whoever joins later must ask for the same.
 *
 * @param name      what commands call it
 * @param subject   what is tried
 * @param space     the settings that vary
 * @param objective what is looked for
 * @param method    how points are chosen
 * @param pruner    as {@link org.otvae.bench.sweep.prune.Pruner} reads it
 */
public record Study(String name, Subject subject, Space space, Objective objective, Method method, String pruner) {

    /** Checks the name, which becomes the name of a folder. */
    public Study {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException("the name of a study is made of letters, digits, '.', '_' and '-', found \"" + name
                    + "\"");
        }
    }

    /**
     * What is tried.
     *
     * @param experiment  name in the catalogue, or of a test function
     * @param scale       of the experiment
     * @param settings    changes for all trials, {@code path=value}
     * @param constraints conditions on configurations, see {@link org.otvae.bench.sweep.space.Condition}
     * @param data        fingerprint of the corpus; empty where there is none, or of studies from before it was kept
     * @param folder      absolute folder of the data if the user named one, empty otherwise; may differ between machines
     */
    public record Subject(String experiment, String scale, List<String> settings, List<String> constraints, String data,
            String folder) {

        /** Copies the lists. */
        public Subject {
            settings = List.copyOf(settings);
            constraints = List.copyOf(constraints);
        }

        /** Without data. */
        public Subject(String experiment, String scale, List<String> settings, List<String> constraints) {
            this(experiment, scale, settings, constraints, "", "");
        }
    }

    /** The same on the data with a fingerprint, from a folder. */
    public Study on(String data, String folder) {
        return new Study(name, new Subject(subject.experiment(), subject.scale(), subject.settings(), subject.constraints(), data,
                folder), space, objective, method, pruner);
    }

    /**
     * How points are chosen.
     *
     * @param sampler    random, grid, genetic or tpe
     * @param seed       of the sampler
     * @param gridPoints of a grid along a range of numbers
     */
    public record Method(String sampler, long seed, int gridPoints) {
    }

    /** What whoever joins must ask for, as ordered names and values, without the name. */
    public Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("experiment", subject.experiment());
        fields.put("scale", subject.scale());
        fields.put("settings", subject.settings());
        fields.put("constraints", subject.constraints());
        if (!subject.data().isEmpty()) {
            fields.put("data", subject.data());
        }
        fields.put("space", space.texts());
        fields.put("objective", objective.toString());
        fields.put("sampler", method.sampler());
        fields.put("seed", method.seed());
        fields.put("gridPoints", method.gridPoints());
        fields.put("pruner", pruner);
        return fields;
    }

    /** As the database keeps it, without the name. */
    String text() {
        var fields = fields();
        if (!subject.folder().isEmpty()) {
            fields.put("folder", subject.folder());
        }
        return JsonLines.line(fields);
    }

    static Study of(String name, String json) {
        var fields = new JsonObject(JsonLines.object(json, "study " + name));
        return new Study(name, new Subject(fields.text("experiment"), fields.text("scale"), texts(fields, "settings"),
                texts(fields, "constraints"), optional(fields, "data"), optional(fields, "folder")),
                Space.of(texts(fields, "space")), Objective.of(fields.text("objective")),
                new Method(fields.text("sampler"), Long.parseLong(String.valueOf(fields.fields().get("seed"))),
                        (int) fields.number("gridPoints")),
                fields.text("pruner"));
    }

    private static String optional(JsonObject fields, String name) {
        return fields.has(name) ? fields.text(name) : "";
    }

    private static List<String> texts(JsonObject fields, String name) {
        return fields.array(name).stream().map(String::valueOf).toList();
    }
}
