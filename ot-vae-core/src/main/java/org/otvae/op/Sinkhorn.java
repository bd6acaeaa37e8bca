package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.StopGradient;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Shares the codes out evenly: turns the scores of latents and codes into a distribution over codes for every latent,
 * such that all codes together get (nearly) the same share of the batch. This is entropic optimal transport with
 * uniform marginals, solved by Sinkhorn-Knopp iterations in the order of SwAV, codes first and latents last, so that
 * every latent's distribution sums to 1 exactly and the codes' shares are equal as far as the iterations have
 * converged:
 * <pre>
 * l = scores / epsilon
 * repeat:  l_ik -= logsumexp_i l_.k + log codes;  l_ik -= logsumexp_k l_i. + log n
 * log plan = l + log n
 * </pre>
 * [cuturi2013sinkhorn] Algorithm 1; [caron2020unsupervised] Section 3.1. The gradient is that of the iterations as done, not of
 * their limit. With more codes than latents equal shares mean less than one latent for each code: the operation
 * computes them all the same, whether that is wanted is for the caller to say.
 *
 * <p>Arrays of type FLOAT go through a fused kernel ({@link SinkhornKernel}), finite and right for epsilon down to 1e-3
 * and scores up to 1e6 in magnitude; arrays of type DOUBLE through the plain formulas. Example: scores {@code [8192,
 * 512]}, 8 x 8 latents of 128 images, give a plan {@code [8192, 512]} with rows of sum 1 and columns of sum 16.
 */
public final class Sinkhorn extends JavaOp {
    static final String NAME = "otvae_sinkhorn";

    /**
     * What the transport decides.
     *
     * @param logPlan log of the distribution over codes {@code [n, codes]}
     * @param potentials the codes' dual potentials {@code [codes]} in units of score, mean 0: a latent's most probable
     *     code is {@code argmax_k (score_k + potential_k)}; no gradient flows through them
     */
    public record Plan(SDVariable logPlan, SDVariable potentials) {
    }

    /**
     * {@link Plan} as arrays.
     *
     * @param logPlan log of the distribution over codes {@code [n, codes]}
     * @param potentials the codes' dual potentials {@code [codes]} in units of score, mean 0
     */
    public record Solution(INDArray logPlan, INDArray potentials) {
    }

    /** For SameDiff. */
    public Sinkhorn() {
    }

    private Sinkhorn(SDVariable scores, SDVariable epsilon, int iterations, boolean detachPotentials) {
        super(scores.getSameDiff(), scores, epsilon);
        addIArgument(iterations, detachPotentials ? 1 : 0);
    }

    /**
     * Adds the transport to a graph.
     *
     * @param scores similarity of latents and codes, higher is closer {@code [n, codes]}
     * @param epsilon entropic strength, a scalar > 0, in units of score; gets no gradient
     * @param iterations pairs of normalisations, at least 1
     * @param detachPotentials whether the gradient takes the potentials for constants, so that it is that of {@code
     *     scores / epsilon}
     */
    public static Plan plan(SDVariable scores, SDVariable epsilon, int iterations, boolean detachPotentials) {
        requireIterations(iterations);
        SDVariable[] outputs = new Sinkhorn(scores, epsilon, iterations, detachPotentials).outputVariables();
        return new Plan(outputs[0], outputs[1]);
    }

    /** The same on an array, outside any graph. */
    public static Solution solve(INDArray scores, double epsilon, int iterations) {
        requireIterations(iterations);
        Sinkhorn op = new Sinkhorn();
        op.addIArgument(iterations, 0);
        INDArray[] in = {scores, Nd4j.scalar(epsilon)};
        INDArray[] out = op.outputShapes(in).stream().map(shape -> Nd4j.create(shape, false)).toArray(INDArray[]::new);
        op.compute(in, out);
        in[1].close();
        out[2].close(); // what the gradient would need
        return new Solution(out[0], out[1]);
    }

    /** Scores that are made block by block, as often as they are asked for. */
    public interface Blocks {

        /** How many blocks there are. */
        int count();

        /** The scores {@code [rows, codes]} of a block, the same each time; they may be overwritten by the next call. */
        INDArray scores(int block);
    }

