package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The last position of {@link CausalAttention} alone, given the keys and values of the positions before it: what one more code of a
 * sequence costs. Without a gradient. Example: 64 sequences, width 128, room for 49 positions: {@code [64, 384]} and a past of
 * {@code [64, 49, 256]} give {@code [64, 128]}.
 */
public final class CachedAttention extends JavaOp {

    static final String NAME = "otvae_cached_attention";

    /** For SameDiff. */
    public CachedAttention() {
    }

    private CachedAttention(SDVariable rows, SDVariable past, SDVariable position, int heads) {
        super(rows.getSameDiff(), rows, past, position);
        addIArgument(heads);
    }

    /**
     * Adds the operation to a graph.
     *
     * @param rows     queries, keys and values of this position side by side, {@code [batch, 3 * width]}
     * @param past     keys and values side by side, {@code [batch, room, 2 * width]}; those before {@code position} are read
     * @param position of this row in its sequence, a scalar of type LONG
     * @param heads    heads, a divisor of the width
     * @return {@code [batch, width]}
     */
    public static SDVariable of(SDVariable rows, SDVariable past, SDVariable position, int heads) {
        return new CachedAttention(rows, past, position, heads).outputVariable();
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "queries, keys and values", "[batch, 3 * width]");
        requireRank(in[1], 3, "past", "[batch, room, 2 * width]");
        requireSize(in[0].size(0), in[1].size(0), "sequences in the past");
        requireSize(in[0].size(1) / 3 * 2, in[1].size(2), "columns in the past");
        return List.of(shape(in[0].dataType(), in[0].size(0), in[0].size(1) / 3));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int width = Math.toIntExact(in[0].size(1) / 3);
        int room = Math.toIntExact(in[1].size(1));
        int seen = Math.toIntExact(in[2].getLong(0)) + 1;
        if (seen < 1 || seen > room) {
            throw new IllegalArgumentException(NAME + ": position must be from 0 to " + (room - 1) + ", found " + (seen - 1));
        }
        int heads = (int) iArgs()[0];
        HostArray rows = HostArray.toRead(in[0]);
        HostArray past = HostArray.toRead(in[1]);
        HostArray result = HostArray.toWrite(out[0]);
        RowBlocks.of(Math.toIntExact(in[0].size(0)), seen * width).forEach((block, from, to) -> {
            double[] row = new double[3 * width];
            double[] all = new double[seen * 2 * width];
            double[] mixed = new double[width];
            for (int example = from; example < to; example++) {
                rows.read(3L * example * width, row, row.length);
                past.read(2L * example * room * width, all, (seen - 1) * 2 * width);
                System.arraycopy(row, width, all, (seen - 1) * 2 * width, 2 * width);
                for (int h = 0; h < heads; h++) {
                    attend(row, all, mixed, width, h * (width / heads), width / heads);
                }
                result.write((long) example * width, mixed, width);
            }
        });
        result.done();
    }

    /** Fills the columns of one head, {@code first} to {@code first + dim - 1}, of the result. */
    private static void attend(double[] row, double[] past, double[] mixed, int width, int first, int dim) {
        int seen = past.length / (2 * width);
        double[] share = new double[seen];
        double scale = 1 / Math.sqrt(dim);
        for (int s = 0; s < seen; s++) {
            double product = 0;
            for (int d = first; d < first + dim; d++) {
                product += row[d] * past[s * 2 * width + d];
            }
            share[s] = product * scale;
        }
        CrossEntropy.logSum(share.clone(), share);
        java.util.Arrays.fill(mixed, first, first + dim, 0);
        for (int s = 0; s < seen; s++) {
            for (int d = first; d < first + dim; d++) {
                mixed[d] += share[s] * past[(s * 2 + 1) * width + d];
            }
        }
    }

    /** None: this operation serves sampling only. */
    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        throw new IllegalStateException(NAME + " has no gradient; training uses " + CausalAttention.NAME);
    }
}
