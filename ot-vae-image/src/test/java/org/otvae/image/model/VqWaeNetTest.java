package org.otvae.image.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

class VqWaeNetTest {

    private final Weights weights = new Weights(new Seed(3), DataType.DOUBLE);
    private final Graph graph = new Graph(weights, new Seed(3), true);

    @Test
    void parametersAreAsManyAsInTheAuthorsProgram() {
        new VqWaeEncoder(64).encode(graph, graph.input("data", -1, 32, 32, 3), false);
        assertThat(parameters()).isEqualTo(331_136);

        new VqWaeDecoder(64).decode(graph, graph.input("codes", -1, 8, 8, 64));
        assertThat(parameters()).isEqualTo(331_136 + 249_027);
    }

    /** Weights N(0, 0.02); biases uniform within 1 / sqrt(inputs of an output), of transposed ones outputs of an input. */
    @Test
    void firstWeightsAreThoseOfTheAuthorsProgram() {
        new VqWaeEncoder(64).encode(graph, graph.input("data", -1, 32, 32, 3), false);
        new VqWaeDecoder(64).decode(graph, graph.input("codes", -1, 8, 8, 64));

        weights.parameters().forEach((name, values) -> {
            if (name.endsWith(".weight")) {
                assertThat(values.stdNumber().doubleValue()).as(name).isBetween(0.018, 0.022);
            }
        });
        assertThat(weights.named("encoder.conv2.bias").amaxNumber().doubleValue()).isBetween(0.8 / 32, 1.0 / 32); // 4 x 4 x 64 inputs
        assertThat(weights.parameters().keySet()).filteredOn(name -> name.startsWith("encoder.residual") && name.endsWith(".bias")).isEmpty();
    }

    @Test
    void shapesAreThoseOfTheProtocolAndTheLossReachesEveryParameter() {
        SDVariable data = graph.input("data", -1, 16, 16, 3);
        var encoded = new VqWaeEncoder(8).encode(graph, data, true);
        SDVariable decoded = new VqWaeDecoder(8).decode(graph, encoded.latents());
        SDVariable loss = decoded.sub(data).pow(2).mean().add(encoded.logVariance().pow(2).mean());

        Session session = Session.withGradients(graph, loss.name(), List.of(encoded.latents().name(), decoded.name()));
        session.run(Map.of("data", Nd4j.rand(DataType.DOUBLE, 2, 16, 16, 3)));

        assertThat(session.value(encoded.latents().name()).shape()).containsExactly(2, 4, 4, 8);
        assertThat(session.value(decoded.name()).shape()).containsExactly(2, 16, 16, 3);
        assertThat(session.differentiated()).containsExactlyInAnyOrderElementsOf(weights.parameters().keySet());
        weights.parameters().keySet().forEach(name ->
                assertThat(session.gradient(name).norm2Number().doubleValue()).as(name).isPositive().isFinite());
    }

    /** One layer applied twice, whose identity path is cut at zero: pencil and paper on a 1 x 1 image. */
    @Test
    void residualStackIsTheOneThatTheAuthorsProgramRuns() {
        SDVariable stack = VqWaeNet.residualStack(graph, "stack", graph.input("x", -1, 1, 1, 128));
        INDArray x = Nd4j.rand(DataType.DOUBLE, 1, 1, 1, 128).subi(0.5);
        INDArray wide = weights.parameters().get("stack.wide.weight").get(org.nd4j.linalg.indexing.NDArrayIndex.point(1),
                org.nd4j.linalg.indexing.NDArrayIndex.point(1)); // [128, 32], the kernel's middle
        INDArray point = weights.parameters().get("stack.point.weight").reshape(32, 128);
        INDArray expected = x.reshape(1, 128).dup();
        for (int layer = 0; layer < 2; layer++) {
            INDArray active = positive(expected);
            expected = active.add(positive(active.mmul(wide)).mmul(point));
        }
        expected = positive(expected);

        Session session = Session.forward(graph, List.of(stack.name()));
        session.run(Map.of("x", x));

        assertThat(session.value(stack.name()).reshape(1, 128).distance2(expected)).isEqualTo(0, within(1e-10));
    }

    @Test
    void examplesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new VqWaeEncoder(64).latentShape(new long[] {1, 28, 28}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found [1, 28, 28]");
        assertThatThrownBy(() -> new VqWaeDecoder(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0");
    }

    private static INDArray positive(INDArray x) {
        return org.nd4j.linalg.ops.transforms.Transforms.max(x, 0, true);
    }

    private long parameters() {
        return weights.parameters().values().stream().mapToLong(INDArray::length).sum();
    }
}
