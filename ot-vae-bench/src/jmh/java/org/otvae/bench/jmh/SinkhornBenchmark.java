package org.otvae.bench.jmh;

import java.util.ArrayList;
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
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.op.Sinkhorn;
import org.otvae.provenance.Seed;

/**
 * The transport node, forward and forward with gradient, as one fused operation and composed of SameDiff's own. The composed
 * form keeps several matrices per iteration: run it on small sizes only ({@code -p form=COMPOSED -p size=2048x512}).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SinkhornBenchmark {

    /** Which implementation. */
    public enum Form {
        /** One node. */
        FUSED,
        /** SameDiff primitives. */
        COMPOSED
    }

    /** Latents and codes. */
    @Param({"2048x512", "8192x1024", "32768x1024"})
    public String size;

    /** Sinkhorn iterations. */
    @Param({"3", "20", "100"})
    public int iterations;

    /** Which implementation. */
    @Param("FUSED")
    public Form form;

    private Session forward;
    private Session withGradient;
    private Map<String, INDArray> inputs;

    /** Makes random scores in [-1, 0] and a random linear loss, epsilon 0.1. */
    @Setup
    public void prepare() {
        int n = Integer.parseInt(size.split("x")[0]);
        int codes = Integer.parseInt(size.split("x")[1]);
        forward = session(n, codes, false);
        withGradient = session(n, codes, true);
        INDArray weights = Nd4j.createFromArray(new Init.Uniform(0, 1).draw(n * codes, new Seed(2).random()))
                .castTo(DataType.FLOAT).reshape(n, codes);
        inputs = Map.of("weights", weights);
    }

    private Session session(int n, int codes, boolean gradient) {
        Graph graph = new Graph(new Weights(new Seed(1), DataType.FLOAT), new Seed(1), true);
        SDVariable scores = graph.parameter("scores", new Init.Uniform(-1, 0), n, codes);
        SDVariable epsilon = graph.constant(0.1);
        Sinkhorn.Plan plan = form == Form.FUSED ? Sinkhorn.plan(scores, epsilon, iterations, false)
                : Sinkhorn.composed(scores, epsilon, iterations);
        SDVariable loss = plan.logPlan().mul(graph.input("weights", n, codes)).sum();
        List<String> outputs = new ArrayList<>(List.of(plan.logPlan().name()));
        return gradient ? Session.withGradients(graph, loss.name(), outputs) : Session.forward(graph, outputs);
    }

    /** The plan. */
    @Benchmark
    public INDArray forward() {
        forward.run(inputs);
        return inputs.get("weights");
    }

    /** The plan, a linear loss and its gradient in the scores. */
    @Benchmark
    public INDArray forwardAndGradient() {
        withGradient.run(inputs);
        return withGradient.gradient("scores");
    }
}
