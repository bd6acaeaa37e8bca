package org.otvae.bench.jmh;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.op.GumbelSoftmax;
import org.otvae.provenance.Seed;

/** Gumbel-softmax {@code [1568, 256]} and batch normalisation {@code [32, 14, 14, 64]}, forward and with gradient. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NodeBenchmark {

    /** Which node. */
    public enum Node {
        /** Sampling. */
        GUMBEL_SOFTMAX,
        /** Normalisation fused with ReLU. */
        BATCH_NORM
    }

    /** Which node. */
    @Param
    public Node node;

    private Session forward;
    private Session withGradient;

    /** Builds both graphs. */
    @Setup
    public void prepare() {
        forward = session(false);
        withGradient = session(true);
    }

    private Session session(boolean gradient) {
        Graph graph = new Graph(new Weights(new Seed(1), DataType.FLOAT), new Seed(1), true);
        SDVariable result;
        if (node == Node.GUMBEL_SOFTMAX) {
            SDVariable logits = graph.parameter("x", new Init.Normal(0, 1), 1568, 256);
            result = GumbelSoftmax.sample(logits, graph.constant(0.5), graph.step(), 7);
        } else {
            result = Layers.batchNorm(graph, "norm", graph.parameter("x", new Init.Normal(0, 1), 32, 14, 14, 64), 64, true);
        }
        SDVariable loss = result.mul(result).sum();
        return gradient ? Session.withGradients(graph, loss.name(), List.of())
                : Session.forward(graph, List.of(result.name()));
    }

    private Map<String, INDArray> inputs() {
        return node == Node.GUMBEL_SOFTMAX ? Map.of(Graph.STEP, Nd4j.scalar(3L)) : Map.of();
    }

    /** The node alone. */
    @Benchmark
    public Object forward() {
        forward.run(inputs());
        return forward;
    }

    /** The node, a sum of squares and its gradient. */
    @Benchmark
    public INDArray forwardAndGradient() {
        withGradient.run(inputs());
        return withGradient.gradient("x");
    }
}
