package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GruTest {
    private static final String[] NAMES = {"x", "weight", "recurrent", "bias", "recurrentBias"};

    /** The values of torch.nn.GRU (PyTorch 1.13, double, bidirectional) for these inputs, and of NumPy by the formulas. */
    @Test
    void statesAndGradientsAreThoseOfPyTorch() {
        SameDiff graph = SameDiff.create();
        SDVariable y = Gru.of(graph.var("x", waves(1, 0.7, 0.1, 2, 4, 3)), graph.var("weight", waves(1, 1.3, 0.2, 6, 6)),
                graph.var("recurrent", waves(1, 0.9, 0.3, 4, 6)), graph.var("bias", waves(0.5, 1.1, 0.4, 2, 6)),
                graph.var("recurrentBias", waves(0.5, 1.7, 0.5, 2, 6)));
        SDVariable loss = y.mul(graph.constant(waves(1, 0.37, 0.9, 2, 4, 4))).sum();

        double[] states = OpSession.value(y, Map.of()).dup('c').data().asDouble();
        Map<String, INDArray> gradients = OpSession.gradients(loss, Map.of(), NAMES);

        assertFront(states, new double[] {0.5784519923130014, 0.18711704382335043, -0.3038674121584121,
            0.6961874773440178, 0.14032042201160067, 0.0565964164733299, 0.05223010579206355});
        assertEnd(states, new double[] {-0.12343390218553374, -0.3352402174328841});
        assertFront(gradients.get("x").dup('c').data().asDouble(), new double[] {-0.23331051695108954,
            1.1503296757802277, 0.3574435598359266, -0.00044356121660824033});
        assertThat(gradients.get("weight").sum(0).data().asDouble()).containsExactly(new double[] {0.05078167482625015,
            -0.004202639783714825, 0.997270407422015, 0.20708332697416262, -1.4879201397946946, 0.5145064422594404},
                within(1e-13));
        assertFront(gradients.get("recurrent").dup('c').data().asDouble(), new double[] {-0.0012982146885096944,
            0.036419153510136686, -0.1878175139991998, -0.16537205351449613});
        assertEnd(gradients.get("bias").dup('c').data().asDouble(), new double[] {0.7759484729662453,
            0.061984234737362365});
        assertEnd(gradients.get("recurrentBias").dup('c').data().asDouble(), new double[] {0.43222172350460186,
            0.08540683913091696});
    }

    @ParameterizedTest
    @CsvSource({"2,3,2,3,1", "3,4,5,2,2", "1,1,2,2,2", "2,5,1,1,2"})
    void equalsTheComposedFormAndItsGradientsAreTrue(int batch, int steps, int in, int hidden, int directions) {
        var shape = new GruShape(batch, steps, in, hidden, directions);
        Map<String, INDArray> values = values(shape, DataType.DOUBLE);
        INDArray weights = random(9, DataType.DOUBLE, batch, steps, (long) directions * hidden);
        SameDiff graph = SameDiff.create();
        SDVariable y = gru(graph, values);
        SDVariable loss = y.mul(graph.constant(weights)).sum();
        SameDiff oracle = SameDiff.create();
        SDVariable composed = composed(oracle, values, shape);
        SDVariable composedLoss = composed.mul(oracle.constant(weights)).sum();

        Map<String, INDArray> gradients = OpSession.gradients(loss, Map.of(), NAMES);
        Map<String, INDArray> expected = OpSession.gradients(composedLoss, Map.of(), NAMES);

        assertClose(OpSession.value(y, Map.of()), OpSession.value(composed, Map.of()), 1e-12);
        for (String name : NAMES) {
            assertClose(gradients.get(name), expected.get(name), 1e-10);
        }
        GradientCheck.check(loss, Map.of(), NAMES);
    }

    @ParameterizedTest
    @CsvSource({"3,5,7,6,2", "70,9,20,16,2", "65,3,8,40,1", "5,32,128,128,2", "2,1,3,4,2"})
    void floatFormAgreesWithDouble(int batch, int steps, int in, int hidden, int directions) {
        var shape = new GruShape(batch, steps, in, hidden, directions);

        Map<String, INDArray> inFloat = results(values(shape, DataType.FLOAT));
        Map<String, INDArray> inDouble = results(values(shape, DataType.DOUBLE));

        for (String name : inDouble.keySet()) {
            INDArray expected = inDouble.get(name);
            double relative = inFloat.get(name).castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue()
                    / Math.max(expected.amaxNumber().doubleValue(), Float.MIN_NORMAL); // 0 where nothing recurs
            assertThat(relative).as(name).isLessThan(1e-5); // float keeps 7 digits, sums of thousands lose one or two
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreadsAndAgain() throws Exception {
        Map<String, INDArray> values = values(new GruShape(100, 6, 24, 20, 2), DataType.FLOAT);

        Map<String, INDArray> one = SinkhornTest.onThreads(1, () -> results(values));
        Map<String, INDArray> three = SinkhornTest.onThreads(3, () -> results(values));

        assertThat(three).isEqualTo(one);
        assertThat(results(values)).isEqualTo(one);
    }

    @Test
    void aSequenceHasTheSameBitsInAnyCompany() {
        Map<String, INDArray> values = values(new GruShape(16, 8, 30, 32, 2), DataType.FLOAT);
        INDArray together = perExample(values, 16);
        for (int sequence : new int[] {0, 7, 15}) {
            Map<String, INDArray> alone = new HashMap<>(values);
            alone.put("x", values.get("x").get(NDArrayIndex.interval(sequence, sequence + 1)).dup('c'));

            assertThat(perExample(alone, 1)).isEqualTo(together.get(NDArrayIndex.interval(sequence, sequence + 1)));
        }
    }

    @Test
    void gatesThatAreFarOutSaturate() {
        Map<String, INDArray> values = values(new GruShape(2, 3, 4, 5, 2), DataType.FLOAT);
        values.get("weight").muli(1e4);

        INDArray states = results(values).get("states");

        assertThat(states.amaxNumber().doubleValue()).isLessThanOrEqualTo(1);
        assertThat(results(values).get("weight").amaxNumber().doubleValue()).isFinite();
    }

    @Test
    void saysWhatIsWrong() {
        Map<String, INDArray> values = values(new GruShape(2, 3, 4, 5, 2), DataType.FLOAT);
        values.put("weight", Nd4j.zeros(DataType.FLOAT, 8, 14));
        Map<String, INDArray> flat = values(new GruShape(2, 3, 4, 5, 2), DataType.FLOAT);
        flat.put("x", Nd4j.zeros(DataType.FLOAT, 6, 4));

        assertThatThrownBy(() -> OpSession.value(gru(SameDiff.create(), values), Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("otvae_gru: expected 15 columns of the weight, "
                        + "three for each hidden unit, found 14; check the shapes of the inputs");
        assertThatThrownBy(() -> OpSession.value(gru(SameDiff.create(), flat), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("otvae_gru: x must have shape [batch, steps, in], found [6, 4]; reshape it first");
    }

    private static INDArray perExample(Map<String, INDArray> values, int examples) {
        INDArray[] states = new INDArray[1];
        PerExample.run(examples, () -> states[0] = OpSession.value(gru(SameDiff.create(), values), Map.of()));
        return states[0];
    }

    private static Map<String, INDArray> results(Map<String, INDArray> values) {
        SameDiff graph = SameDiff.create();
        SDVariable y = gru(graph, values);
        SDVariable loss = y.mul(y).mul(y).sum();
        Map<String, INDArray> results = new HashMap<>(OpSession.gradients(loss, Map.of(), NAMES));
        results.put("states", OpSession.value(y, Map.of()));
        return results;
    }

    private static SDVariable gru(SameDiff graph, Map<String, INDArray> values) {
        SDVariable[] in = new SDVariable[NAMES.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = graph.var(NAMES[i], values.get(NAMES[i]).dup('c'));
        }
        return Gru.of(in[0], in[1], in[2], in[3], in[4]);
    }

    private static SDVariable composed(SameDiff graph, Map<String, INDArray> values, GruShape shape) {
        SDVariable x = graph.var("x", values.get("x").dup('c'));
        SDVariable weight = graph.var("weight", values.get("weight").dup('c'));
        SDVariable recurrent = graph.var("recurrent", values.get("recurrent").dup('c'));
        SDVariable bias = graph.var("bias", values.get("bias").dup('c'));
        SDVariable recurrentBias = graph.var("recurrentBias", values.get("recurrentBias").dup('c'));
        SDVariable[] states = new SDVariable[shape.directions()];
        for (int d = 0; d < states.length; d++) {
            states[d] = Gru.composed(x, Gru.rows(weight, d, shape.in()), Gru.rows(recurrent, d, shape.hidden()),
                    Gru.rows(bias, d, 1), Gru.rows(recurrentBias, d, 1), shape.steps(), shape.hidden(), d == 1);
        }
        return states.length == 1 ? states[0] : graph.concat(2, states);
    }

    private static Map<String, INDArray> values(GruShape shape, DataType type) {
        Map<String, INDArray> values = new HashMap<>();
        values.put("x", random(1, type, shape.batch(), shape.steps(), shape.in()));
        values.put("weight", random(2, type, (long) shape.directions() * shape.in(), shape.gates()).divi(Math.sqrt(shape.in())));
        values.put("recurrent", random(3, type, (long) shape.directions() * shape.hidden(), shape.gates())
                .divi(Math.sqrt(shape.hidden())));
        values.put("bias", random(4, type, shape.directions(), shape.gates()));
        values.put("recurrentBias", random(5, type, shape.directions(), shape.gates()));
        return values;
    }

    private static INDArray random(long seed, DataType type, long... shape) {
        int length = (int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return SinkhornTest.scores(1, length, 1, seed).reshape(shape).castTo(type);
    }

    private static INDArray waves(double scale, double slope, double start, long... shape) {
        int length = (int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = scale * Math.sin(slope * i + start);
        }
        return Nd4j.createFromArray(values).reshape(shape);
    }

    private static void assertFront(double[] actual, double[] expected) {
        assertThat(java.util.Arrays.copyOf(actual, expected.length)).containsExactly(expected, within(1e-13));
    }

    private static void assertEnd(double[] actual, double[] expected) {
        assertThat(java.util.Arrays.copyOfRange(actual, actual.length - expected.length, actual.length))
                .containsExactly(expected, within(1e-13));
    }

    private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(tolerance);
    }
}
