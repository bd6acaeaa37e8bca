package org.otvae.bench.jmh;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
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
import org.otvae.op.Gru;
import org.otvae.provenance.Seed;

/**
 * The first recurrent layer of the speech protocol's decoder, x {@code [52, 32, 128]}, 128 units a direction, forward and
 * with gradient, fused and of SameDiff's own operations; src/jmh/python/gru.py is PyTorch's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class GruBenchmark {

    private static final int BATCH = 52;
    private static final int STEPS = 32;
    private static final int WIDTH = 128;

    /** Whether as one node or step by step. */
    @Param({"fused", "composed"})
    public String form;

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
        SDVariable x = graph.parameter("x", new Init.Normal(0, 1), BATCH, STEPS, WIDTH);
        SDVariable result = form.equals("fused") ? Layers.gru(graph, "gru", x, WIDTH, WIDTH)
                : graph.sameDiff().concat(2, direction(graph, x, false), direction(graph, x, true));
        SDVariable loss = result.mul(result).sum();
        return gradient ? Session.withGradients(graph, loss.name(), List.of())
                : Session.forward(graph, List.of(result.name()));
    }

    private static SDVariable direction(Graph graph, SDVariable x, boolean backward) {
        Init init = new Init.Uniform(-1 / Math.sqrt(WIDTH), 1 / Math.sqrt(WIDTH));
        String name = backward ? "backward" : "forward";
        return Gru.composed(x, graph.parameter(name + ".weight", init, WIDTH, 3 * WIDTH),
                graph.parameter(name + ".recurrent", init, WIDTH, 3 * WIDTH), graph.parameter(name + ".bias", init, 1, 3 * WIDTH),
                graph.parameter(name + ".recurrentBias", init, 1, 3 * WIDTH), STEPS, WIDTH, backward);
    }

    /** The layer alone. */
    @Benchmark
    public Object forward() {
        forward.run(Map.of());
        return forward;
    }

    /** The layer, a sum of squares and its gradient. */
    @Benchmark
    public INDArray forwardAndGradient() {
        withGradient.run(Map.of());
        return withGradient.gradient("x");
    }
}
