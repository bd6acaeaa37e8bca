package org.otvae.prior;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

/** The codes of new pictures from a prior of random weights, the counterpart of src/jmh/python/prior_sampling.py. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class SamplingBenchmark {

    /** Pictures at a time, of 49 codes each. */
    @Param({"1", "64"})
    public int batch;

    private Sampler sampler;

    /** Builds the network of {@code fashion-mnist-prior}. */
    @Setup
    public void prepare() {
        var prior = new Prior(256, 49, 10, 3, 96, 4, 0);
        var weights = new Weights(new Seed(1), DataType.FLOAT);
        PriorGraph.build(prior, weights, new Seed(1), false);
        sampler = new Sampler(prior, weights.tensors(), batch);
    }

    /** All codes of {@code batch} pictures. */
    @Benchmark
    public int[] sample() {
        return sampler.sample(new int[batch], Sampling.PLAIN, new Seed(1));
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
        sampler.close();
    }
}
