package org.otvae.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.op.GradientCheck;
import org.otvae.op.GumbelSoftmax;
import org.otvae.provenance.Seed;

class SessionTest {

    private final Weights weights = new Weights(new Seed(1), DataType.DOUBLE);
    private final Graph graph = new Graph(weights, new Seed(1), true);

    private static INDArray random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray array = Nd4j.zeros(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return array;
    }

    @Test
    void aSecondRunComputesFromItsOwnInputs() {
        SDVariable y = graph.input("x", -1, 3).mul(2).add(1);
        Session session = Session.forward(graph, List.of(y.name()));

        session.run(Map.of("x", Nd4j.ones(DataType.DOUBLE, 2, 3)));
        double first = session.value(y.name()).getDouble(1, 2);
        session.run(Map.of("x", Nd4j.ones(DataType.DOUBLE, 2, 3).mul(5)));

        assertThat(first).isEqualTo(3);
        assertThat(session.value(y.name()).getDouble(1, 2)).isEqualTo(11);
    }

    @Test
    void aClosedSessionGivesItsMemoryBackAndLeavesTheWeights() {
        SDVariable weight = graph.parameter("w", new Init.Constant(3), 2, 2);
        SDVariable y = graph.input("x", -1, 2).mmul(weight).add(1).reshape(-1);
        Session session = Session.forward(graph, List.of(y.name()));
        session.run(Map.of("x", Nd4j.ones(DataType.DOUBLE, 2, 2)));
        INDArray value = session.value(y.name());

        session.close();
        session.close();

        assertThat(value.wasClosed()).isTrue();
        assertThat(graph.weights().named("w").sumNumber().doubleValue()).isEqualTo(12);
        assertThatThrownBy(() -> session.value(y.name())).isInstanceOf(IllegalStateException.class)
                .hasMessage("run the session before reading its values");
        assertThatThrownBy(() -> session.run(Map.of("x", Nd4j.ones(DataType.DOUBLE, 2, 2))))
                .isInstanceOf(IllegalStateException.class).hasMessage("this session is closed; make a new one");
    }

    @Test
    void inputsAreCopiedIn() {
        SDVariable y = graph.input("x", -1, 2).mul(1);
        INDArray x = Nd4j.ones(DataType.DOUBLE, 2, 2);
        Session session = Session.forward(graph, List.of(y.name()));

        session.run(Map.of("x", x));
        x.assign(7);

        assertThat(session.value(y.name()).maxNumber().doubleValue()).isEqualTo(1);
    }

    @Test
    void shapesMayAlternate() {
        SDVariable x = graph.input("x", -1, 3);
        SDVariable factor = graph.input("factor");
        SDVariable y = x.sub(x.mean(true, 1)).mul(factor);
        SDVariable sum = y.mul(y).sum();
        Session session = Session.forward(graph, List.of(y.name(), sum.name()));

        for (int round = 0; round < 3; round++) {
            for (int n : new int[] {1, 4, 2}) {
                INDArray input = random(round * 10 + n, n, 3);
                double scale = 1 + round + n;
                session.run(Map.of("x", input, "factor", Nd4j.scalar(scale)));

                INDArray expected = input.subColumnVector(input.mean(true, 1)).mul(scale);
                assertThat(session.value(y.name()).equalsWithEps(expected, 1e-12)).isTrue();
                assertThat(session.scalar(sum.name())).isCloseTo(expected.mul(expected).sumNumber().doubleValue(),
                        within(1e-9));
            }
        }
    }

    @Test
    void weightsAreReadAtEachRun() {
        SDVariable y = graph.input("x", -1, 2).mmul(graph.parameter("w", new Init.Constant(1), 2, 1))
                .add(graph.state("s", new Init.Constant(0), 1));
        Session session = Session.forward(graph, List.of(y.name()));
        session.run(Map.of("x", Nd4j.ones(DataType.DOUBLE, 1, 2)));

        weights.named("w").assign(3);
        weights.named("s").assign(10);
        session.run(Map.of("x", Nd4j.ones(DataType.DOUBLE, 1, 2)));

        assertThat(session.scalar(y.name())).isEqualTo(16);
    }

    @Test
    void gradientsOfASmallNetworkAgreeWithFiniteDifferences() {
        SDVariable x = graph.input("x", -1, 4);
        SDVariable hidden = graph.sameDiff().math().tanh(x.mmul(graph.parameter("w1", new Init.Normal(0, 0.5), 4, 5))
                .add(graph.parameter("b1", new Init.Normal(0, 0.5), 5)));
        SDVariable y = Layers.sigmoid(hidden.mmul(graph.parameter("w2", new Init.Normal(0, 0.5), 5, 2)))
                .mul(graph.state("scale", new Init.Constant(2), 2));
        SDVariable loss = y.sub(graph.input("target", -1, 2)).pow(2).mean();
        Session session = Session.withGradients(graph, loss.name(), List.of(y.name()), "x");
        INDArray data = random(1, 3, 4);
        Map<String, INDArray> inputs = Map.of("x", data, "target", random(2, 3, 2));

        session.run(inputs);

        assertThat(session.differentiated()).containsExactlyInAnyOrder("w1", "b1", "w2", "x");
        for (String name : session.differentiated()) {
            session.run(inputs);
            INDArray gradient = session.gradient(name).dup('c');
            INDArray place = name.equals("x") ? data : weights.named(name);
            double worst = GradientCheck.worstError(place, gradient, () -> {
                session.run(inputs);
                return session.scalar(loss.name());
            });
            assertThat(worst).as(name).isLessThan(GradientCheck.TOLERANCE);
        }
    }

