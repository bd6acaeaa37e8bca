package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The inputs of one convolution, variables of a graph of their own, for comparing two ways to compute it. */
record Layer(SDVariable x, SDVariable weight, SDVariable bias) {

    /**
     * Random inputs with outputs of order 1; the weight is {@code [kernelHeight, kernelWidth, third, fourth]}, the bias
     * as long as the output has channels.
     */
    static Layer random(DataType type, long[] x, long kernelHeight, long kernelWidth, long third, long fourth) {
        long channels = x[3] == third ? fourth : third;
        return of(Nd4j.randn(type, x), Nd4j.randn(type, kernelHeight, kernelWidth, third, fourth).mul(0.1),
                Nd4j.randn(type, channels));
    }

    static Layer of(INDArray x, INDArray weight, INDArray bias) {
        SameDiff graph = SameDiff.create();
        return new Layer(graph.var("x", x), graph.var("weight", weight), graph.var("bias", bias));
    }

    /** The same values in another graph. */
    Layer copy(DataType type) {
        return of(x.getArr().castTo(type).dup(), weight.getArr().castTo(type).dup(), bias.getArr().castTo(type).dup());
    }

    /** The value of {@code y} and the gradients of the mean of {@code y sin(y)}. */
    Map<String, INDArray> run(SDVariable y) {
        SDVariable loss = y.getSameDiff().math().sin(y).mul(y).mean();
        Map<String, INDArray> result = new HashMap<>(OpSession.gradients(loss, Map.of(), "x", "weight", "bias"));
        result.put("y", OpSession.value(y, Map.of()));
        result.replaceAll((name, array) -> array.dup('c'));
        return result;
    }

    /** Runs {@code operation} on a layer of doubles and on the same of floats: values and gradients must be the same, but for rounding. */
    static void assertFloatAgreesWithDouble(Layer wide, Function<Layer, SDVariable> operation, double rounding) {
        Layer narrow = wide.copy(DataType.FLOAT);

        Map<String, INDArray> found = narrow.run(operation.apply(narrow));
        Map<String, INDArray> expected = wide.run(operation.apply(wide));

        assertSame(found, expected, rounding);
    }

    /** Runs the layer on one thread, on four, twice, and on the crew. */
    void assertSameBitsOnAnyThreads(SDVariable y) throws Exception {
        Map<String, INDArray> one = SinkhornTest.onThreads(1, () -> run(y));
        Map<String, INDArray> four = SinkhornTest.onThreads(4, () -> run(y));
        Map<String, INDArray> again = SinkhornTest.onThreads(4, () -> run(y));
        Map<String, INDArray> crew = run(y);

        assertSame(four, one, 0);
        assertSame(again, one, 0);
        assertSame(crew, one, 0);
    }

    static void assertSame(Map<String, INDArray> found, Map<String, INDArray> expected, double tolerance) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((name, array) -> {
            INDArray reference = expected.get(name).castTo(DataType.DOUBLE);
            assertThat(array.shape()).as("shape of " + name).isEqualTo(reference.shape());
            double scale = Math.max(1e-300, reference.amaxNumber().doubleValue());
            double worst = array.castTo(DataType.DOUBLE).sub(reference).amaxNumber().doubleValue();
            assertThat(worst / scale).as("difference of " + name + " relative to its largest element")
                    .isLessThanOrEqualTo(tolerance);
        });
    }
}
