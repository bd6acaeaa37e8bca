package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Looks codes up by their number: row {@code indices[i]} of the codebook becomes row i of the result. The gradient adds
 * every row of the result's gradient to its code, in the order of i, whatever the number of threads. (ND4J's own gather
 * counts repeated indices wrongly in its gradient.) Example: a codebook {@code [512, 64]} and indices {@code [8192]}
 * give {@code [8192, 64]}.
 */
public final class EmbeddingLookup extends JavaOp {
    static final String NAME = "otvae_embedding_lookup";

    /** For SameDiff. */
    public EmbeddingLookup() {
    }

    private EmbeddingLookup(SDVariable codebook, SDVariable indices) {
        super(codebook.getSameDiff(), codebook, indices);
    }

    /**
     * Adds the look-up to a graph. An index outside the codebook is an IllegalArgumentException when the graph runs.
     *
     * @param codebook {@code [codes, dim]}
     * @param indices whole numbers from 0 to codes - 1, type INT or LONG {@code [n]}
     * @return the rows {@code [n, dim]}
     */
    public static SDVariable rows(SDVariable codebook, SDVariable indices) {
        return new EmbeddingLookup(codebook, indices).outputVariable();
    }

    /** The same of SameDiff's own operations: a one-hot matrix times the codebook. */
    public static SDVariable composed(SDVariable codebook, SDVariable indices, int codes) {
        return codebook.getSameDiff().oneHot(indices, codes, -1, 1, 0, codebook.dataType()).mmul(codebook);
    }

    @Override
    public String opName() {
        return NAME;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        requireRank(in[0], 2, "codebook", "[codes, dim]");
        requireRank(in[1], 1, "indices", "[n]");
        return List.of(shape(in[0].dataType(), in[1].size(0), in[0].size(1)));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int dim = (int) in[0].size(1);
        int[] indices = indices(in[1], in[0].size(0));
        HostArray codebook = HostArray.toRead(in[0]);
        HostArray rows = HostArray.toWrite(out[0]);
        double[] row = new double[dim];
        for (int i = 0; i < indices.length; i++) {
            codebook.read((long) indices[i] * dim, row, dim);
            rows.write((long) i * dim, row, dim);
        }
        rows.done();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable codebook = new EmbeddingLookupGradient(arg(0), arg(1), upstream.get(0)).outputVariable();
        return List.of(codebook, sameDiff.zerosLike(arg(1)));
    }

    static int[] indices(INDArray array, long codes) {
        if (!array.dataType().isIntType()) {
            throw new IllegalArgumentException(NAME + ": indices must be of type INT or LONG, found "
                    + array.dataType() + "; cast them");
        }
        int[] indices = array.toIntVector();
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= codes) {
                throw new IllegalArgumentException(NAME + ": indices must lie between 0 and " + (codes - 1)
                        + ", found " + indices[i]
                        + " at position " + i + "; do the tokens belong to this codebook?");
            }
        }
        return indices;
    }
}
