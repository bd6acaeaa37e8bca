package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TransposedConvolutionTest {
    private static final double ROUNDING = 1e-10;
    private static final double FLOAT_ROUNDING = 1e-5;

    @ParameterizedTest
    @CsvSource({"1,5,5,2,3, 3,3, 1,1, 1,1", "2,4,4,3,2, 4,4, 2,2, 1,1", "2,4,3,3,2, 4,4, 2,2, 1,1",
            "2,6,6,4,3, 1,1, 1,1, 0,0", "2,5,4,4,3, 2,3, 2,3, 0,1",
            "2,4,4,2,3, 2,2, 3,3, 0,0", "2,1,10,3,4, 1,4, 1,2, 0,1", "40,7,7,16,8, 4,4, 2,2, 1,1",
                    "2,6,6,2,3, 3,3, 1,1, 2,2"})
    void outputAndGradientsAreThoseOfSameDiff(int batch, int height, int width, int in, int out, int kernelHeight,
            int kernelWidth, int strideHeight,
            int strideWidth, int paddingHeight, int paddingWidth) {
        ConvolutionWindow window = new ConvolutionWindow(strideHeight, strideWidth, paddingHeight, paddingWidth, 1, 1);
        Nd4j.getRandom().setSeed(1);
        Layer ours = layer(DataType.DOUBLE, batch, height, width, in, out, kernelHeight, kernelWidth);
        Layer theirs = ours.copy(DataType.DOUBLE);

        Map<String, INDArray> found = ours.run(TransposedConvolution.of(ours.x(), ours.weight(), ours.bias(), window));
        Map<String, INDArray> expected = theirs.run(TransposedConvolution.composed(theirs.x(), theirs.weight(),
                theirs.bias(), window));

        Layer.assertSame(found, expected, ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"4,4,1,1,2,1", "1,2,0,0,3,2", "2,2,3,1,2,2"})
    void isTheAdjointOfTheConvolution(int strideHeight, int strideWidth, int paddingHeight, int paddingWidth,
            int dilationHeight, int dilationWidth) {
        ConvolutionWindow window =
                new ConvolutionWindow(strideHeight, strideWidth, paddingHeight, paddingWidth, dilationHeight,
                        dilationWidth);
        Nd4j.getRandom().setSeed(2);
        SameDiff graph = SameDiff.create();
        SDVariable weight = graph.var("weight", Nd4j.randn(DataType.DOUBLE, 3, 4, 3, 5));
        SDVariable narrow = graph.var("narrow", Nd4j.randn(DataType.DOUBLE, 2, 6, 5, 5));
        SDVariable spread = TransposedConvolution.of(narrow, weight, graph.constant(Nd4j.zeros(DataType.DOUBLE, 3)),
                window);
        long[] wideShape = OpSession.value(spread, Map.of()).shape();
        SDVariable wide = graph.var("wide", Nd4j.randn(DataType.DOUBLE, wideShape));
        SDVariable gathered = Convolution.of(wide, weight, graph.constant(Nd4j.zeros(DataType.DOUBLE, 5)), window);

        double left = OpSession.value(spread.mul(wide).sum(), Map.of()).getDouble(0);
        double right = OpSession.value(gathered.mul(narrow).sum(), Map.of()).getDouble(0);

        assertThat(left).isCloseTo(right, within(1e-10 * Math.max(1, Math.abs(right))));
    }

    @Test
    @Tag("slow")
    void gradientsAreDifferenceQuotients() {
        Nd4j.getRandom().setSeed(3);
        Layer layer = layer(DataType.DOUBLE, 2, 3, 4, 2, 3, 4, 3);
        SDVariable y = TransposedConvolution.of(layer.x(), layer.weight(), layer.bias(),
                new ConvolutionWindow(2, 1, 1, 0, 1, 2));

        GradientCheck.check(y.mul(y).sum(), Map.of(), "x", "weight", "bias");
    }

    @ParameterizedTest
    @CsvSource({"32,7,64,32,4,2,1", "8,14,32,1,4,2,1", "8,7,16,24,3,1,1"})
    void floatAgreesWithDouble(int batch, int side, int in, int out, int kernel, int stride, int padding) {
        Nd4j.getRandom().setSeed(4);
        Layer wide = layer(DataType.DOUBLE, batch, side, side, in, out, kernel, kernel);

        Layer.assertFloatAgreesWithDouble(wide, layer -> TransposedConvolution.of(layer.x(), layer.weight(), layer.bias(), stride, padding),
                FLOAT_ROUNDING);
    }

    @Test
    void sameBitsTwice() {
        Nd4j.getRandom().setSeed(5);
        Layer layer = layer(DataType.FLOAT, 32, 7, 7, 64, 32, 4, 4);
        SDVariable y = TransposedConvolution.of(layer.x(), layer.weight(), layer.bias(), 2, 1);

        Map<String, INDArray> first = layer.run(y);
        Map<String, INDArray> second = layer.run(y);

        Layer.assertSame(second, first, 0);
    }

    @Test
    void tooMuchPaddingIsNamed() {
        Layer layer = layer(DataType.FLOAT, 1, 1, 1, 2, 2, 2, 2);
        SDVariable y = TransposedConvolution.of(layer.x(), layer.weight(), layer.bias(), 1, 1);

        assertThatThrownBy(() -> OpSession.value(y, Map.of()))
                .hasStackTraceContaining("expected an output of at least one pixel, found 0 x 0");
    }

    @Test
    void wrongChannelsAreNamed() {
        SameDiff graph = SameDiff.create();
        SDVariable y = TransposedConvolution.of(graph.var("x", Nd4j.rand(DataType.FLOAT, 1, 4, 4, 3)),
                graph.var("weight", Nd4j.rand(DataType.FLOAT, 2, 2, 5, 4)),
                graph.var("bias", Nd4j.rand(DataType.FLOAT, 5)), 1, 0);

        assertThatThrownBy(() -> OpSession.value(y, Map.of())).hasStackTraceContaining("expected 4 channels in x")
                .hasStackTraceContaining("found 3");
    }

    private static Layer layer(DataType type, long batch, long height, long width, long in, long out,
            long kernelHeight, long kernelWidth) {
        return Layer.of(Nd4j.randn(type, batch, height, width, in), Nd4j.randn(type, kernelHeight, kernelWidth, out, in)
                .mul(0.1), Nd4j.randn(type, out));
    }
}
