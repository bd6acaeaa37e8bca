package org.otvae.bench.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Report;
import org.otvae.bench.sweep.study.TrialState;
import org.otvae.data.MalformedDataException;

/** What is said between this process and one child, see {@link ChildTrials}. */
final class Conversation {

    private final Process child;
    private final Objective objective;
    private final TrialRunner.Reporter reporter;
    private Optional<Result> result = Optional.empty();

    Conversation(Process child, Objective objective, TrialRunner.Reporter reporter) {
        this.child = child;
        this.objective = objective;
        this.reporter = reporter;
    }

    /** Listens until the child's output ends; empty if it ended without a word about how. */
    Optional<Result> result() {
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(event(line));
            }
        } catch (IOException e) {
            return result; // a pipe that breaks: the child's exit code says why
        }
        return result;
    }

    private void hear(Map<String, Object> event) {
        switch (String.valueOf(event.get("event"))) {
            case "validated" -> {
                var stop = result.isPresent() ? Optional.of("") : reporter.report(report(event));
                stop.ifPresent(reason -> end(Result.without(TrialState.PRUNED, reason)));
                answer(stop.isPresent() ? "stop" : "go");
            }
            case "scores" -> {
                event.remove("event");
                end(Result.complete(number(event.get(objective.measure())), event));
            }
            case "failed" -> end(failed(String.valueOf(event.get("kind")), String.valueOf(event.get("reason"))));
            case "interrupted" -> end(Result.without(TrialState.WAITING, "interrupted"));
            default -> event.clear(); // chatter of libraries
        }
    }

    private static Result failed(String kind, String reason) {
        return switch (kind) {
            case "non-finite" -> Result.without(TrialState.PRUNED, reason);
            case "surroundings" -> Result.lost(Result.Cause.SURROUNDINGS, reason);
            default -> Result.without(TrialState.FAILED, reason);
        };
    }

    /** The first word counts. */
    private void end(Result said) {
        if (result.isEmpty()) {
            result = Optional.of(said);
        }
    }

    private void answer(String word) {
        try {
            Writer answers = child.outputWriter(StandardCharsets.UTF_8);
            answers.write(word + "\n");
            answers.flush();
        } catch (IOException e) {
            child.destroy(); // it does not listen any more; its exit code says why
        }
    }

    private static Map<String, Object> event(String line) {
        try {
            return line.startsWith("{") ? JsonLines.object(line, "the trial's process") : new java.util.HashMap<>();
        } catch (MalformedDataException e) {
            return new java.util.HashMap<>(); // cut short by a crash
        }
    }

    private Report report(Map<String, Object> event) {
        return new Report((long) number(event.get("step")), (long) number(event.get("steps")),
                number(event.get(objective.measure())));
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
