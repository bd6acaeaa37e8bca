package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The mean over all elements of (a - b)², a scalar, of two arrays of one shape; its gradient to both. One pass, summed in
 * double precision. Example: a and b {@code [32, 1, 28, 28]} give one number over 25,088 elements.
 */
public final class MeanSquaredDifference extends JavaOp {

    static final String NAME = "otvae_mean_squared_difference";

    /** For SameDiff. */
    public MeanSquaredDifference() {
    }

    private MeanSquaredDifference(SDVariable a, SDVariable b) {
        super(a.getSameDiff(), a, b);
    }

    /** The mean of (a - b)², a scalar. */
    public static SDVariable of(SDVariable a, SDVariable b) {
        return new MeanSquaredDifference(a, b).outputVariable();
    }

    /** {@link #of} of SameDiff's own operations. */
    public static SDVariable composed(SDVariable a, SDVariable b) {
        SDVariable difference = a.sub(b);
        return difference.mul(difference).mean();
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        if (!in[0].equalShapes(in[1])) {
            throw new IllegalArgumentException(NAME + ": expected two arrays of one shape, found "
                    + java.util.Arrays.toString(in[0].shape()) + " and " + java.util.Arrays.toString(in[1].shape()));
        }
        return List.of(shape(in[0].dataType()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        HostArray a = HostArray.toRead(in[0]);
        HostArray b = HostArray.toRead(in[1]);
        int length = (int) in[0].length();
        RowBlocks blocks = Chunks.blocks(length);
        double[] partial = new double[blocks.count()];
        blocks.forEach((block, from, to) -> {
            double[] x = new double[Chunks.SIZE];
            double[] y = new double[Chunks.SIZE];
            for (int chunk = from; chunk < to; chunk++) {
                int start = chunk * Chunks.SIZE;
                int size = Math.min(Chunks.SIZE, length - start);
                a.read(start, x, size);
                b.read(start, y, size);
                for (int i = 0; i < size; i++) {
                    double difference = x[i] - y[i];
                    x[i] = difference * difference;
                }
                partial[block] += Loops.sum(x, size);
            }
        });
        double sum = 0;
        for (double part : partial) {
            sum += part;
        }
        HostArray.write(out[0], new double[] {sum / length});
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new MeanSquaredDifferenceGradient(arg(0), arg(1), upstream.get(0)).outputVariables());
    }
}
