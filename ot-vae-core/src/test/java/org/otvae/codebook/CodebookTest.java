package org.otvae.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

class CodebookTest {

    private static final CodebookInit NORMAL = new CodebookInit.Normal(1);
    private final Weights weights = new Weights(new Seed(1), DataType.FLOAT);

    private static SDVariable latents(Graph graph) {
        return graph.input("latents", -1, 3);
    }

    @Test
    void aLearnedTableIsAParameterAndAFollowedOneAState() {
        Weights followed = new Weights(new Seed(1), DataType.FLOAT);
        Graph one = new Graph(weights, new Seed(1), true);
        Graph other = new Graph(followed, new Seed(1), true);

        new Codebook(4, 3, NORMAL).learned(one, latents(one));
        new Codebook(4, 3, NORMAL).followed(other, latents(other));

        assertThat(weights.parameters().get("codebook").shape()).containsExactly(4, 3);
        assertThat(weights.states()).isEmpty();
        assertThat(followed.states()).containsOnlyKeys("codebook");
        assertThat(followed.parameters()).isEmpty();
    }

    @Test
    void valuesAreTheTableRowAfterRow() {
        Graph graph = new Graph(weights, new Seed(1), false);
        new Codebook(2, 3, NORMAL).learned(graph, latents(graph));

        Rows.into(weights.named("codebook"), new float[] {1, 2, 3, 4, 5, 6});

        assertThat(Codebook.values(weights)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(weights.named("codebook").getFloat(1, 0)).isEqualTo(4);
    }

    @Test
    void onlyAFirstBatchInTrainingFillsTheTable() {
        Graph training = new Graph(weights, new Seed(1), true);
        Graph evaluation = new Graph(weights, new Seed(1), false);
        Graph drawn = new Graph(new Weights(new Seed(1), DataType.FLOAT), new Seed(1), true);
        Codebook fromBatch = new Codebook(2, 3, new CodebookInit.FirstBatch(0));

        fromBatch.learned(training, latents(training));
        fromBatch.learned(evaluation, latents(evaluation));
        new Codebook(2, 3, NORMAL).learned(drawn, latents(drawn));

        assertThat(training.updatesBeforeTraining()).hasSize(1);
        assertThat(evaluation.updatesBeforeTraining()).isEmpty();
        assertThat(drawn.updatesBeforeTraining()).isEmpty();
    }

    @Test
    void theFirstBatchReplacesTheDrawnCodes() {
        Graph graph = new Graph(weights, new Seed(1), true);
        new Codebook(3, 3, new CodebookInit.FirstBatch(0)).learned(graph, latents(graph));
        float[] batch = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4};

        graph.updatesBeforeTraining().get(0).change()
                .apply(java.util.List.of(Nd4j.createFromArray(batch).reshape(4, 3)), weights, new Seed(2));

        float[] table = Codebook.values(weights);
        for (int k = 0; k < 3; k++) {
            assertThat(table[k * 3]).isIn(1f, 2f, 3f, 4f).isEqualTo(table[k * 3 + 2]);
        }
        assertThat(table[0]).isNotEqualTo(table[3]);
    }

    @Test
    void initialValuesFollowTheirDistribution() {
        Graph uniform = new Graph(weights, new Seed(1), false);
        new Codebook(64, 3, new CodebookInit.Uniform(0.25)).learned(uniform, latents(uniform));

        float[] values = Codebook.values(weights);

        for (float value : values) {
            assertThat(value).isBetween(-0.25f, 0.25f);
        }
        assertThat(values).hasSize(192).doesNotHaveDuplicates();
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatThrownBy(() -> new Codebook(1, 3, NORMAL)).hasMessage("codes must be at least 2, found 1");
        assertThatThrownBy(() -> new Codebook(2, 0, NORMAL)).hasMessage("dim must be at least 1, found 0");
        assertThatThrownBy(() -> new Codebook(2, 3, null)).hasMessage("init");
        assertThatThrownBy(() -> new CodebookInit.FirstBatch(-1)).hasMessage("rounds must be at least 0, found -1");
    }
}
