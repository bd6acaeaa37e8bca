package org.otvae.bench.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.sweep.space.Condition;
import org.otvae.bench.sweep.space.Point;
import org.otvae.model.AutoencoderGraph;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.StreamsQuantizer;

/**
 * Says before a trial starts why it must not: a record refuses its values, latents and codes do not fit, or a condition of the
 * study does not hold. Conditions may use, besides the settings, {@code latents}, how many a step quantizes, and {@code planBytes},
 * the size of one array {@code [latents + queue, codes]} in float: the transport plan, of streams those of all.
 *
 * @param base         the experiment with what is fixed for all trials
 * @param conditions   of the study
 * @param exampleShape of the corpus
 */
public record Feasibility(Experiment base, List<Condition> conditions, List<Long> exampleShape)
        implements Function<Point, Optional<String>> {

    /** Copies the lists and tries the conditions on the base, so that a wrong name is told at once. */
    public Feasibility {
        conditions = List.copyOf(conditions);
        exampleShape = List.copyOf(exampleShape);
        for (var condition : conditions) {
            condition.holds(values(base, exampleShape));
        }
    }

    /** The same for a test function: conditions on the values of the point alone. */
    public static Function<Point, Optional<String>> ofValues(List<Condition> conditions) {
        return point -> {
            var values = new LinkedHashMap<String, Double>();
            point.values().forEach((path, value) -> values.put(path, Double.valueOf(value)));
            return broken(conditions, values);
        };
    }

    private static Optional<String> broken(List<Condition> conditions, Map<String, ?> values) {
        return conditions.stream().filter(condition -> !condition.holds(values)).findFirst()
                .map(condition -> "outside of the constraint " + condition.text());
    }

    /** Why the point must not be tried; empty if it may. */
    @Override
    public Optional<String> apply(Point point) {
        try {
            var experiment = base.with(point.values());
            var values = values(experiment, exampleShape);
            experiment.autoencoder().quantizer().requireBatch((long) values.get("latents"));
            return broken(conditions, values);
        } catch (IllegalArgumentException | ArithmeticException e) { // the latter of sizes beyond an int
            return Optional.of(e.getMessage());
        }
    }

    private static Map<String, Object> values(Experiment experiment, List<Long> exampleShape) {
        var values = new LinkedHashMap<>(experiment.settings());
        var autoencoder = experiment.autoencoder();
        long latents = (long) experiment.plan().batchSize() * AutoencoderGraph.positionsPerExample(autoencoder,
                exampleShape.stream().mapToLong(Long::longValue).toArray());
        values.put("latents", latents);
        values.put("planBytes", planBytes(autoencoder.quantizer(), latents));
        return values;
    }

    /** Of the plans of all streams, each of its own share of the latents and its own codes. */
    private static long planBytes(Quantizer quantizer, long latents) {
        if (quantizer instanceof StreamsQuantizer streams) {
            return streams.streams() * planBytes(streams.each(), latents / streams.streams());
        }
        long queue = quantizer instanceof OtQuantizer transport ? transport.queue() : 0;
        return Float.BYTES * (latents + queue) * quantizer.codes();
    }
}
