package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The gradient node of {@link LayerNorm}: rows, scale and the gradient u to the result, to those to rows, scale and shift. With
 * h the standardized row, f its factor and w = u · scale: f (w - mean w - h mean(w h)), Σ u h and Σ u.
 */
public final class LayerNormGradient extends JavaOp {

    /** For SameDiff. */
    public LayerNormGradient() {
    }

    LayerNormGradient(SDVariable x, SDVariable scale, SDVariable upstream) {
        super(x.getSameDiff(), x, scale, upstream);
    }

    @Override
    public String opName() {
        return LayerNorm.NAME + "_bp";
    }

    @Override
    public int getNumOutputs() {
        return 3;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        return List.of(shape(in[0].dataType(), in[0].shape()), shape(in[1].dataType(), in[1].shape()),
                shape(in[1].dataType(), in[1].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int width = Math.toIntExact(in[0].size(1));
        double[] scale = HostArray.doubles(in[1]);
        HostArray x = HostArray.toRead(in[0]);
        HostArray upstream = HostArray.toRead(in[2]);
        HostArray toX = HostArray.toWrite(out[0]);
        RowBlocks blocks = RowBlocks.of(Math.toIntExact(in[0].size(0)), width);
        double[][] toScale = new double[blocks.count()][width];
        double[][] toShift = new double[blocks.count()][width];
        blocks.forEach((block, from, to) -> {
            double[] row = new double[width];
            double[] slope = new double[width];
            for (int i = from; i < to; i++) {
                x.read((long) i * width, row, width);
                upstream.read((long) i * width, slope, width);
                double factor = LayerNorm.standardize(row);
                gather(row, slope, toScale[block], toShift[block]);
                slope(row, slope, scale, factor);
                toX.write((long) i * width, slope, width);
            }
        });
        toX.done();
        HostArray.write(out[1], sum(toScale));
        HostArray.write(out[2], sum(toShift));
    }

    private static void gather(double[] row, double[] slope, double[] toScale, double[] toShift) {
        for (int d = 0; d < row.length; d++) {
            toScale[d] += slope[d] * row[d];
            toShift[d] += slope[d];
        }
    }

    /** Turns the gradient to the result of a row into that to the row. */
    private static void slope(double[] row, double[] slope, double[] scale, double factor) {
        double mean = 0;
        double along = 0;
        for (int d = 0; d < row.length; d++) {
            slope[d] *= scale[d];
            mean += slope[d];
            along += slope[d] * row[d];
        }
        mean /= row.length;
        along /= row.length;
        for (int d = 0; d < row.length; d++) {
            slope[d] = factor * (slope[d] - mean - row[d] * along);
        }
    }

    private static double[] sum(double[][] parts) {
        for (int block = 1; block < parts.length; block++) {
            Loops.add(parts[0], parts[block], parts[0].length);
        }
        return parts[0];
    }
}
