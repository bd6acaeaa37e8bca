package org.otvae.bench.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.otvae.metric.Scores;

/** Makes small records for tests. */
public final class Records {

    private Records() {
    }

    /** A record of an experiment with one setting, a seed and an error. */
    public static RunRecord of(String experiment, double epsilon, long seed, double mse) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("corpus", "c");
        settings.put("autoencoder", Map.of("epsilon", epsilon));
        settings.put("plan", Map.of("seed", seed, "epochs", 5));
        return new RunRecord(experiment, new Scores(mse, 200, 150, 250, 256, 20), settings, seed, "small", "abc",
                Map.of("corpus", "f1"));
    }
}
