package org.otvae.quantizer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.op.Sinkhorn;
import org.otvae.provenance.Seed;

/**
 * Inference scores of latents and codes outside a model's graph, a block of latents at a time: whole they would be hundreds
 * of megabytes where codes are many.
 */
final class ScoreMatrix implements Sinkhorn.Blocks, AutoCloseable {

    private final float[] latents;
    private final int dim;
    private final int rows;
    private final INDArray table;
    private final Session session;
    private final String scores;
    private int made = -1; // block that the session holds

    /**
     * Scores by a rule.
     *
     * @param latents {@code [n, dim]}, row after row
     * @param codes   {@code [codes, dim]}, row after row
     * @param rows    of a block; the last may have fewer
     */
    ScoreMatrix(Score score, float[] latents, float[] codes, int dim, int rows) {
        this.latents = latents;
        this.dim = dim;
        this.rows = rows;
        this.table = Nd4j.createFromArray(codes).reshape(-1, dim);
        Graph graph = new Graph(new Weights(new Seed(1), DataType.FLOAT), new Seed(1), false);
        SDVariable node = score.alone(graph.input("latents", -1, dim), graph.input("table", -1, dim), dim);
        scores = node.name();
        session = Session.forward(graph, List.of(scores));
    }

    @Override
    public int count() {
        int block = rows * dim;
        return (latents.length + block - 1) / block;
    }

    @Override
    public INDArray scores(int block) {
        if (block == made) {
            return session.value(scores);
        }
        int from = block * rows * dim;
        INDArray part = Nd4j.createFromArray(Arrays.copyOfRange(latents, from, Math.min(latents.length, from + rows * dim)))
                .reshape(-1, dim);
        try {
            session.run(Map.of("latents", part, "table", table));
            made = block;
            return session.value(scores);
        } finally {
            part.close();
        }
    }

    @Override
    public void close() {
        session.close();
        table.close();
    }
}
