package org.otvae.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run went, step by step, as its {@code metrics.jsonl} tells it.
 *
 * @param points in the order of steps; of steps that were taken twice (after a crash) the later ones
 */
public record History(List<Point> points) {

    /**
     * Means over the steps since the point before.
     *
     * @param step           steps done
     * @param loss           the loss
     * @param mse            mean squared error per value on training batches
     * @param perplexity     of a batch's codes
     * @param stepsPerSecond speed
     */
    public record Point(long step, double loss, double mse, double perplexity, double stepsPerSecond) {
    }

    /** Copies the list. */
    public History {
        points = List.copyOf(points);
    }

    /** The median speed in steps per second; NaN if no step was recorded. */
    public double medianStepsPerSecond() {
        double[] speeds = points.stream().mapToDouble(Point::stepsPerSecond).filter(Double::isFinite).sorted()
                .toArray();
        return speeds.length == 0 ? Double.NaN : speeds[speeds.length / 2];
    }

    static History of(List<Map<String, Object>> lines, String where) {
        var points = new TreeMap<Long, Point>();
        for (var line : lines) {
            if ("step".equals(line.get("event"))) {
                var fields = new Fields(line, where);
                long step = fields.whole("step");
                points.tailMap(step).clear();
                points.put(step, new Point(step, fields.number("loss"), fields.number("mse"),
                        fields.number("perplexity"),
                        fields.number("stepsPerSecond")));
            }
        }
        return new History(new ArrayList<>(points.values()));
    }
}
