package org.otvae.bench.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.otvae.metric.Scores;
import org.otvae.train.StepReport;

/** What happens in a run, as the ordered maps that {@code --json} prints and {@code metrics.jsonl} keeps. */
final class Events {

    private Events() {
    }

    static Map<String, Object> step(StepReport report) {
        var event = event("step");
        event.put("step", report.step());
        event.put("steps", report.steps());
        event.put("loss", report.loss());
        event.put("reconstruction", report.reconstruction());
        event.put("quantization", report.quantization());
        event.put("mse", report.mse());
        event.put("perplexity", report.perplexity());
        event.put("activeCodes", report.activeCodes());
        event.put("schedules", report.schedules());
        event.put("stepsPerSecond", report.stepsPerSecond());
        return event;
    }

    static Map<String, Object> validated(long step, Scores scores, boolean best) {
        var event = event("validated");
        event.put("step", step);
        event.putAll(scores.fields());
        event.remove("stepsPerSecond");
        event.put("best", best);
        return event;
    }

    static Map<String, Object> saved(long step, Path checkpoint) {
        var event = event("checkpoint");
        event.put("step", step);
        event.put("dir", checkpoint.toString());
        return event;
    }

    static Map<String, Object> event(String name) {
        var event = new LinkedHashMap<String, Object>();
        event.put("event", name);
        return event;
    }
}
