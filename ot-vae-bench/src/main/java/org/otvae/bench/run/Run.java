package org.otvae.bench.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otvae.bench.experiment.Experiment;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.settings.Settings;

/**
 * What a run folder is about: everything that is known before the first step.
 *
 * @param experiment        what is run, overrides included
 * @param corpusFingerprint of the data
 * @param exampleShape      of one example, for instance {@code [1, 28, 28]}
 * @param labels            names of what the decoder, or the prior, is told, in the order of their numbers; empty if
 *                          nothing
 * @param data              absolute folder of the data if the user named one; null otherwise
 * @param provenance        program, data, arithmetic, machine and time of the first start
 */
record Run(Experiment experiment, String corpusFingerprint, long[] exampleShape, List<String> labels, String data,
        Map<String, Object> provenance) {

    private static final int SCHEMA = 1;

    Run {
        exampleShape = exampleShape.clone();
        labels = List.copyOf(labels);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    static Run of(Experiment experiment, Corpus corpus, Optional<String> data, Map<String, Object> provenance) {
        return new Run(experiment, corpus.fingerprint(), corpus.exampleShape(),
                experiment.prior() == null ? experiment.autoencoder().labels(corpus) : corpus.labels(),
                data.orElse(null), provenance);
    }

    /** Equal for runs that may go on from one another's checkpoints. */
    String identity() {
        return RunRecord.hash(experiment.settings(), experiment.plan().seed(), corpusFingerprint);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("schema", SCHEMA);
        fields.put("experiment", experiment.name());
        fields.put("seed", experiment.plan().seed());
        fields.put("settings", Settings.of(experiment));
        fields.put("corpusFingerprint", corpusFingerprint);
        fields.put("exampleShape", java.util.Arrays.stream(exampleShape).boxed().toList());
        if (!labels.isEmpty()) {
            fields.put("labels", labels);
        }
        fields.put("data", data);
        fields.put("provenance", provenance);
        return fields;
    }

    static Run of(Map<String, Object> map, String where) {
        var fields = new Fields(map, where);
        if (fields.whole("schema") != SCHEMA) {
            throw new MalformedDataException(where + ": expected schema " + SCHEMA + ", found " + fields.whole("schema")
                    + "; open it with the program that wrote it");
        }
        try {
            var settings = fields.object("settings");
            settings.putIfAbsent("prior", null); // of runs before there were priors
            return new Run(Settings.read(Experiment.class, settings), fields.text("corpusFingerprint"),
                    fields.wholes("exampleShape"), map.containsKey("labels") ? fields.texts("labels") : List.of(),
                    map.get("data") == null ? null : fields.text("data"),
                    fields.object("provenance"));
        } catch (IllegalArgumentException e) {
            throw new MalformedDataException(where + ": " + e.getMessage(), e);
        }
    }
}
