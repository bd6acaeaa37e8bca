package org.otvae.motion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

class MotionNetTest {

    private static final int FRAMES = 48;

    private final Weights weights = new Weights(new Seed(3), DataType.DOUBLE);
    private final Graph graph = new Graph(weights, new Seed(3), true);

    @Test
    @Tag("slow") // draws 52 million numbers
    void networksHaveThePublishedNumbersOfParameters() {
        var wide = new Weights(new Seed(3), DataType.FLOAT);
        var published = new Graph(wide, new Seed(3), true);
        new MotionEncoder(60, 512, 3, 512).encode(published, published.input("data", -1, 240, 72), false);
        new MotionDecoder(512, 3, 512).decode(published, published.input("codes", -1, 2, 30, 512));

        assertThat(parameters(wide, "encoder.upper")).isEqualTo(12_424_192);
        assertThat(parameters(wide, "encoder.lower")).isEqualTo(12_387_328);
        assertThat(parameters(wide, "decoder.upper")).isEqualTo(13_449_773);
        assertThat(parameters(wide, "decoder.lower")).isEqualTo(13_422_107);
    }

    /** The published second step gives the lower half a further decoder, of the root's velocity alone. */
    @Test
    void aDecoderOfTheRootHasThePublishedNumber() {
        var wide = new Weights(new Seed(3), DataType.FLOAT);
        var published = new Graph(wide, new Seed(3), true);
        new RootDecoder(512, 3, 512).decode(published, published.input("codes", -1, 2, 30, 512));

        assertThat(parameters(wide, "decoder.root")).isEqualTo(13_385_219);
        assertThat(parameters(wide, "decoder.upper")).isEqualTo(13_449_773);
        assertThat(parameters(wide, "decoder.lower")).isEqualTo(13_422_107);
    }

    /** The published program freezes all but the branch; here no gradient of the root's error reaches the rest. */
    @Test
    void theErrorOfTheRootTeachesItsBranchAlone() {
        SDVariable data = graph.input("data", -1, FRAMES, 72);
        SDVariable latents = new MotionEncoder(30, 6, 2, 5).encode(graph, data, false).latents();
        SDVariable decoded = new RootDecoder(6, 2, 5).decode(graph, latents);
        SDVariable root = TimeLayers.part(Layers.toLine(decoded), 3, 45, 48);
        SDVariable loss = root.pow(2).mean().add(decoded.mean().mul(0)); // the second keeps all parameters in the graph

        Session session = Session.withGradients(graph, loss.name(), List.of(root.name(), decoded.name()));
        session.run(Map.of("data", Nd4j.rand(DataType.DOUBLE, 3, FRAMES, 72)));

        assertThat(session.value(decoded.name()).shape()).containsExactly(3, FRAMES, 72);
        weights.parameters().keySet().forEach(name -> {
            double norm = session.gradient(name).norm2Number().doubleValue();
            if (name.startsWith("decoder.root")) {
                assertThat(norm).as(name).isPositive().isFinite();
            } else {
                assertThat(norm).as(name).isZero();
            }
        });
    }

    @Test
    void codesAreOfPosesWhateverTheRootDoes() {
        SDVariable data = graph.input("data", -1, 16, 72);
        SDVariable latents = new MotionEncoder(30, 4, 1, 3).encode(graph, data, false).latents();
        Session session = Session.forward(graph, List.of(latents.name()));
        INDArray motion = Nd4j.rand(DataType.DOUBLE, 1, 16, 72);
        session.run(Map.of("data", motion));
        double[] before = session.value(latents.name()).dup('c').data().asDouble();
        for (int t = 0; t < 16; t++) {
            for (int channel = 45; channel < 48; channel++) {
                motion.putScalar(0, t, channel, 7);
            }
        }

        session.run(Map.of("data", motion));

        assertThat(session.value(latents.name()).dup('c').data().asDouble()).isEqualTo(before);
    }

    @Test
    void shapesFitTogetherAndTheLossReachesEveryParameter() {
        SDVariable data = graph.input("data", -1, FRAMES, 72);
        var encoded = new MotionEncoder(30, 6, 2, 5).encode(graph, data, true);
        SDVariable decoded = new MotionDecoder(6, 2, 5).decode(graph, encoded.latents().add(encoded.logVariance()));
        SDVariable loss = decoded.sub(data).pow(2).mean();

        Session session = Session.withGradients(graph, loss.name(), List.of(encoded.latents().name(), decoded.name()));
        session.run(Map.of("data", Nd4j.rand(DataType.DOUBLE, 3, FRAMES, 72)));

        assertThat(new MotionEncoder(30, 6, 2, 5).latentShape(new long[] {72, FRAMES})).containsExactly(5, 2, 6);
        assertThat(session.value(encoded.latents().name()).shape()).containsExactly(3, 2, 6, 5);
        assertThat(session.value(decoded.name()).shape()).containsExactly(3, FRAMES, 72);
        assertThat(session.differentiated()).containsExactlyInAnyOrderElementsOf(weights.parameters().keySet());
        weights.parameters().keySet().forEach(name ->
                assertThat(session.gradient(name).norm2Number().doubleValue()).as(name).isPositive().isFinite());
    }

