package org.otvae.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.provenance.Seed;

class LayersTest {

    private final Weights weights = new Weights(new Seed(1), DataType.FLOAT);

    /** Runs one layer on an input named x. */
    private INDArray run(INDArray x, Function<Graph, SDVariable> layer) {
        Graph graph = new Graph(weights, new Seed(1), false);
        SDVariable y = layer.apply(graph);
        Session session = Session.forward(graph, List.of(y.name()));
        session.run(Map.of("x", x));
        return session.value(y.name()).dup('c');
    }

    @Test
    void convolutionsHaveTheShapesOfTheirArithmetic() {
        INDArray x = Nd4j.ones(DataType.FLOAT, 2, 8, 6, 3);

        INDArray halved = run(x, g -> Layers.conv2d(g, "a", g.input("x", -1, 8, 6, 3), 3, 5, 4, 2, 1));
        INDArray kept = run(x, g -> Layers.conv2d(g, "b", g.input("x", -1, 8, 6, 3), 3, 5, 3, 1, 1));
        INDArray pointwise = run(x, g -> Layers.conv2d(g, "c", g.input("x", -1, 8, 6, 3), 3, 5, 1, 1, 0));
        INDArray doubled = run(x, g -> Layers.transposedConv2d(g, "d", g.input("x", -1, 8, 6, 3), 3, 5, 4, 2, 1));

        assertThat(halved.shape()).containsExactly(2, 4, 3, 5);
        assertThat(kept.shape()).containsExactly(2, 8, 6, 5);
        assertThat(pointwise.shape()).containsExactly(2, 8, 6, 5);
        assertThat(doubled.shape()).containsExactly(2, 16, 12, 5);
        assertThat(weights.parameters().get("a.weight").shape()).containsExactly(4, 4, 3, 5);
        assertThat(weights.parameters().get("a.bias").shape()).containsExactly(5);
    }

    @Test
    void aPointwiseConvolutionIsAMatrixProductPlusBias() {
        INDArray x = Nd4j.createFromArray(1f, 2f, 3f, 4f).reshape(1, 1, 2, 2);
        run(x, g -> Layers.conv2d(g, "c", g.input("x", -1, 1, 2, 2), 2, 2, 1, 1, 0));
        Rows.into(weights.named("c.weight"), new float[] {1, 10, 100, 1000});
        Rows.into(weights.named("c.bias"), new float[] {0.5f, 0});

        INDArray y = run(x, g -> Layers.conv2d(g, "c", g.input("x", -1, 1, 2, 2), 2, 2, 1, 1, 0));

        assertThat(Rows.of(y)).containsExactly(201.5f, 2010, 403.5f, 4030);
    }

    @Test
    void trainingNormalizesWithTheBatchAndMovesTheRunningStatistics() {
        Graph graph = new Graph(weights, new Seed(1), true);
        SDVariable y = Layers.batchNorm(graph, "n", graph.input("x", -1, 1, 1, 2), 2, false);
        Graph.Update update = graph.updatesAfterStep().get(0);
        List<String> outputs = new java.util.ArrayList<>(update.watched());
        outputs.add(y.name());
        Session session = Session.forward(graph, outputs.stream().distinct().toList());
        Rows.into(weights.named("n.weight"), new float[] {1, 2});
        Rows.into(weights.named("n.bias"), new float[] {0, 10});

        session.run(Map.of("x", Nd4j.createFromArray(1f, 0f, 3f, 0f, 5f, 6f).reshape(3, 1, 1, 2)));
        update.change().apply(update.watched().stream().map(session::value).toList(), weights, new Seed(1));

        // channel 0: mean 3, biased variance 8/3, unbiased 4; channel 1: mean 2, biased 8, unbiased 12
        float[] normalized = Rows.of(session.value(y.name()));
        assertThat(normalized[0]).isCloseTo((float) (-2 / Math.sqrt(8 / 3.0)), within(1e-4f));
        assertThat(normalized[5]).isCloseTo((float) (10 + 2 * 4 / Math.sqrt(8)), within(1e-4f));
        assertThat(Rows.of(weights.state("n.runningMean"))).containsExactly(new float[] {0.3f, 0.2f}, within(1e-6f));
        assertThat(Rows.of(weights.state("n.runningVariance")))
                .containsExactly(new float[] {0.9f + 0.4f, 0.9f + 1.2f}, within(1e-5f));
    }

