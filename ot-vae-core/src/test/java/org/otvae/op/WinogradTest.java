package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

/** Convolutions whose shapes take this way, of floats, against those of doubles, which take patches. */
class WinogradTest {
    /** Rounding of sums of some hundred terms of order 1 in float, relative to the largest. */
    private static final double FLOAT_ROUNDING = 1e-5;

    /** Whole tiles and parts of them, fewer images than a block and more than blocks hold at once, padding 0 to 2. */
    @ParameterizedTest
    @CsvSource({"1, 16, 16, 32, 32, 1", "11, 16, 16, 32, 40, 1", "3, 17, 31, 33, 32, 1", "2, 18, 18, 32, 32, 0", "2, 14, 15, 32, 32, 2",
            "2, 5, 70, 32, 32, 1", "300, 16, 16, 32, 32, 1"})
    void floatAgreesWithDouble(int batch, int height, int width, int in, int out, int padding) {
        Nd4j.getRandom().setSeed(1);
        Layer wide = Layer.random(DataType.DOUBLE, new long[] {batch, height, width, in}, 3, 3, in, out);
        assertThat(serves(wide.copy(DataType.FLOAT), padding)).isTrue();
        assertThat(serves(wide, padding)).isFalse();

        Layer.assertFloatAgreesWithDouble(wide, layer -> Convolution.of(layer.x(), layer.weight(), layer.bias(), 1, padding),
                FLOAT_ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"8, 16, 16, 32, 64, 1", "3, 19, 16, 40, 32, 0"})
    void floatAgreesWithDoubleTransposed(int batch, int height, int width, int in, int out, int padding) {
        Nd4j.getRandom().setSeed(2);
        Layer wide = Layer.of(Nd4j.randn(DataType.DOUBLE, batch, height, width, in), Nd4j.randn(DataType.DOUBLE, 3, 3, out, in).mul(0.1),
                Nd4j.randn(DataType.DOUBLE, out));

        Layer.assertFloatAgreesWithDouble(wide,
                layer -> TransposedConvolution.of(layer.x(), layer.weight(), layer.bias(), 1, padding), FLOAT_ROUNDING);
    }

    @Test
    void bitsDoNotDependOnTheNumberOfThreads() throws Exception {
        Nd4j.getRandom().setSeed(3);
        Layer layer = Layer.random(DataType.FLOAT, new long[] {33, 16, 16, 32}, 3, 3, 32, 32);

        layer.assertSameBitsOnAnyThreads(Convolution.of(layer.x(), layer.weight(), layer.bias(), 1, 1));
    }

    @Test
    void outputsFollowInputsOfOtherSizesAndBack() {
        Nd4j.getRandom().setSeed(4);
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, -1, -1, 32);
        SDVariable y = Convolution.of(x, graph.var("weight", Nd4j.rand(DataType.FLOAT, 3, 3, 32, 32)),
                graph.var("bias", Nd4j.rand(DataType.FLOAT, 32)), 1, 1);
        INDArray large = Nd4j.rand(DataType.FLOAT, 9, 20, 17, 32);
        INDArray last = Nd4j.rand(DataType.FLOAT, 2, 16, 16, 32);
        INDArray small = Nd4j.rand(DataType.FLOAT, 2, 8, 8, 32); // takes patches

        INDArray first = OpSession.value(y, Map.of("x", large)).dup();
        OpSession.value(y, Map.of("x", last));
        OpSession.value(y, Map.of("x", small));
        INDArray second = OpSession.value(y, Map.of("x", large)).dup();

        assertThat(first.shape()).containsExactly(9, 20, 17, 32);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void smallImagesFewChannelsOtherKernelsAndTokensTakePatches() {
        assertThat(serves(16, 32, 3, ConvolutionWindow.square(1, 1))).isTrue();
        assertThat(serves(15, 32, 3, ConvolutionWindow.square(1, 1))).isFalse();
        assertThat(serves(16, 31, 3, ConvolutionWindow.square(1, 1))).isFalse();
        assertThat(serves(16, 32, 1, ConvolutionWindow.square(1, 0))).isFalse();
        assertThat(serves(32, 32, 3, ConvolutionWindow.square(2, 1))).isFalse();
        assertThat(serves(32, 32, 3, new ConvolutionWindow(1, 1, 2, 2, 2, 2))).isFalse();
        PerExample.run(1, () -> assertThat(serves(16, 32, 3, ConvolutionWindow.square(1, 1))).isFalse());
    }