    /** Slices, concatenation, dilated and transposed convolutions together, against finite differences. */
    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        SDVariable data = graph.input("data", -1, 16, 72);
        SDVariable latents = new MotionEncoder(30, 3, 2, 2).encode(graph, data, false).latents();
        SDVariable loss = new MotionDecoder(3, 2, 2).decode(graph, latents).sub(data).pow(2).mean();
        Session session = Session.withGradients(graph, loss.name(), List.of());
        Map<String, INDArray> input = Map.of("data", Nd4j.rand(DataType.DOUBLE, 2, 16, 72));
        for (String name : List.of("encoder.upper.level1.half.weight", "encoder.lower.level2.block2.conv1.weight",
                "encoder.lower.latents.bias", "decoder.upper.codes.weight", "decoder.lower.level3.twice.weight")) {
            session.run(input);
            double gradient = session.gradient(name).getDouble(0);
            INDArray parameter = weights.parameters().get(name);
            double value = parameter.data().getDouble(0);

            double above = lossAt(session, loss, input, parameter, value + 1e-5);
            double below = lossAt(session, loss, input, parameter, value - 1e-5);
            parameter.data().put(0, value);

            assertThat(gradient).as(name).isCloseTo((above - below) / 2e-5, within(1e-8 + 1e-5 * Math.abs(gradient)));
        }
    }

    private static double lossAt(Session session, SDVariable loss, Map<String, INDArray> input, INDArray parameter,
            double value) {
        parameter.data().put(0, value);
        session.run(input);
        return session.value(loss.name()).getDouble(0);
    }

    /** Half a body sees nothing of the other half. */
    @Test
    void halvesOfTheBodyAreApart() {
        SDVariable data = graph.input("data", -1, 16, 72);
        SDVariable latents = new MotionEncoder(30, 4, 1, 3).encode(graph, data, false).latents();
        SDVariable decoded = new MotionDecoder(4, 1, 3).decode(graph, latents);
        Session session = Session.forward(graph, List.of(decoded.name()));
        INDArray motion = Nd4j.rand(DataType.DOUBLE, 1, 16, 72);
        session.run(Map.of("data", motion));
        double[] before = session.value(decoded.name()).dup('c').data().asDouble();
        for (int t = 0; t < 16; t++) {
            motion.putScalar(0, t, 50, 7); // a leg
        }

        session.run(Map.of("data", motion));

        double[] after = session.value(decoded.name()).dup('c').data().asDouble();
        for (int channel = 0; channel < 45; channel++) {
            assertThat(after[channel]).isEqualTo(before[channel]);
        }
        assertThat(after[60]).isNotEqualTo(before[60]);
    }

    /** Taps three frames apart, by hand: y_t = x_{t-3} w_0 + x_t w_1 + x_{t+3} w_2. */
    @Test
    void dilatedTapsAreFarApart() {
        SDVariable y = TimeLayers.three(graph, "c", Layers.toLine(graph.input("x", -1, 5, 1)), 1, 1, 3);
        weights.parameters().get("c.weight").assign(Nd4j.createFromArray(2.0, 3.0, 5.0).reshape(1, 3, 1, 1));
        weights.parameters().get("c.bias").assign(1);

        Session session = Session.forward(graph, List.of(y.name()));
        session.run(Map.of("x", Nd4j.createFromArray(1.0, 10.0, 100.0, 1000.0, 10_000.0).reshape(1, 5, 1)));

        assertThat(session.value(y.name()).dup('c').data().asDouble())
                .containsExactly(new double[] {5004, 50_031, 301, 3003, 30_021}, within(1e-9));
    }

    @Test
    void examplesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new MotionEncoder(60, 8, 3, 8).latentShape(new long[] {72, 63}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[72, a multiple of 8 frames], found [72, 63]");
        assertThatThrownBy(() -> new MotionEncoder(0, 8, 3, 8))
                .hasMessageContaining("framesPerSecond must be greater than 0");
        assertThatThrownBy(() -> new MotionDecoder(0, 3, 8)).hasMessageContaining("found 0, 8 and 3");
    }

    private static long parameters(Weights weights, String prefix) {
        return weights.parameters().entrySet().stream().filter(entry -> entry.getKey().startsWith(prefix))
                .mapToLong(entry -> entry.getValue().length()).sum();
    }
}
