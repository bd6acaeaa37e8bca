package org.otvae.quantizer;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

/** Scores outside a model's graph. */
final class ScoreMatrix {

    private ScoreMatrix() {
    }

    /**
     * The inference scores {@code [n, codes]} of latents {@code [n, dim]} and codes {@code [codes, dim]}, both row after row.
     * The caller closes them: a copy in Java's heap, each time tens of megabytes, would make it swell.
     */
    static INDArray of(Score score, float[] latents, float[] table, int dim) {
        Graph graph = new Graph(new Weights(new Seed(1), DataType.FLOAT), new Seed(1), false);
        SDVariable scores = score.alone(graph.input("latents", -1, dim), graph.input("table", -1, dim), dim);
        INDArray rows = Nd4j.createFromArray(latents).reshape(-1, dim);
        INDArray codes = Nd4j.createFromArray(table).reshape(-1, dim);
        try (Session session = Session.forward(graph, List.of(scores.name()))) {
            session.run(Map.of("latents", rows, "table", codes));
            return session.value(scores.name()).dup();
        } finally {
            rows.close();
            codes.close();
        }
    }
}
