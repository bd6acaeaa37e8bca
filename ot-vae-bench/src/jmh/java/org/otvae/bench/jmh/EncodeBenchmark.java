package org.otvae.bench.jmh;

import java.util.SplittableRandom;
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
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.graph.Weights;
import org.otvae.image.model.ProtocolDecoder;
import org.otvae.image.model.ProtocolEncoder;
import org.otvae.image.model.ProtocolNet;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.ModelCard;
import org.otvae.model.Reconstruction;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.VqQuantizer;

/** Images into tokens by a tokenizer of random weights, the counterpart of src/jmh/python/encode.py. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class EncodeBenchmark {

    /** Pixels a side. */
    @Param({"28", "32", "64"})
    public int network;

    /** Images a call. */
    @Param({"1", "256"})
    public int batch;

    private Tokenizer tokenizer;
    private float[] images;

    /** Builds the model and its images. */
    @Setup
    public void prepare() {
        ProtocolNet net = network == 28 ? ProtocolNet.PIXELS_28 : network == 32 ? ProtocolNet.PIXELS_32 : ProtocolNet.PIXELS_64;
        var codebook = new Codebook(network == 28 ? 256 : 512, 64, new CodebookInit.Normal(1));
        var autoencoder = new Autoencoder(new ProtocolEncoder(net, 64), new VqQuantizer(codebook, 0.25, 1, null),
                new ProtocolDecoder(net, 64), new Reconstruction.SquaredError());
        long[] shape = {net.channels(), network, network};
        var weights = new Weights(new Seed(1), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, shape, weights, new Seed(1), false);
        tokenizer = Tokenizer.of(autoencoder, shape, weights.tensors(), new ModelCard("image", "random"));
        images = new float[batch * net.channels() * network * network];
        var random = new SplittableRandom(1);
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
    }

    /** One call. */
    @Benchmark
    public Tokens encode() {
        return tokenizer.encode(images, batch);
    }

    /** Frees native memory. */
    @TearDown
    public void close() {
        tokenizer.close();
    }
}
