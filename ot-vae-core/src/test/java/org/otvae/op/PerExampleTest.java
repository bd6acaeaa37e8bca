package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
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
    /** Rounding of two layers of floats, relative to the norm, by products over patches. */
    private static final double PATCHES = 1e-6;
    /** The same by minimal filtering: four times as much (decision 15). */
    private static final double MINIMAL_FILTERING = 4e-6;

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

    /** The layers of the image networks, plain and transposed, and pointwise ones, which read the images themselves. */
    @ParameterizedTest
    @CsvSource({"28, 1, 32, 4, 2, 1", "14, 32, 64, 4, 2, 1", "7, 64, 64, 3, 1, 1", "8, 64, 64, 3, 1, 1", "7, 64, 128, 1, 1, 0",
            "16, 32, 64, 4, 2, 1", "5, 3, 7, 3, 2, 1", "16, 32, 40, 3, 1, 1"})
    void convolutionsOfAnImageAreTheSameBitsInAnyCompany(int side, int channels, int features, int kernel, int stride,
            int padding) {
        int images = 37;
        Graph graph = new Graph(new Weights(new Seed(1), DataType.FLOAT), new Seed(1), false);
        SDVariable x = graph.input("x", -1, side, side, channels);
        SDVariable weight = graph.input("weight", kernel, kernel, channels, features);
        SDVariable narrow = Convolution.of(x, weight, graph.input("bias", features), stride, padding);
        SDVariable wide = TransposedConvolution.of(narrow, weight, graph.input("wideBias", channels), stride, padding);
        List<String> outputs = List.of(narrow.name(), wide.name());
        INDArray all = Nd4j.rand(DataType.FLOAT, images, side, side, channels);
        Map<String, INDArray> fixed = Map.of("weight", Nd4j.randn(DataType.FLOAT, kernel, kernel, channels, features),
                "bias", Nd4j.randn(DataType.FLOAT, features), "wideBias", Nd4j.randn(DataType.FLOAT, channels));
        Session together = Session.forward(graph, outputs);
        Session alone = Session.forward(graph, outputs);
        PerExample.run(images, () -> together.run(with(fixed, all)));
        for (int i = 0; i < images; i++) {
            INDArray one = all.slice(i).reshape(1, side, side, channels).dup('c');
            PerExample.run(1, () -> alone.run(with(fixed, one)));
            for (String output : outputs) {
                float[] expected = alone.value(output).dup('c').data().asFloat();
                assertThat(together.value(output).slice(i).dup('c').data().asFloat()).as(output + " of image " + i)
                        .isEqualTo(expected);
            }
        }
        boolean otherWay = Winograd.serves(new ConvolutionShape(images, side, side, channels, kernel, kernel, features,
                ConvolutionWindow.square(stride, padding)), DataType.FLOAT);
        Session usual = Session.forward(graph, outputs);
        usual.run(with(fixed, all));
        for (String output : outputs) {
            INDArray expected = usual.value(output);
            assertThat(together.value(output).distance2(expected) / expected.norm2Number().doubleValue()).as(output)
                    .isEqualTo(0, within(otherWay ? MINIMAL_FILTERING : PATCHES));
        }
    }

    private static Map<String, INDArray> with(Map<String, INDArray> fixed, INDArray x) {
        Map<String, INDArray> inputs = new HashMap<>(fixed);
        inputs.put("x", x);
        return inputs;
    }
}
