package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Squared Euclidean distances of all latents to all codes, times a constant: {@code scale · |z_i - c_k|^2}, computed as
 * {@code |z|^2 - 2 z·c + |c|^2} with one matrix product and one pass, never below 0 before scaling. Scale 1 gives
 * distances, -1 / dim the scores of the transport. The gradient is that of the formula without the bound: {@code dz = 2
 * (z · rowsum(G) - G c)}, {@code dc = 2 (c · colsum(G) - G' z)}. Example: latents {@code [8192, 64]} and codes {@code
 * [512, 64]} give {@code [8192, 512]}.
 */
public final class SquaredDistance extends JavaOp {
    static final String NAME = "otvae_squared_distance";

    /** For SameDiff. */
    public SquaredDistance() {
    }

    private SquaredDistance(SDVariable latents, SDVariable codes, double scale) {
        super(latents.getSameDiff(), latents, codes);
        addTArgument(scale);
    }

    /** The squared distances of latents {@code [n, dim]} to codes {@code [codes, dim]}: {@code [n, codes]}. */
    public static SDVariable between(SDVariable latents, SDVariable codes) {
        return scaled(latents, codes, 1);
    }

    /** {@link #between} times {@code scale}, at no extra cost. */
    public static SDVariable scaled(SDVariable latents, SDVariable codes, double scale) {
        return new SquaredDistance(latents, codes, scale).outputVariable();
    }

    /** {@link #scaled} of SameDiff's own operations, without the bound at 0. */
    public static SDVariable composed(SDVariable latents, SDVariable codes, double scale) {
        SDVariable latentNorms = latents.mul(latents).sum(true, 1);
        SDVariable codeNorms = codes.mul(codes).sum(false, 1);
        SDVariable products = latents.getSameDiff().mmul(latents, codes, false, true, false);
        return latentNorms.sub(products.mul(2)).add(codeNorms).mul(scale);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "latents", "[n, dim]");
        requireRank(in[1], 2, "codes", "[codes, dim]");
        if (in[0].size(1) != in[1].size(1)) {
            throw new IllegalArgumentException(NAME + ": latents have dim " + in[0].size(1)
                    + " but the codebook has dim " + in[1].size(1)
                    + "; set the codebook's dim or the encoder's width");
        }
        return List.of(shape(in[0].dataType(), in[0].size(0), in[1].size(0)));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int n = (int) in[0].size(0);
        int codes = (int) in[1].size(0);
        double scale = tArgs()[0];
        double[] latentNorms = squaredNorms(in[0]);
        double[] codeNorms = squaredNorms(in[1]);
        Gemm.multiply(rowMajor(in[0]), false, rowMajor(in[1]), true, rowMajor(out[0]), false);
        HostArray products = HostArray.toRead(out[0]);
        HostArray distances = HostArray.toWrite(out[0]);
        boolean exact = in[0].dataType() == DataType.DOUBLE;
        float[] narrowNorms = SinkhornKernel.narrow(codeNorms);
        RowBlocks.of(n, codes).forEach((block, from, to) -> {
            float[] narrow = new float[codes];
            double[] row = new double[codes];
            for (int i = from; i < to; i++) {
                if (exact) {
                    products.read((long) i * codes, row, codes);
                    for (int k = 0; k < codes; k++) {
                        row[k] = Math.max(latentNorms[i] - 2 * row[k] + codeNorms[k], 0) * scale;
                    }
                    distances.write((long) i * codes, row, codes);
                } else {
                    products.read((long) i * codes, narrow, codes);
                    Loops.distances(narrow, (float) latentNorms[i], narrowNorms, (float) scale, codes);
                    distances.write((long) i * codes, narrow, codes);
                }
            }
        });
        distances.done();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new SquaredDistanceGradient(arg(0), arg(1), upstream.get(0), tArgs()[0]).outputVariables());
    }

    /** A matrix as {@link Gemm} takes it; a copy if its rows do not lie one after the other. */
    static INDArray rowMajor(INDArray matrix) {
        boolean plain = (matrix.size(1) == 1 || matrix.stride(1) == 1)
                && (matrix.size(0) == 1 || matrix.stride(0) == matrix.size(1));
        return Gemm.matrix(plain ? matrix : matrix.dup('c'), 0, matrix.size(0), matrix.size(1));
    }

    private static double[] squaredNorms(INDArray rows) {
        int count = (int) rows.size(0);
        int dim = (int) rows.size(1);
        HostArray values = HostArray.toRead(rows);
        boolean exact = rows.dataType() == DataType.DOUBLE;
        double[] norms = new double[count];
        RowBlocks.of(count, dim).forEach((block, from, to) -> {
            float[] narrow = new float[dim];
            double[] row = new double[dim];
            for (int i = from; i < to; i++) {
                if (exact) {
                    values.read((long) i * dim, row, dim);
                } else {
                    values.read((long) i * dim, narrow, dim);
                    Loops.widen(narrow, row, dim);
                }
                Loops.multiply(row, row, dim);
                norms[i] = Loops.sum(row, dim);
            }
        });
        return norms;
    }
}
