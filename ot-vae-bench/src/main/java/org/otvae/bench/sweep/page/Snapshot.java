package org.otvae.bench.sweep.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otvae.bench.sweep.space.Range;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.Trial;

/**
 * All that a page knows of a study.
 *
 * @param study   what is searched and how
 * @param most    how many trials it will have; 0 if that is not known
 * @param trials  by number
 * @param command trains the best configuration; empty while there is none
 */
public record Snapshot(Study study, int most, List<Trial> trials, String command) {

    /** Copies the list. */
    public Snapshot {
        trials = List.copyOf(trials);
    }

    /** As ordered names and values, ready for JSON. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", study.name());
        fields.put("experiment", study.subject().experiment());
        fields.put("fixed", study.subject().settings());
        fields.put("scale", study.subject().scale());
        fields.put("measure", study.objective().measure());
        fields.put("maximal", study.objective().maximal());
        fields.put("sampler", study.method().sampler());
        fields.put("seed", study.method().seed());
        fields.put("pruner", study.pruner());
        fields.put("most", Math.max(most, trials.size()));
        fields.put("dimensions", dimensions());
        fields.put("trials", trials.stream().map(this::trial).toList());
        fields.put("importance", Importance.of(study.space(), study.objective(), trials));
        fields.put("best", study.objective().best(trials).map(Trial::number).orElse(-1));
        fields.put("command", command);
        return fields;
    }

    private List<Map<String, Object>> dimensions() {
        var dimensions = new ArrayList<Map<String, Object>>();
        var names = study.space().shortNames();
        for (int i = 0; i < names.size(); i++) {
            Range range = study.space().dimensions().get(i).range();
            var fields = new LinkedHashMap<String, Object>();
            fields.put("path", study.space().dimensions().get(i).path());
            fields.put("name", names.get(i));
            fields.put("kinds", range.kinds());
            var marks = new ArrayList<List<Object>>();
            for (String text : range.kinds() > 0 ? range.grid(1) : List.of(range.text(0), range.text(0.5), range.text(1))) {
                marks.add(List.of(range.unit(text), text));
            }
            fields.put("marks", marks);
            dimensions.add(fields);
        }
        return dimensions;
    }

    private Map<String, Object> trial(Trial trial) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("number", trial.number());
        fields.put("state", trial.state().toString());
        fields.put("value", trial.value());
        double[] units = study.space().units(trial.point());
        fields.put("units", java.util.Arrays.stream(units).boxed().toList());
        fields.put("texts", List.copyOf(trial.point().values().values()));
        fields.put("reason", trial.reason());
        fields.put("seconds", trial.tenure().seconds());
        fields.put("attempt", trial.tenure().attempt());
        fields.put("reports", trial.reports().stream().map(report -> List.of(report.progress(),
                Double.isFinite(report.value()) ? (Object) report.value() : "NaN")).toList());
        return fields;
    }
}
