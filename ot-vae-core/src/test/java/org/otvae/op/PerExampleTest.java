package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

class PerExampleTest {

    /** Sizes at which a BLAS changes its way: 49 and 64 rows of one example, 3 to 16 examples, odd widths. */
    @ParameterizedTest
    @CsvSource({"49, 64, 256, 16", "64, 64, 512, 16", "49, 37, 101, 3", "1, 64, 256, 16", "7, 576, 64, 5"})
    void productsOfAnExampleAreTheSameBitsInAnyCompany(int rows, int inner, int columns, int examples) {
        Graph graph = new Graph(new Weights(new Seed(1), DataType.FLOAT), new Seed(1), false);
        SDVariable x = graph.input("x", -1, inner);
        SDVariable b = graph.input("b", columns, inner);
        List<String> outputs = List.of(Layers.timesTransposed(x, b).name(), x.mmul(b.permute(1, 0)).name(),
                SquaredDistance.between(x, b).name());
        INDArray all = Nd4j.rand(DataType.FLOAT, (long) examples * rows, inner);
        INDArray other = Nd4j.rand(DataType.FLOAT, columns, inner);
        Session together = Session.forward(graph, outputs);
        Session alone = Session.forward(graph, outputs);
        PerExample.run(examples, () -> together.run(Map.of("x", all, "b", other)));
        for (int i = 0; i < examples; i++) {
            INDArray one = all.get(org.nd4j.linalg.indexing.NDArrayIndex.interval((long) i * rows, (i + 1L) * rows),
                    org.nd4j.linalg.indexing.NDArrayIndex.all()).dup('c');
            PerExample.run(1, () -> alone.run(Map.of("x", one, "b", other)));
            for (String output : outputs) {
                float[] expected = alone.value(output).dup('c').data().asFloat();
                float[] found = together.value(output).dup('c').data().asFloat();
                for (int j = 0; j < expected.length; j++) {
                    assertThat(found[i * expected.length + j]).as(output).isEqualTo(expected[j]);
                }
            }
        }
        INDArray product = all.mmul(other.transpose());
        assertThat(together.value(outputs.get(0)).distance2(product) / product.norm2Number().doubleValue())
                .isEqualTo(0, within(1e-5));
    }
}