    /** Sides and paddings that differ, and a padding from which only the convolution goes this way, not the gradient to images. */
    @ParameterizedTest
    @CsvSource({"0, 2", "2, 1", "3, 0", "1, 3"})
    void paddingsMayDiffer(int paddingHeight, int paddingWidth) {
        Nd4j.getRandom().setSeed(5);
        ConvolutionWindow window = new ConvolutionWindow(1, 1, paddingHeight, paddingWidth, 1, 1);
        Layer wide = Layer.random(DataType.DOUBLE, new long[] {3, 18, 21, 32}, 3, 3, 32, 33);

        Layer.assertFloatAgreesWithDouble(wide, layer -> Convolution.of(layer.x(), layer.weight(), layer.bias(), window),
                FLOAT_ROUNDING);
    }

    /** Three steps of one session: other weights, images and batches than in the step before; each as in a session of its own. */
    @Test
    void nothingIsLeftOfTheStepBefore() {
        Nd4j.getRandom().setSeed(6);
        Step used = new Step();

        for (int batch : new int[] {11, 33, 11}) {
            INDArray x = Nd4j.randn(DataType.FLOAT, batch, 16, 17, 32);
            used.weights.parameters().values().forEach(weight -> weight.addi(Nd4j.randn(DataType.FLOAT, weight.shape()).mul(0.01)));
            Step fresh = new Step();
            fresh.weights.assign(used.weights.tensors());
            used.session.run(Map.of("x", x));
            fresh.session.run(Map.of("x", x));
            for (String name : List.of("one.weight", "one.bias", "two.weight", "two.bias")) {
                assertThat(used.session.gradient(name)).as(name).isEqualTo(fresh.session.gradient(name));
            }
            assertThat(used.session.scalar(used.loss)).isEqualTo(fresh.session.scalar(fresh.loss));
            fresh.session.close();
        }
        used.session.close();
    }

    /** What is not finite in one step is not in the next, whose chunks have fewer images than there is room for. */
    @Test
    void notANumberDoesNotStay() {
        Nd4j.getRandom().setSeed(7);
        Step step = new Step();
        INDArray x = Nd4j.randn(DataType.FLOAT, 11, 16, 17, 32);
        INDArray bad = x.dup();
        bad.putScalar(new int[] {10, 3, 3, 3}, Float.NaN);
        bad.putScalar(new int[] {5, 3, 3, 3}, Float.NaN);
        step.session.run(Map.of("x", x));
        INDArray expected = step.session.gradient("one.weight").dup();

        step.session.run(Map.of("x", bad));
        step.session.run(Map.of("x", x));

        assertThat(step.session.gradient("one.weight")).isEqualTo(expected);
    }

    /** Two layers and what a step of training asks of them. */
    private static final class Step {
        private final Weights weights = new Weights(new Seed(1), DataType.FLOAT);
        private final String loss;
        private final Session session;

        private Step() {
            Graph graph = new Graph(weights, new Seed(1), true);
            SDVariable x = graph.input("x", -1, -1, -1, 32);
            SDVariable y = Layers.transposedConv2d(graph, "two", Layers.conv2d(graph, "one", x, 32, 40, 3, 1, 1), 40, 32, 3, 1, 1);
            loss = y.getSameDiff().math().square(y).mean().name();
            session = Session.withGradients(graph, loss, List.of());
        }
    }

    private static boolean serves(int side, int channels, int kernel, ConvolutionWindow window) {
        return Winograd.serves(new ConvolutionShape(1, side, side, channels, kernel, kernel, 64, window), DataType.FLOAT);
    }

    private static boolean serves(Layer layer, int padding) {
        return Winograd.serves(ConvolutionShape.of(layer.x().getArr(), layer.weight().getArr(), ConvolutionWindow.square(1, padding)),
                layer.x().dataType());
    }
}
