package org.otvae.provenance;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Everything needed to know where a number comes from and to make it again: program, seed, data, arithmetic, machine,
 * time.
 *
 * @param build             version and commit of the program
 * @param seed              the seed of the run
 * @param corpusFingerprint hexadecimal SHA-256 of the data
 * @param backend           what did the arithmetic
 * @param machine           where it ran
 * @param started           when it began
 * @param tookSeconds       how long it took, at least 0; NaN while it runs
 */
public record Provenance(Build build, Seed seed, String corpusFingerprint, Backend backend, Machine machine,
                         Instant started, double tookSeconds) {

    /** Checks that nothing is missing. */
    public Provenance {
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(seed, "seed");
        Objects.requireNonNull(corpusFingerprint, "corpusFingerprint");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(started, "started");
        if (tookSeconds < 0) {
            throw new IllegalArgumentException("tookSeconds must be at least 0, found " + tookSeconds);
        }
    }

    /** The provenance of a run that starts now, on this machine, with this build. */
    public static Provenance capture(Seed seed, String corpusFingerprint, Backend backend) {
        return new Provenance(Build.current(), seed, corpusFingerprint, backend, Machine.here(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS), Double.NaN);
    }

    /** The same provenance of a run that ends now. */
    public Provenance finished() {
        double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
        return tookSeconds(Math.max(0, seconds)); // a clock set back must not lose the result
    }

    /** The same provenance with a measured duration in seconds. */
    public Provenance tookSeconds(double seconds) {
        return new Provenance(build, seed, corpusFingerprint, backend, machine, started, seconds);
    }

    /** The record as ordered names and values, ready for JSON; {@code tookSeconds} is null while the run goes on. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", build.version());
        fields.put("commit", build.commit());
        fields.put("seed", seed.value());
        fields.put("corpus", corpusFingerprint);
        fields.put("backend", backend.fields());
        fields.put("machine", machine.fields());
        fields.put("started", started.toString());
        fields.put("tookSeconds", Double.isNaN(tookSeconds) ? null : (Object) tookSeconds);
        return fields;
    }
}
