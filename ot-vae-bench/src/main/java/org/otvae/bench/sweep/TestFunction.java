package org.otvae.bench.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Trial;

/**
 * Functions with known least values that stand in for a training: they try samplers and stores out in no time. Formulas and
 * values as in [surjanovic2013virtual].
 */
public enum TestFunction implements TrialRunner {

    /** Branin-Hoo; 0.397887 at (-pi, 12.275), (pi, 2.275) and (9.42478, 2.475). */
    BRANIN(List.of("x=uniform(-5, 10)", "y=uniform(0, 15)")) {
        @Override
        double at(double[] x) {
            double a = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
            return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
        }
    },

    /** Hartmann in six dimensions; -3.32237 at (0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573). */
    HARTMANN6(List.of("x1=uniform(0, 1)", "x2=uniform(0, 1)", "x3=uniform(0, 1)", "x4=uniform(0, 1)", "x5=uniform(0, 1)",
            "x6=uniform(0, 1)")) {
        @Override
        double at(double[] x) {
            double sum = 0;
            for (int i = 0; i < HARTMANN_WEIGHTS.length; i++) {
                double exponent = 0;
                for (int j = 0; j < x.length; j++) {
                    exponent += HARTMANN_SCALES[i][j] * Math.pow(x[j] - 1e-4 * HARTMANN_CENTRES[i][j], 2);
                }
                sum -= HARTMANN_WEIGHTS[i] * Math.exp(-exponent);
            }
            return sum;
        }
    };

    private static final double[] HARTMANN_WEIGHTS = {1, 1.2, 3, 3.2};
    private static final double[][] HARTMANN_SCALES = {{10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14},
        {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}};
    private static final double[][] HARTMANN_CENTRES = {{1312, 1696, 5569, 124, 8283, 5886},
        {2329, 4135, 8307, 3736, 1004, 9991}, {2348, 1451, 3522, 2883, 3047, 6650}, {4047, 8828, 8732, 5743, 1091, 381}};

    private final List<String> space;

    TestFunction(List<String> space) {
        this.space = space;
    }

    /** The function of that name, if there is one. */
    public static Optional<TestFunction> named(String name) {
        return java.util.Arrays.stream(values()).filter(function -> function.toString().equals(name)).findFirst();
    }

    /** Where it is defined. */
    public Space space() {
        return Space.of(space);
    }

    abstract double at(double[] x);

    /** Its value at a point of its space. */
    public ToDoubleFunction<Map<String, String>> function() {
        return values -> at(space().dimensions().stream().mapToDouble(dimension ->
                Double.parseDouble(values.get(dimension.path()))).toArray());
    }

    @Override
    public Result run(Trial trial, Reporter reporter) {
        double value = function().applyAsDouble(trial.point().values());
        return Result.complete(value, Map.of("value", value));
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
