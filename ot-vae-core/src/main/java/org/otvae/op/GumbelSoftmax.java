package org.otvae.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Draws a relaxed one-hot sample from each row's distribution over codes: {@code y = softmax((logits + g) /
 * temperature)} with fresh standard Gumbel noise g. The arg-max of a row is a sample of the row's distribution whatever
 * the temperature; towards temperature 0 the row becomes that code's one-hot. [jang2017categorical] Eq. (2). Gradient to the
 * logits only: {@code y (dy - sum dy y) / temperature}.
 *
 * <p>The noise is a function of (seed, step, element), see {@link #noise(long, long, long)}, and is never stored.
 * Example: logits {@code [8192, 512]} give samples {@code [8192, 512]}, rows of sum 1.
 */
public final class GumbelSoftmax extends JavaOp {
    static final String NAME = "otvae_gumbel_softmax";

    /** For SameDiff. */
    public GumbelSoftmax() {
    }

    private GumbelSoftmax(long seed, SDVariable logits, SDVariable... scalars) {
        super(logits.getSameDiff(), join(logits, scalars));
        addIArgument(seed);
    }

    private static SDVariable[] join(SDVariable logits, SDVariable... scalars) {
        return Stream.concat(Stream.of(logits), Arrays.stream(scalars)).toArray(SDVariable[]::new);
    }

    /**
     * Adds the draw to a graph.
     *
     * @param logits logarithms of probabilities, up to a constant per row {@code [n, codes]}
     * @param temperature a scalar > 0; gets no gradient
     * @param step a whole-number scalar, other for every draw: the training step
     * @param seed the seed of the run's noise
     * @return the relaxed one-hot samples {@code [n, codes]}
     */
    public static SDVariable sample(SDVariable logits, SDVariable temperature, SDVariable step, long seed) {
        return new GumbelSoftmax(seed, logits, temperature, step).outputVariable();
    }

    /**
     * The same with less noise: {@code y = softmax((logits + noise · g) / temperature)}. Unlike [jang2017categorical],
     * the arg-max is then the likeliest code more often than its probability says; with noise 0 always.
     *
     * @param noise a scalar of at least 0, 1 for the true distribution; gets no gradient
     */
    public static SDVariable sample(SDVariable logits, SDVariable temperature, SDVariable step, long seed,
            SDVariable noise) {
        return new GumbelSoftmax(seed, logits, temperature, step, noise).outputVariable();
    }

    /** The same of SameDiff's own operations, with the noise {@code [n, codes]} given. */
    public static SDVariable composed(SDVariable logits, SDVariable temperature, SDVariable noise) {
        return logits.getSameDiff().nn().softmax(logits.add(noise).div(temperature), 1);
    }

    /**
     * The noise that {@link #sample} adds to one element, the same on every machine.
     *
     * @param index row · codes + column
     */
    public static float noise(long seed, long step, long index) {
        float[] noise = new float[1];
        GumbelNoise.fill(seed, step, index, noise, 1);
        return noise[0];
    }

    /** The noise that {@link #sample} adds to all elements {@code [n, codes]}, type FLOAT. */
    public static INDArray noise(long seed, long step, int n, int codes) {
        float[] noise = new float[Math.multiplyExact(n, codes)];
        GumbelNoise.fill(seed, step, 0, noise, noise.length);
        return Nd4j.createFromArray(noise).reshape(n, codes);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "logits", "[n, codes]");
        return List.of(shape(in[0].dataType(), in[0].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        double perTemperature = 1 / positive(in[1], "temperature");
        long step = in[2].getLong(0);
        long seed = iArgs()[0];
        float noiseScale = in.length > 3 ? (float) notNegative(in[3], "noise") : 1;
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        HostArray logits = HostArray.toRead(in[0]);
        HostArray samples = HostArray.toWrite(out[0]);
        boolean exact = in[0].dataType() == DataType.DOUBLE;
        RowBlocks.of(n, codes).forEach((block, from, to) -> {
            float[] noise = new float[codes];
            float[] row = new float[codes];
            double[] x = new double[codes];
            double[] y = new double[codes];
            for (int i = from; i < to; i++) {
                long start = (long) i * codes;
                GumbelNoise.fill(seed, step, start, noise, codes);
                if (noiseScale != 1) {
                    Loops.scale(noise, noiseScale, codes);
                }
                if (exact) {
                    logits.read(start, x, codes);
                    exactSoftmax(x, noise, perTemperature);
                    samples.write(start, x, codes);
                } else {
                    logits.read(start, row, codes);
                    Loops.shiftAndScale(x, Loops.sums(row, noise, x, codes), perTemperature, codes);
                    Loops.exp(x, 0, y, codes);
                    Loops.narrow(y, 1 / Loops.sum(y, codes), row, codes);
                    samples.write(start, row, codes);
                }
            }
        });
        samples.done();
    }

    private static void exactSoftmax(double[] x, float[] noise, double perTemperature) {
        double largest = Loops.scoresPlus(noise, 1, x, x, x.length);
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.exp((x[k] - largest) * perTemperature);
        }
        Loops.shiftAndScale(x, 0, 1 / Loops.sum(x, x.length), x.length);
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable logits = new GumbelSoftmaxGradient(outputVariable(), arg(1), upstream.get(0)).outputVariable();
        List<SDVariable> slopes = new ArrayList<>(List.of(logits));
        for (int scalar = 1; scalar < args().length; scalar++) {
            slopes.add(sameDiff.zerosLike(arg(scalar)));
        }
        return slopes;
    }
}
