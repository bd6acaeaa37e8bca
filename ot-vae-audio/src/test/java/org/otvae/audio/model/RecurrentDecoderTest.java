package org.otvae.audio.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.op.GradientCheck;
import org.otvae.op.Jitter;
import org.otvae.provenance.Seed;

class RecurrentDecoderTest {
    private static final RecurrentDecoder SMALL = new RecurrentDecoder(5, 4, 3, 2, 2, 0.5);

    private final Weights weights = new Weights(new Seed(3), DataType.DOUBLE);

    @Test
    void hasThePublishedNumberOfParameters() {
        Graph graph = new Graph(weights, new Seed(3), true);
        RecurrentDecoder.protocol(80, 102).decode(graph, graph.input("codes", -1, 16, 64));

        assertThat(weights.parameters().values().stream().mapToLong(INDArray::length).sum()).isEqualTo(521_680);
    }

    @Test
    void theGradientsOfAllParametersAndOfTheCodesAreTrue() {
        Graph graph = new Graph(weights, new Seed(3), true);
        SDVariable decoded = SMALL.decode(graph, graph.input("codes", -1, 4, 3));
        SDVariable loss = decoded.mul(decoded).sum();
        Session session = Session.withGradients(graph, loss.name(), List.of(decoded.name()), "codes");
        Map<String, INDArray> inputs = inputs();

        session.run(inputs);

        assertThat(session.value(decoded.name()).shape()).containsExactly(3, 8, 5);
        assertThat(session.differentiated()).hasSize(weights.parameters().size() + 1);
        Map<String, INDArray> slopes = new HashMap<>();
        session.differentiated().forEach(name -> slopes.put(name, session.gradient(name).dup('c')));
        Map<String, INDArray> values = new HashMap<>(weights.parameters());
        values.put("codes", inputs.get("codes"));
        values.forEach((name, value) -> assertThat(GradientCheck.worstError(value, slopes.get(name), () -> {
            session.run(inputs);
            return session.scalar(loss.name());
        })).as(name).isLessThan(GradientCheck.TOLERANCE));
    }

    /** In training the codes go through the jitter of this run's seed and step; in evaluation they stay. */
    @Test
    void jitterIsInTrainingAlone() {
        Graph training = new Graph(weights, new Seed(3), true);
        SDVariable jittered = SMALL.decode(training, training.input("codes", -1, 4, 3));
        Graph evaluation = new Graph(weights, new Seed(3), false);
        SDVariable plain = SMALL.decode(evaluation, evaluation.input("codes", -1, 4, 3));
        Map<String, INDArray> inputs = inputs();
        int[] sources = Jitter.sources(3, 4, 0.5, new Seed(3).derive("jitter").mixed(), 6);
        Map<String, INDArray> moved = new HashMap<>(inputs);
        moved.put("codes", Nd4j.pullRows(inputs.get("codes").reshape(12, 3), 1, sources).reshape(3, 4, 3));

        INDArray trained = run(training, jittered, inputs);

        assertThat(trained).isNotEqualTo(run(evaluation, plain, without(inputs)));
        assertThat(trained).isEqualTo(run(evaluation, plain, without(moved)));
    }

    @Test
    void everyFrameIsToldItsSpeaker() {
        Graph graph = new Graph(weights, new Seed(3), false);
        SDVariable decoded = SMALL.decode(graph, graph.input("codes", -1, 4, 3));
        Map<String, INDArray> inputs = without(inputs());
        INDArray one = run(graph, decoded, inputs).dup('c');
        inputs.put(Graph.LABELS, Nd4j.createFromArray(0L, 1L, 1L)); // the last was 0

        INDArray other = run(graph, decoded, inputs);

        assertThat(other.get(NDArrayIndex.interval(0, 2))).isEqualTo(one.get(NDArrayIndex.interval(0, 2)));
        for (int frame = 0; frame < 8; frame++) {
            assertThat(other.get(NDArrayIndex.point(2), NDArrayIndex.point(frame))
                    .distance2(one.get(NDArrayIndex.point(2), NDArrayIndex.point(frame)))).isGreaterThan(1e-4);
        }
    }

    @Test
    void withoutSpeakersItReadsTheCodesAlone() {
        Graph graph = new Graph(weights, new Seed(3), false);
        new RecurrentDecoder(5, 4, 3, 0, 2, 0).decode(graph, graph.input("codes", -1, 4, 3));

        assertThat(graph.sameDiff().hasVariable(Graph.LABELS)).isFalse();
        assertThat(weights.parameters().get("decoder.gru1.weight").shape()).containsExactly(6, 12);
    }

    @Test
    void positionsAreRepeatedSideBySide() {
        Graph graph = new Graph(weights, new Seed(3), false);
        SDVariable twice = Layers.repeated(graph.input("x", -1, 2, 2), 2);

        INDArray result = run(graph, twice, Map.of("x", Nd4j.createFromArray(1.0, 2, 3, 4).reshape(1, 2, 2)));

        assertThat(result.dup('c').data().asDouble()).containsExactly(new double[] {1, 2, 1, 2, 3, 4, 3, 4}, within(0.0));
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new RecurrentDecoder(80, 0, 64, 1, 64, 0.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bands, hidden, dim and speakerDim must be at least 1, found 80, 0, 64 and 64");
        assertThatThrownBy(() -> new RecurrentDecoder(80, 128, 64, -1, 64, 0.5))
                .hasMessage("speakers must be at least 0, found -1");
        assertThatThrownBy(() -> new RecurrentDecoder(80, 128, 64, 1, 64, 1.5))
                .hasMessage("jitter must lie between 0 and 1, found 1.5");
    }

    private static Map<String, INDArray> inputs() {
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put("codes", Nd4j.linspace(DataType.DOUBLE, -1, 0.057, 36).mul(7).reshape(3, 4, 3));
        inputs.put(Graph.LABELS, Nd4j.createFromArray(0L, 1L, 0L));
        inputs.put(Graph.STEP, Nd4j.scalar(6L));
        return inputs;
    }

    private static Map<String, INDArray> without(Map<String, INDArray> inputs) {
        Map<String, INDArray> fewer = new HashMap<>(inputs);
        fewer.remove(Graph.STEP);
        return fewer;
    }

    private static INDArray run(Graph graph, SDVariable node, Map<String, INDArray> inputs) {
        Session session = Session.forward(graph, List.of(node.name()));
        session.run(inputs);
        return session.value(node.name());
    }
}
