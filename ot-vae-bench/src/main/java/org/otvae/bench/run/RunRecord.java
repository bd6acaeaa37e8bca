package org.otvae.bench.run;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.otvae.bench.experiment.Corpora;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Sha256;
import org.otvae.metric.Scores;

/**
 * What a finished run leaves behind: one line of {@code results/*.jsonl}.
 *
 * @param experiment name of the experiment
 * @param scores     on the test split
 * @param settings   corpus, autoencoder and plan, as {@link org.otvae.settings.Settings} writes them
 * @param seed       the seed of the run
 * @param scale      how much was trained and judged, in words
 * @param commit     git commit of the program
 * @param provenance program, data, arithmetic, machine and time
 */
public record RunRecord(String experiment, Scores scores, Map<String, Object> settings, long seed, String scale,
        String commit, Map<String, Object> provenance) {

    /** The version of the line's layout. */
    public static final int SCHEMA = 1;

    /** Copies the maps. */
    public RunRecord {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /** The name of the data, and whether they are a known copy ({@link Corpora#label}). */
    public String corpusLabel() {
        return Corpora.label(String.valueOf(settings.get("corpus")), String.valueOf(provenance.get("corpus")));
    }

    /** The record as ordered names and values. */
    public Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("schema", SCHEMA);
        fields.put("experiment", experiment);
        fields.put("scores", scores.fields());
        fields.put("settings", settings);
        fields.put("seed", seed);
        fields.put("scale", scale);
        fields.put("commit", commit);
        fields.put("provenance", provenance);
        return fields;
    }

    /**
     * The record that {@link #fields} described.
     *
     * @param where names the source in messages
     * @throws MalformedDataException if names or types do not fit, or the layout is newer than this program
     */
    static RunRecord of(Map<String, Object> map, String where) {
        var fields = new Fields(map, where);
        if (fields.whole("schema") != SCHEMA) {
            throw new MalformedDataException(where + ": expected schema " + SCHEMA + ", found " + fields.whole("schema")
                    + "; read it with the program that wrote it");
        }
        return new RunRecord(fields.text("experiment"), fields.scores("scores"), fields.object("settings"),
                fields.whole("seed"), fields.text("scale"), fields.text("commit"), fields.object("provenance"));
    }

    /** A hash that is equal for runs with equal settings, seed and data. */
    public String hash() {
        return hash(settings, seed, String.valueOf(provenance.get("corpus")));
    }

    /** The same from its parts; the order of names does not matter. */
    public static String hash(Map<String, ?> settings, long seed, String corpusFingerprint) {
        String text = JsonLines.line(sorted(Map.of("settings", settings, "seed", seed, "corpus", corpusFingerprint)));
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> sorted(Map<?, ?> map) {
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key),
                value instanceof Map<?, ?> inner ? sorted(inner) : value));
        return sorted;
    }
}
