package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EmbeddingLookupTest {
    @ParameterizedTest
    @EnumSource(value = DataType.class, names = {"INT", "LONG"})
    void repeatedIndicesAddTheirGradients(DataType indexType) {
        INDArray codebook = SinkhornTest.scores(5, 3, 1, 1);
        INDArray indices = Nd4j.createFromArray(4, 0, 4, 4, 2, 0).castTo(indexType);
        INDArray weights = SinkhornTest.scores(6, 3, 1, 2);
        SameDiff graph = SameDiff.create();
        SDVariable rows =
                EmbeddingLookup.rows(graph.var("codebook", codebook.dup()), graph.constant("indices", indices));
        SDVariable loss = rows.mul(rows).mul(graph.constant(weights)).sum();
        SameDiff oracle = SameDiff.create();
        SDVariable composed = EmbeddingLookup.composed(oracle.var("codebook", codebook.dup()),
                oracle.constant("indices", indices), 5);
        SDVariable composedLoss = composed.mul(composed).mul(oracle.constant(weights)).sum();

        INDArray gradient = OpSession.gradients(loss, Map.of(), "codebook").get("codebook");
        INDArray expected = OpSession.gradients(composedLoss, Map.of(), "codebook").get("codebook");

        assertThat(OpSession.value(rows, Map.of())).isEqualTo(OpSession.value(composed, Map.of()));
        assertThat(gradient.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-10);
        assertThat(gradient.getRow(1).amaxNumber().doubleValue()).isZero();
        GradientCheck.check(loss, Map.of(), "codebook");
    }

    @Test
    void namesTheIndexThatIsOutside() {
        SameDiff graph = SameDiff.create();
        SDVariable rows =
                EmbeddingLookup.rows(graph.constant(Nd4j.ones(4, 2)), graph.constant(Nd4j.createFromArray(1, 3, 4)));

        assertThatThrownBy(() -> OpSession.value(rows, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("otvae_embedding_lookup: indices must lie between 0 and 3, found 4 at position 2; "
                        + "do the tokens belong to this codebook?");
    }

    @Test
    void wantsWholeNumbers() {
        SameDiff graph = SameDiff.create();
        SDVariable rows =
                EmbeddingLookup.rows(graph.constant(Nd4j.ones(4, 2)), graph.constant(Nd4j.ones(DataType.FLOAT, 3)));

        assertThatThrownBy(() -> OpSession.value(rows, Map.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("indices must be of type INT or LONG, found FLOAT");
    }
}
