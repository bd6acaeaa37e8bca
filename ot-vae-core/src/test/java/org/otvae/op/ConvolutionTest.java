package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class ConvolutionTest {
    /** Rounding of sums of some hundred terms of order 1 in double. */
    private static final double ROUNDING = 1e-10;
    /** Rounding of sums of some hundred terms of order 1 in float, relative to the largest. */
    private static final double FLOAT_ROUNDING = 1e-5;

    @ParameterizedTest
    @CsvSource({"1,5,5,2,3, 3,3, 1,1, 1,1, 1,1", "3,7,7,4,5, 3,3, 1,1, 1,1, 1,1", "2,8,8,3,4, 4,4, 2,2, 1,1, 1,1",
            "2,9,7,3,2, 4,4, 2,2, 1,1, 1,1",
            "2,6,6,4,3, 1,1, 1,1, 0,0, 1,1", "2,6,6,4,3, 1,1, 2,2, 0,0, 1,1", "2,8,9,2,3, 3,2, 1,2, 0,1, 1,1",
                    "2,9,9,2,3, 3,3, 1,1, 2,2, 2,2",
            "2,9,9,2,3, 3,3, 2,1, 2,1, 2,1", "2,10,11,2,3, 2,2, 3,3, 0,0, 1,1", "2,1,20,3,4, 1,4, 1,2, 0,1, 1,1",
                    "2,1,20,3,4, 1,3, 1,1, 0,9, 1,9",
            "40,7,7,16,16, 3,3, 1,1, 1,1, 1,1", "2,5,5,2,3, 3,3, 1,1, 3,3, 1,1", "2,14,14,32,8, 4,4, 2,2, 1,1, 1,1"})
    void outputAndGradientsAreThoseOfSameDiff(int batch, int height, int width, int in, int out, int kernelHeight,
            int kernelWidth, int strideHeight,
            int strideWidth, int paddingHeight, int paddingWidth, int dilationHeight, int dilationWidth) {
        ConvolutionWindow window =
                new ConvolutionWindow(strideHeight, strideWidth, paddingHeight, paddingWidth, dilationHeight,
                        dilationWidth);
        Nd4j.getRandom().setSeed(1);
        Layer ours = Layer.random(DataType.DOUBLE, new long[] {batch, height, width, in}, kernelHeight, kernelWidth,
                in, out);
        Layer theirs = ours.copy(DataType.DOUBLE);

        Map<String, INDArray> found = ours.run(Convolution.of(ours.x(), ours.weight(), ours.bias(), window));
        Map<String, INDArray> expected = theirs.run(Convolution.composed(theirs.x(), theirs.weight(), theirs.bias(),
                window));

        Layer.assertSame(found, expected, ROUNDING);
    }

    @Test
    @Tag("slow")
    void gradientsAreDifferenceQuotients() {
        Nd4j.getRandom().setSeed(2);
        Layer layer = Layer.random(DataType.DOUBLE, new long[] {1, 5, 4, 2}, 4, 3, 2, 2);
        SDVariable y = Convolution.of(layer.x(), layer.weight(), layer.bias(), new ConvolutionWindow(2, 1, 1, 2, 1, 1));

        GradientCheck.check(y.mul(y).sum(), Map.of(), "x", "weight", "bias");
    }

    @Test
    @Tag("slow")
    void gradientOfStrideOneIsDifferenceQuotients() {
        Nd4j.getRandom().setSeed(2);
        Layer layer = Layer.random(DataType.DOUBLE, new long[] {2, 3, 4, 1}, 3, 3, 1, 2);
        SDVariable y = Convolution.of(layer.x(), layer.weight(), layer.bias(), 1, 1);

        GradientCheck.check(y.mul(y).sum(), Map.of(), "x", "weight", "bias");
    }

    @ParameterizedTest
    @CsvSource({"32,7,64,64,3,1,1", "8,14,32,64,4,2,1", "32,7,64,64,1,1,0", "8,28,1,32,4,2,1"})
    void floatAgreesWithDouble(int batch, int side, int in, int out, int kernel, int stride, int padding) {
        Nd4j.getRandom().setSeed(3);
        Layer wide = Layer.random(DataType.DOUBLE, new long[] {batch, side, side, in}, kernel, kernel, in, out);

        Layer.assertFloatAgreesWithDouble(wide, layer -> Convolution.of(layer.x(), layer.weight(), layer.bias(), stride, padding),
                FLOAT_ROUNDING);
    }

    @Test
    void bitsDoNotDependOnTheNumberOfThreads() throws Exception {
        Nd4j.getRandom().setSeed(4);
        Layer layer = Layer.random(DataType.FLOAT, new long[] {32, 7, 7, 64}, 3, 3, 64, 64);

        layer.assertSameBitsOnAnyThreads(Convolution.of(layer.x(), layer.weight(), layer.bias(), 1, 1));
    }

    @Test
    void outputsFollowInputsOfOtherSizesAndBack() {
        Nd4j.getRandom().setSeed(5);
        INDArray weight = Nd4j.rand(DataType.DOUBLE, 3, 3, 2, 3);
        INDArray bias = Nd4j.rand(DataType.DOUBLE, 3);
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, -1, -1, 2);
        SDVariable y = Convolution.of(x, graph.var("weight", weight), graph.var("bias", bias), 1, 1);
        INDArray small = Nd4j.rand(DataType.DOUBLE, 2, 4, 4, 2);
        INDArray large = Nd4j.rand(DataType.DOUBLE, 3, 6, 5, 2);

        INDArray first = OpSession.value(y, Map.of("x", small)).dup();
        INDArray other = OpSession.value(y, Map.of("x", large)).dup();
        INDArray second = OpSession.value(y, Map.of("x", small)).dup();

        assertThat(other.shape()).containsExactly(3, 6, 5, 3);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void arraysOfAnyLayoutAreRead() {
        Nd4j.getRandom().setSeed(6);
        INDArray x = Nd4j.rand(DataType.DOUBLE, 2, 3, 5, 4);
        INDArray weight = Nd4j.rand(DataType.DOUBLE, 3, 3, 3, 2);
        INDArray bias = Nd4j.rand(DataType.DOUBLE, 2);
        INDArray strided = Nd4j.create(DataType.DOUBLE, new long[] {2, 5, 4, 2}, 'f');
        INDArray plain = Nd4j.create(DataType.DOUBLE, 2, 5, 4, 2);
        Convolution op = new Convolution();
        op.addIArgument(ConvolutionWindow.square(1, 1).toArguments());

        op.compute(new INDArray[] {x.permute(0, 2, 3, 1), weight, bias}, new INDArray[] {strided});
        op.compute(new INDArray[] {x.permute(0, 2, 3, 1).dup('c'), weight, bias}, new INDArray[] {plain});

        assertThat(strided.dup('c')).isEqualTo(plain);
    }

    @Test
    void wrongChannelsAreNamed() {
        assertFails(new long[] {2, 5, 5, 3}, new long[] {3, 3, 4, 2}, 2, "expected 4 channels in x", "found 3");
    }

    @Test
    void kernelLargerThanTheImageIsNamed() {
        assertFails(new long[] {2, 2, 5, 3}, new long[] {3, 3, 3, 2}, 2,
                "expected an image no smaller than the kernel", "[2, 2, 5, 3]");
    }

    @Test
    void biasOfWrongLengthIsNamed() {
        assertFails(new long[] {2, 5, 5, 3}, new long[] {3, 3, 3, 2}, 3, "expected 2 elements in bias", "found 3");
    }

    @Test
    void negativePaddingIsNamed() {
        assertThatThrownBy(() -> ConvolutionWindow.square(1, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected paddingHeight of at least 0, found -1");
    }

    private static void assertFails(long[] x, long[] weight, long bias, String... parts) {
        SameDiff graph = SameDiff.create();
        SDVariable y = Convolution.of(graph.var("x", Nd4j.rand(DataType.FLOAT, x)),
                graph.var("weight", Nd4j.rand(DataType.FLOAT, weight)),
                graph.var("bias", Nd4j.rand(DataType.FLOAT, bias)), ConvolutionWindow.square(1, 0));
        assertThatThrownBy(() -> OpSession.value(y, Map.of())).hasStackTraceContaining(parts[0])
                .hasStackTraceContaining(parts[1]);
    }
}