    /**
     * The potentials of {@link #solve} for the scores of all blocks together, in the memory of one: {@code iterations} passes
     * over the blocks.
     *
     * @return {@code [codes]}, in units of score, mean 0
     */
    public static double[] potentials(Blocks blocks, int codes, double epsilon, int iterations) {
        requireIterations(iterations);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon must be above 0, found " + epsilon);
        }
        return centred(new SinkhornInBlocks(blocks, codes, epsilon).potentials(iterations), epsilon);
    }

    /**
     * The transport of {@link #plan} made of SameDiff's own operations, with the full gradient: slow, needs no Java
     * node.
     */
    public static Plan composed(SDVariable scores, SDVariable epsilon, int iterations) {
        requireIterations(iterations);
        SameDiff graph = scores.getSameDiff();
        SDVariable logPlan = scores.div(epsilon);
        SDVariable potentials = null;
        for (int t = 0; t < iterations; t++) {
            SDVariable shares = logSumExp(logPlan, 0);
            potentials = potentials == null ? shares.neg() : potentials.sub(shares);
            logPlan = logPlan.sub(shares);
            logPlan = logPlan.sub(logSumExp(logPlan, 1));
        }
        SDVariable centred = potentials.sub(potentials.mean()).mul(epsilon).reshape(-1);
        return new Plan(logPlan, new StopGradient(graph, centred).outputVariable());
    }

    /** log(sum(exp(x))) along a dimension, which is kept. */
    private static SDVariable logSumExp(SDVariable x, int dimension) {
        SDVariable largest = x.max(true, dimension);
        return x.getSameDiff().math().log(x.getSameDiff().math().exp(x.sub(largest)).sum(true, dimension)).add(largest);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public int getNumOutputs() {
        return 3;
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
        return List.of(inputTypes.get(0), inputTypes.get(0), DataType.DOUBLE);
    }

    /**
     * The log plan, the potentials, and for the gradient node the potentials of every iteration {@code [iterations, n +
     * codes]}.
     */
    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "scores", "[n, codes]");
        long n = in[0].size(0);
        long codes = in[0].size(1);
        return List.of(shape(in[0].dataType(), n, codes), shape(in[0].dataType(), codes),
                shape(DataType.DOUBLE, iArgs()[0], n + codes));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        double epsilon = positive(in[1], "epsilon");
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        int iterations = (int) iArgs()[0];
        double[][] f = new double[iterations][n];
        double[][] g = new double[iterations][codes];
        if (in[0].dataType() == DataType.DOUBLE) {
            SinkhornLogDomain problem = new SinkhornLogDomain(HostArray.doubles(in[0]), n, codes, epsilon);
            problem.run(f, g);
            HostArray.write(out[0], problem.logPlan(f[iterations - 1], g[iterations - 1]));
        } else {
            SinkhornKernel kernel = new SinkhornKernel(HostArray.toRead(in[0]), n, codes, epsilon);
            SinkhornForward.run(kernel, f, g);
            HostArray logPlan = HostArray.toWrite(out[0]);
            kernel.writeLogPlan(f[iterations - 1], g[iterations - 1], logPlan);
            logPlan.done();
        }
        HostArray.write(out[1], centred(g[iterations - 1], epsilon));
        HostArray history = HostArray.toWrite(out[2]);
        for (int t = 0; t < iterations; t++) {
            history.write((long) t * (n + codes), f[t], n);
            history.write((long) t * (n + codes) + n, g[t], codes);
        }
        history.done();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable[] outputs = outputVariables();
        SDVariable scores = new SinkhornGradient(arg(0), arg(1), outputs[2], upstream.get(0), iArgs()[1] == 1)
                .outputVariable();
        return List.of(scores, sameDiff.zerosLike(arg(1)));
    }

    private static void requireIterations(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, found " + iterations);
        }
    }

    private static double[] centred(double[] potentials, double epsilon) {
        double mean = Loops.sum(potentials, potentials.length) / potentials.length;
        double[] centred = potentials.clone();
        Loops.shiftAndScale(centred, mean, epsilon, centred.length);
        return centred;
    }
}