    @Test
    void stoppedGradientsDoNotPass() {
        SDVariable w = graph.parameter("w", new Init.Constant(3), 2);
        SDVariable loss = w.mul(Layers.stopGradient(w)).sum();
        Session session = Session.withGradients(graph, loss.name(), List.of());

        session.run(Map.of());

        assertThat(session.scalar(loss.name())).isEqualTo(18);
        assertThat(session.gradient("w").toDoubleVector()).containsExactly(3, 3); // 6 without the stop
    }

    /** Many branches over few shapes, identities and stops among them: what memory reuse could get wrong. */
    private static List<SDVariable> tangle(SameDiff sameDiff, SDVariable x, SDVariable w, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SDVariable> nodes = new ArrayList<>(List.of(x, x.mmul(w)));
        for (int i = 0; i < 40; i++) {
            SDVariable a = nodes.get(random.nextInt(nodes.size()));
            SDVariable b = nodes.get(Math.max(0, nodes.size() - 1 - random.nextInt(4)));
            nodes.add(switch (random.nextInt(9)) {
                case 0 -> a.add(b).mul(0.5);
                case 1 -> sameDiff.math().tanh(a.mul(b));
                case 2 -> sameDiff.identity(a);
                case 3 -> Layers.stopGradient(a);
                case 4 -> a.sub(b.mean(true, 1));
                case 5 -> Layers.sigmoid(a.mmul(w));
                case 6 -> a.reshape(2, 8).reshape(4, 4).mul(b);
                case 7 -> sameDiff.identity(sameDiff.identity(b)).add(a);
                default -> a.permute(1, 0).permute(1, 0).sub(b);
            });
        }
        return nodes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void reusedMemoryNeverChangesAValueOrAGradient(long seed) {
        SDVariable x = graph.input("x", 4, 4);
        List<SDVariable> nodes = tangle(graph.sameDiff(), x, graph.parameter("w", new Init.Normal(0, 0.5), 4, 4), seed);
        List<String> outputs = List.of(nodes.get(11).name(), nodes.get(26).name(), nodes.get(41).name());
        SDVariable loss = nodes.get(41).add(nodes.get(20)).add(nodes.get(33)).sum();
        Session session = Session.withGradients(graph, loss.name(), outputs, "x");
        session.run(Map.of("x", random(50, 4, 4)));
        session.run(Map.of("x", random(seed, 4, 4)));

        SameDiff other = SameDiff.create();
        SDVariable otherX = other.var("x", random(seed, 4, 4));
        List<SDVariable> expected = tangle(other, otherX, other.var("w", weights.named("w").dup()), seed);
        SDVariable otherLoss = expected.get(41).add(expected.get(20)).add(expected.get(33)).sum();
        other.setLossVariables(otherLoss.name());

        for (int i : new int[] {11, 26, 41}) {
            assertThat(session.value(nodes.get(i).name()).equalsWithEps(expected.get(i).eval(), 1e-12)).isTrue();
        }
        assertThat(session.scalar(loss.name())).isCloseTo(otherLoss.eval().getDouble(0), within(1e-9));
        Map<String, INDArray> gradients = other.calculateGradients(new HashMap<>(), "x", "w");
        for (String name : session.differentiated()) {
            assertThat(session.gradient(name).equalsWithEps(gradients.get(name), 1e-10)).as(name).isTrue();
        }
    }

    @Test
    void operationsInJavaRunAmongNativeOnes() {
        SDVariable logits = graph.input("x", -1, 4).mul(2);
        SDVariable sample = GumbelSoftmax.sample(logits, graph.schedule("temperature", Schedule.constant(1)),
                graph.step(), 9);
        SDVariable sums = sample.sum(1);
        Session session = Session.forward(graph, List.of(sums.name()));

        session.run(Map.of("x", random(1, 3, 4), "temperature", Session.scalarInput(graph, 0.5), Graph.STEP,
                Nd4j.scalar(4L)));

        assertThat(session.value(sums.name()).toDoubleVector()).containsExactly(new double[] {1, 1, 1}, within(1e-12));
    }

    @Test
    void sumsOverADimensionOfLengthOneAreTheValues() {
        SDVariable x = graph.input("x", -1, 1);
        SDVariable kept = x.mean(true, 1);
        SDVariable dropped = x.mul(2).sum(1);
        Session session = Session.forward(graph, List.of(kept.name(), dropped.name()));

        for (double value : new double[] {1, 5}) {
            session.run(Map.of("x", Nd4j.createFromArray(value, value + 1).reshape(2, 1)));

            assertThat(session.value(kept.name()).toDoubleMatrix()).isDeepEqualTo(new double[][] {{value}, {value + 1}});
            assertThat(session.value(dropped.name()).toDoubleVector()).containsExactly(2 * value, 2 * value + 2);
        }
    }

    /** The operation is one for both shapes, and keeps the arrays that it was told of last. */
    @Test
    void sumsOverADimensionOfLengthOneAreThoseOfTheirOwnShape() {
        SDVariable x = graph.input("x", -1, 1);
        SDVariable mean = x.mul(3).mean(true, 1);
        SDVariable twice = mean.mul(2);
        Session session = Session.forward(graph, List.of(twice.name()));

        int round = 0;
        for (int rows : new int[] {4, 2, 4, 3, 4, 2}) {
            double first = 10 * round++;
            double[] values = new double[rows];
            java.util.Arrays.setAll(values, i -> first + i);
            session.run(Map.of("x", Nd4j.createFromArray(values).reshape(rows, 1)));

            double[] expected = java.util.Arrays.stream(values).map(value -> 6 * value).toArray();
            assertThat(session.value(twice.name()).reshape(rows).toDoubleVector()).containsExactly(expected);
        }
    }

    @Test
    void theFirstNodeThatIsNotFiniteIsNamed() {
        SDVariable x = graph.input("x", -1);
        SDVariable root = graph.sameDiff().math().sqrt(x.add(1)).rename("theRoot");
        SDVariable y = root.mul(2).add(1).sum();
        Session session = Session.forward(graph, List.of(y.name()));

        session.run(Map.of("x", Nd4j.createFromArray(1.0, 2.0)));
        assertThat(session.firstNonFinite()).isNull();
        session.run(Map.of("x", Nd4j.createFromArray(1.0, -2.0)));

        assertThat(session.scalar(y.name())).isNaN();
        assertThat(session.firstNonFinite()).isEqualTo(graph.sameDiff().getVariables().get("theRoot").getOutputOfOp());
    }

    @Test
    void misuseIsExplained() {
        SDVariable w = graph.parameter("w", new Init.Constant(3), 2);
        SDVariable loss = w.mul(w).sum();
        graph.parameter("apart", new Init.Constant(3), 2);
        Session session = Session.withGradients(graph, loss.name(), List.of());

        assertThatThrownBy(() -> session.value(loss.name())).isInstanceOf(IllegalStateException.class)
                .hasMessage("run the session before reading its values");
        session.run(Map.of());
        assertThatThrownBy(() -> session.gradient("apart")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the loss does not depend on apart; it depends on [w]");
        assertThatThrownBy(() -> session.value("w2")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("node w2 is not among this program's outputs");
    }

    @Test
    void aMissingInputIsNamed() {
        SDVariable y = graph.input("x", -1).mul(graph.input("z", -1));
        Session session = Session.forward(graph, List.of(y.name()));

        assertThatThrownBy(() -> session.run(Map.of("x", Nd4j.createFromArray(1.0, 2.0))))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("no value for z");
    }

    @Test
    void nothingIsPrinted() {
        java.io.PrintStream out = System.out;
        java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();
        SDVariable loss = graph.parameter("w", new Init.Constant(3), 2).mul(2).sum();
        System.setOut(new java.io.PrintStream(printed));
        try {
            Session.withGradients(graph, loss.name(), List.of()).run(Map.of());
        } finally {
            System.setOut(out);
        }

        assertThat(printed.toByteArray()).isEmpty();
        assertThat(System.out).isSameAs(out);
    }

    @Test
    void profileNamesEachKindOfOperation() {
        SDVariable y = graph.sameDiff().math().tanh(graph.input("x", -1).mul(2));
        Session session = Session.forward(graph, List.of(y.name()));
        session.run(Map.of("x", Nd4j.createFromArray(1.0, 2.0)));

        assertThat(session.profile(2)).hasSizeGreaterThanOrEqualTo(2).containsKey("tanh");
    }

    /** Also where the memory that holds the value has held others before. */
    @Test
    void whatPassesAValueOnIsNotRun() {
        SDVariable x = graph.input("x", -1, 4);
        SDVariable lent = Layers.sigmoid(graph.sameDiff().math().tanh(Layers.sigmoid(x.mul(2))));
        SDVariable back = lent.reshape(-1).reshape(lent.shape()).mul(graph.parameter("w", new Init.Constant(3), 4));
        SDVariable loss = back.add(lent).sum();
        Session session = Session.withGradients(graph, loss.name(), List.of(), "x");

        session.run(Map.of("x", random(1, 3, 4)));

        assertThat(session.profile(1)).containsKeys("tanh", "sigmoid", "add")
                .doesNotContainKeys("reshape", "shape_of", "add_bp");
    }
}
