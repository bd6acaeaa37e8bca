package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Minus the distances, moved and scaled to mean 0 and deviation 1 over the whole matrix: with {@code x = sqrt(d + }{@link
 * #FLOOR}{@code )} for squared distances d, mean m and deviation σ of x, the scores {@code s = (m - x) / (σ + FLOOR)} of OptVQ
 * [zhang2024optvq]. Mean and deviation are differentiated as well. Two passes over the matrix and two for the gradient,
 * where SameDiff's own operations take a dozen. A second output, {@code [2]}, is m and σ + FLOOR, from which the gradient
 * has x again. Example: squared distances {@code [1568, 256]} give scores {@code [1568, 256]}.
 */
public final class StandardizedDistance extends JavaOp {

    /** OptVQ's guard for the deviation; here it also keeps the square root differentiable at 0. */
    public static final double FLOOR = 1e-6;

    static final String NAME = "otvae_standardized_distance";

    /** For SameDiff. */
    public StandardizedDistance() {
    }

    private StandardizedDistance(SDVariable squaredDistances) {
        super(squaredDistances.getSameDiff(), squaredDistances);
    }

    /** The scores {@code [n, codes]} of squared distances {@code [n, codes]}, which are at least 0. */
    public static SDVariable of(SDVariable squaredDistances) {
        return new StandardizedDistance(squaredDistances).outputVariables()[0];
    }

    /** {@link #of} of SameDiff's own operations. */
    public static SDVariable composed(SDVariable squaredDistances) {
        var math = squaredDistances.getSameDiff().math();
        SDVariable distance = math.sqrt(squaredDistances.add(FLOOR));
        SDVariable centred = distance.sub(distance.mean());
        SDVariable deviation = math.sqrt(centred.mul(centred).mean());
        return centred.mul(deviation.add(FLOOR).rdiv(-1)); // times, for ND4J differentiates division by a scalar wrongly
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    public int getNumOutputs() {
        return 2;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "squaredDistances", "[n, codes]");
        return List.of(shape(in[0].dataType(), in[0].shape()), shape(in[0].dataType(), 2));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int n = (int) in[0].size(0);
        int codes = (int) in[0].size(1);
        HostArray squared = HostArray.toRead(in[0]);
        HostArray scores = HostArray.toWrite(out[0]);
        RowBlocks blocks = RowBlocks.of(n, codes);
        double[] sums = new double[blocks.count()];
        double[] squares = new double[blocks.count()];
        blocks.forEach((block, from, to) -> {
            double[] row = new double[codes];
            for (int i = from; i < to; i++) {
                squared.read((long) i * codes, row, codes);
                squares[block] += Loops.sum(row, codes) + codes * FLOOR;
                Loops.squareRoots(row, FLOOR, codes);
                sums[block] += Loops.sum(row, codes);
            }
        });
        double mean = Loops.sum(sums, sums.length) / n / codes;
        double variance = Loops.sum(squares, squares.length) / n / codes - mean * mean;
        double unit = Math.sqrt(Math.max(variance, 0)) + FLOOR;
        HostArray.write(out[1], new double[] {mean, unit});
        blocks.forEach((block, from, to) -> {
            double[] row = new double[codes];
            for (int i = from; i < to; i++) {
                squared.read((long) i * codes, row, codes);
                Loops.squareRoots(row, FLOOR, codes);
                Loops.shiftAndScale(row, mean, -1 / unit, codes);
                scores.write((long) i * codes, row, codes);
            }
        });
        scores.done();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable[] made = outputVariables();
        return List.of(new StandardizedDistanceGradient(made[0], made[1], upstream.get(0)).outputVariable());
    }
}
