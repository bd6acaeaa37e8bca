package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The gradient node of {@link SquaredDistance}: latents, codes and the gradient to the distances, to the gradients to
 * latents and codes.
 */
public final class SquaredDistanceGradient extends JavaOp {
    /** For SameDiff. */
    public SquaredDistanceGradient() {
    }

    SquaredDistanceGradient(SDVariable latents, SDVariable codes, SDVariable upstream, double scale) {
        super(latents.getSameDiff(), latents, codes, upstream);
        addTArgument(scale);
    }

    @Override
    public String opName() {
        return SquaredDistance.NAME + "_bp";
    }

    @Override
    public int getNumOutputs() {
        return 2;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        return List.of(shape(in[0].dataType(), in[0].shape()), shape(in[1].dataType(), in[1].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int n = (int) in[2].size(0);
        int codes = (int) in[2].size(1);
        HostArray upstream = HostArray.toRead(in[2]);
        RowBlocks blocks = RowBlocks.of(n, codes);
        double[] rowSums = new double[n];
        double[][] partial = new double[blocks.count()][codes];
        blocks.forEach((block, from, to) -> {
            double[] row = new double[codes];
            for (int i = from; i < to; i++) {
                upstream.read((long) i * codes, row, codes);
                rowSums[i] = Loops.sum(row, codes);
                Loops.add(partial[block], row, codes);
            }
        });
        double[] columnSums = new double[codes];
        for (double[] sums : partial) {
            Loops.add(columnSums, sums, codes);
        }
        INDArray dense = SquaredDistance.rowMajor(in[2]);
        Gemm.multiply(dense, false, SquaredDistance.rowMajor(in[1]), false, SquaredDistance.rowMajor(out[0]), false);
        combine(in[0], rowSums, out[0]);
        Gemm.multiply(dense, true, SquaredDistance.rowMajor(in[0]), false, SquaredDistance.rowMajor(out[1]), false);
        combine(in[1], columnSums, out[1]);
    }

    /** {@code product = 2 scale (vectors · sums - product)}, row by row. */
    private void combine(INDArray vectors, double[] sums, INDArray product) {
        double twice = 2 * tArgs()[0];
        int dim = (int) vectors.size(1);
        HostArray source = HostArray.toRead(vectors);
        HostArray products = HostArray.toRead(product);
        HostArray target = HostArray.toWrite(product);
        double[] vector = new double[dim];
        double[] row = new double[dim];
        for (int i = 0; i < sums.length; i++) {
            source.read((long) i * dim, vector, dim);
            products.read((long) i * dim, row, dim);
            for (int d = 0; d < dim; d++) {
                row[d] = twice * (vector[d] * sums[i] - row[d]);
            }
            target.write((long) i * dim, row, dim);
        }
        target.done();
    }
}
