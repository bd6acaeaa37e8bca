package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Masked self-attention of several heads, softmax(q kᵀ / √d) v with d the width of a head [vaswani2017attention] Eq. (1), for
 * sequences one behind the other; no position sees a later one, see {@link AttentionHead} for several streams. The gradient works
 * the shares out again instead of keeping them. Example: batch 32, 49 positions, width 128: queries, keys and values
 * {@code [1568, 384]} give {@code [1568, 128]}.
 */
public final class CausalAttention extends JavaOp {

    static final String NAME = "otvae_causal_attention";

    private static final float HIDDEN = -1e9f; // added to a product of order 1

    /** For SameDiff. */
    public CausalAttention() {
    }

    private CausalAttention(SDVariable rows, int heads, int positions, int streams) {
        super(rows.getSameDiff(), rows);
        addIArgument(heads, positions, streams);
    }

    /**
     * Adds the operation to a graph.
     *
     * @param rows      queries, keys and values side by side, {@code [batch * positions, 3 * width]}
     * @param heads     heads, a divisor of the width
     * @param positions length of a sequence
     * @param streams   equal streams that a sequence is made of, a divisor of {@code positions}; 1 for the usual mask
     * @return {@code [batch * positions, width]}
     */
    public static SDVariable of(SDVariable rows, int heads, int positions, int streams) {
        return new CausalAttention(rows, heads, positions, streams).outputVariable();
    }

    /**
     * {@link #of} of SameDiff's own operations: the faster form, as its products run in BLAS (docs/nd4j.md).
     *
     * @param rows      {@code [batch * positions, 3 * width]}
     * @param width     of the result, a multiple of {@code heads}
     * @param heads     heads
     * @param positions length of a sequence
     * @param streams   equal streams that a sequence is made of
     * @return {@code [batch * positions, width]}
     */
    public static SDVariable composed(SDVariable rows, int width, int heads, int positions, int streams) {
        var sameDiff = rows.getSameDiff();
        SDVariable[] parts = sameDiff.split(rows, 3, 1);
        SDVariable[] split = new SDVariable[3]; // [batch, heads, positions, width / heads]
        for (int i = 0; i < split.length; i++) {
            split[i] = parts[i].reshape(-1, positions, heads, width / heads).permute(0, 2, 1, 3);
        }
        SDVariable products = sameDiff.mmul(split[0].mul(1 / Math.sqrt((double) width / heads)), split[1], false, true,
                false);
        SDVariable mask = sameDiff.constant(mask(positions, streams).castTo(rows.dataType()));
        SDVariable shares = sameDiff.nn().softmax(products.add(mask), 3);
        return sameDiff.mmul(shares, split[2]).permute(0, 2, 1, 3).reshape(-1, width);
    }

    /** {@code [1, 1, positions, positions]}: 0 where a row sees a column, else what leaves nothing after exp. */
    private static INDArray mask(int positions, int streams) {
        int perStream = positions / streams;
        float[] hidden = new float[positions * positions];
        for (int i = 0; i < positions; i++) {
            for (int j = 0; j < positions; j++) {
                hidden[i * positions + j] = j % perStream > i % perStream ? HIDDEN : 0;
            }
        }
        return Nd4j.createFromArray(hidden).reshape(1, 1, positions, positions);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "queries, keys and values", "[batch * positions, 3 * width]");
        Shape shape = Shape.of(this, in[0]);
        requireSize(0, in[0].size(0) % shape.positions(), "rows besides whole sequences of " + shape.positions());
        requireSize(0, in[0].size(1) % (3L * shape.heads()), "columns besides three times a width of " + shape.heads() + " heads");
        requireSize(0, shape.positions() % shape.streams(), "positions besides whole streams");
        return List.of(shape(in[0].dataType(), in[0].size(0), shape.width()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        Shape shape = Shape.of(this, in[0]);
        HostArray rows = HostArray.toRead(in[0]);
        HostArray result = HostArray.toWrite(out[0]);
        int size = shape.positions() * shape.width();
        shape.blocks().forEach((block, from, to) -> {
            double[] own = new double[3 * size];
            double[] mixed = new double[size];
            AttentionHead head = shape.head();
            for (int example = from; example < to; example++) {
                rows.read(3L * example * size, own, own.length);
                for (int h = 0; h < shape.heads(); h++) {
                    head.load(own, shape.width(), h);
                    head.forward(mixed, shape.width(), h);
                }
                result.write((long) example * size, mixed, size);
            }
        });
        result.done();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        return List.of(new CausalAttentionGradient(this, arg(0), upstream.get(0)).outputVariable());
    }

    /** The numbers of a node. */
    record Shape(int batch, int positions, int streams, int heads, int width) {

        static Shape of(JavaOp op, INDArray rows) {
            long[] numbers = op.iArgs();
            return new Shape(Math.toIntExact(rows.size(0) / numbers[1]), (int) numbers[1], (int) numbers[2], (int) numbers[0],
                    Math.toIntExact(rows.size(1) / 3));
        }

        AttentionHead head() {
            return new AttentionHead(positions, streams, width / heads);
        }

        /** Examples, cut for parallel work. */
        RowBlocks blocks() {
            return RowBlocks.of(batch, positions * width);
        }
    }
}
