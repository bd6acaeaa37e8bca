package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient node of {@link EmbeddingLookup}: codebook (for its shape), indices and the gradient to the rows, to the
 * gradient to the codebook.
 */
public final class EmbeddingLookupGradient extends JavaOp {
    /** For SameDiff. */
    public EmbeddingLookupGradient() {
    }

    EmbeddingLookupGradient(SDVariable codebook, SDVariable indices, SDVariable upstream) {
        super(codebook.getSameDiff(), codebook, indices, upstream);
    }

    @Override
    public String opName() {
        return EmbeddingLookup.NAME + "_bp";
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        int codes = (int) in[0].size(0);
        int dim = (int) in[0].size(1);
        int[] indices = EmbeddingLookup.indices(in[1], codes);
        HostArray upstream = HostArray.toRead(in[2]);
        double[][] sums = new double[codes][dim];
        double[] row = new double[dim];
        for (int i = 0; i < indices.length; i++) {
            upstream.read((long) i * dim, row, dim);
            Loops.add(sums[indices[i]], row, dim);
        }
        HostArray gradient = HostArray.toWrite(out[0]);
        for (int k = 0; k < codes; k++) {
            gradient.write((long) k * dim, sums[k], dim);
        }
        gradient.done();
    }
}
