package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Replaces some positions of a sequence by a neighbour, against overfitting: each becomes its left neighbour with
 * probability p / 2, its right one with p / 2, and stays with 1 - p; the first and the last have only one neighbour and
 * stay instead. [chorowski2019unsupervised], in the form of [niekerk2020vector, code]. The gradient goes to where the
 * values came from.
 *
 * <p>The choice is a function of (seed, step, position), so nothing is stored and a resumed run goes on with the choices it
 * would have had. Example: x {@code [52, 16, 64]} gives {@code [52, 16, 64]}, half of its positions replaced at p = 0.5.
 */
public final class Jitter extends JavaOp {
    static final String NAME = "otvae_jitter";

    /** For SameDiff. */
    public Jitter() {
    }

    private Jitter(SDVariable x, SDVariable step, double probability, long seed) {
        super(x.getSameDiff(), x, step);
        addIArgument(seed);
        addTArgument(probability);
    }

    /**
     * Adds the replacement to a graph; one for evaluation goes without.
     *
     * @param x           {@code [batch, positions, dim]}
     * @param step        a whole-number scalar, other for every draw: the training step
     * @param probability p, 0 to 1
     * @param seed        the seed of the run's noise
     * @return the same shape
     */
    public static SDVariable of(SDVariable x, SDVariable step, double probability, long seed) {
        return new Jitter(x, step, probability, seed).outputVariable();
    }

    /**
     * Where each position takes its values from, as a number of a row of {@code [batch * positions, dim]}.
     *
     * @return {@code [batch * positions]}
     */
    public static int[] sources(int batch, int positions, double probability, long seed, long step) {
        int[] sources = new int[Math.multiplyExact(batch, positions)];
        float[] draws = new float[sources.length];
        GumbelNoise.fillUniform(seed, step, 0, draws, draws.length);
        for (int row = 0; row < sources.length; row++) {
            int position = row % positions;
            boolean left = draws[row] < probability / 2 && position > 0;
            boolean right = draws[row] >= 1 - probability / 2 && position < positions - 1;
            sources[row] = left ? row - 1 : right ? row + 1 : row;
        }
        return sources;
    }

    /** {@link #of} of SameDiff's own operations, with the sources given: a product with a matrix of ones and zeros. */
    public static SDVariable composed(SDVariable x, int[] sources, int positions, int dim) {
        SDVariable choice = x.getSameDiff().oneHot(x.getSameDiff().constant(Nd4j.createFromArray(sources)), sources.length,
                -1, 1, 0, x.dataType());
        return choice.mmul(x.reshape(-1, dim)).reshape(-1, positions, dim);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 3, "x", "[batch, positions, dim]");
        return List.of(shape(in[0].dataType(), in[0].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int dim = (int) in[0].size(2);
        int[] sources = sources(in[0], in[1], tArgs()[0], iArgs()[0]);
        HostArray x = HostArray.toRead(in[0]);
        HostArray y = HostArray.toWrite(out[0]);
        double[] row = new double[dim];
        for (int i = 0; i < sources.length; i++) {
            x.read((long) sources[i] * dim, row, dim);
            y.write((long) i * dim, row, dim);
        }
        y.done();
    }

    static int[] sources(INDArray x, INDArray step, double probability, long seed) {
        return sources((int) x.size(0), (int) x.size(1), probability, seed, step.getLong(0));
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new JitterGradient(upstream.get(0), arg(1), tArgs()[0], iArgs()[0]).outputVariable(),
                sameDiff.zerosLike(arg(1)));
    }
}
