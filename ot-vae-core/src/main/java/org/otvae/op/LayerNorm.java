package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Each row moved to mean 0 and scaled to variance 1, then times a scale and plus a shift [ba2016layer]. Example: rows
 * {@code [1568, 128]}, scale and shift {@code [128]} give {@code [1568, 128]}. ND4J's own takes as long as the matrix products.
 */
public final class LayerNorm extends JavaOp {

    static final String NAME = "otvae_layer_norm";
    static final double FLOOR = 1e-5; // added to the variance, PyTorch's default

    /** For SameDiff. */
    public LayerNorm() {
    }

    private LayerNorm(SDVariable x, SDVariable scale, SDVariable shift) {
        super(x.getSameDiff(), x, scale, shift);
    }

    /** The normalised rows: {@code [n, width]}, {@code [width]} and {@code [width]} → {@code [n, width]}. */
    public static SDVariable of(SDVariable x, SDVariable scale, SDVariable shift) {
        return new LayerNorm(x, scale, shift).outputVariable();
    }

    /** {@link #of} of SameDiff's own operations. */
    public static SDVariable composed(SDVariable x, SDVariable scale, SDVariable shift) {
        SameDiff sameDiff = x.getSameDiff();
        SDVariable centred = x.sub(x.mean(true, 1));
        SDVariable deviation = sameDiff.math().sqrt(centred.mul(centred).mean(true, 1).add(FLOOR));
        return centred.div(deviation).mul(scale).add(shift);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "rows", "[n, width]");
        requireSize(in[0].size(1), in[1].length(), "scales");
        requireSize(in[0].size(1), in[2].length(), "shifts");
        return List.of(shape(in[0].dataType(), in[0].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int width = Math.toIntExact(in[0].size(1));
        double[] scale = HostArray.doubles(in[1]);
        double[] shift = HostArray.doubles(in[2]);
        HostArray x = HostArray.toRead(in[0]);
        HostArray y = HostArray.toWrite(out[0]);
        RowBlocks.of(Math.toIntExact(in[0].size(0)), width).forEach((block, from, to) -> {
            double[] row = new double[width];
            for (int i = from; i < to; i++) {
                x.read((long) i * width, row, width);
                standardize(row);
                for (int d = 0; d < width; d++) {
                    row[d] = row[d] * scale[d] + shift[d];
                }
                y.write((long) i * width, row, width);
            }
        });
        y.done();
    }

    /** Moves and scales a row in place; returns what it was multiplied by. */
    static double standardize(double[] row) {
        double mean = Loops.sum(row, row.length) / row.length;
        double squares = 0;
        for (int d = 0; d < row.length; d++) {
            row[d] -= mean;
            squares += row[d] * row[d];
        }
        double factor = 1 / Math.sqrt(squares / row.length + FLOOR);
        for (int d = 0; d < row.length; d++) {
            row[d] *= factor;
        }
        return factor;
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new LayerNormGradient(arg(0), arg(1), upstream.get(0)).outputVariables());
    }
}