    @Test
    void evaluationNormalizesWithTheRunningStatistics() {
        INDArray x = Nd4j.createFromArray(5f, -3f).reshape(1, 1, 1, 2);
        Function<Graph, SDVariable> layer = g -> Layers.batchNorm(g, "n", g.input("x", -1, 1, 1, 2), 2, true);
        run(x, layer);
        Rows.into(weights.named("n.weight"), new float[] {3, 1});
        Rows.into(weights.state("n.runningMean"), new float[] {1, 1});
        Rows.into(weights.state("n.runningVariance"), new float[] {4, 4});

        float[] y = Rows.of(run(x, layer));

        assertThat(y[0]).isCloseTo(6, within(1e-4f));
        assertThat(y[1]).as("cut by ReLU").isZero();
    }

    @Test
    void activationsAreTheirFormulas() {
        INDArray x = Nd4j.createFromArray(-1f, 0f, 2f).reshape(1, 3);

        assertThat(Rows.of(run(x, g -> Layers.relu(g.input("x", -1, 3))))).containsExactly(0, 0, 2);
        assertThat(Rows.of(run(x, g -> Layers.sigmoid(g.input("x", -1, 3))))[2])
                .isCloseTo((float) (1 / (1 + Math.exp(-2))), within(1e-6f));
    }

    @Test
    void channelsMoveToTheEndAndBack() {
        INDArray x = Nd4j.arange(24).castTo(DataType.FLOAT).reshape(1, 2, 3, 4);

        INDArray last = run(x, g -> Layers.channelsLast(g.input("x", -1, 2, 3, 4), 4));
        INDArray back = run(x, g -> Layers.channelsFirst(Layers.channelsLast(g.input("x", -1, 2, 3, 4), 4), 4));

        assertThat(last.shape()).containsExactly(1, 3, 4, 2);
        assertThat(last.getFloat(0, 2, 1, 1)).isEqualTo(x.getFloat(0, 1, 2, 1));
        assertThat(back).isEqualTo(x);
    }

    @Test
    void firstWeightsAreThoseOfTheProtocol() {
        run(Nd4j.ones(DataType.FLOAT, 1, 8, 8, 16), g -> Layers.batchNorm(g, "n",
                Layers.conv2d(g, "c", g.input("x", -1, 8, 8, 16), 16, 32, 3, 1, 1), 32, false));

        run(Nd4j.ones(DataType.FLOAT, 1, 8, 8, 512), g -> Layers.batchNorm(g, "wide", // statistics of 512 values
                Layers.transposedConv2d(g, "t", g.input("x", -1, 8, 8, 512), 512, 512, 1, 1, 0), 512, false));

        double deviation = weights.named("c.weight").stdNumber().doubleValue(); // of 4,608 values
        assertThat(deviation).isBetween(0.019, 0.021);
        assertThat(weights.named("t.weight").stdNumber().doubleValue()).isBetween(0.0198, 0.0202); // of 262,144
        assertThat(weights.named("wide.weight").stdNumber().doubleValue()).isBetween(0.017, 0.023);
        assertThat(Rows.of(weights.named("t.bias"))).containsOnly(0);
        assertThat(weights.named("n.weight").meanNumber().doubleValue()).isBetween(0.98, 1.02);
        assertThat(Rows.of(weights.named("c.bias"))).containsOnly(0);
        assertThat(Rows.of(weights.state("n.runningVariance"))).containsOnly(1);
    }
}
