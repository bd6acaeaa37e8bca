package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.data.MalformedDataException;
import org.otvae.data.SafeTensors;

class AdamTest {

    private static final double[] START = {1, -2, 1e-9, 3};

    /** PyTorch's form: θ -= lr / (1 - β1^t) · m / (sqrt(v) / sqrt(1 - β2^t) + 1e-8). */
    private static double[] byHand(int steps, double rate) {
        double[] parameter = START.clone();
        double[] first = new double[4];
        double[] second = new double[4];
        for (int t = 1; t <= steps; t++) {
            for (int i = 0; i < 4; i++) {
                double gradient = gradient(t - 1, i);
                first[i] = 0.9 * first[i] + 0.1 * gradient;
                second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
                double root = Math.sqrt(second[i]) / Math.sqrt(1 - Math.pow(0.999, t)) + 1e-8;
                parameter[i] -= rate / (1 - Math.pow(0.9, t)) * first[i] / root;
            }
        }
        return parameter;
    }

    /** One element has gradients near the floor, one has none. */
    private static double gradient(int step, int element) {
        return new double[] {1, 0.3, 2e-8, 0}[element] * Math.sin(1 + step + element);
    }

    private static Adam adam(INDArray parameter) {
        return new Adam(Map.of("w", parameter), List.of("w"));
    }

    @Test
    void fiveStepsAgreeWithTheFormulasDoneInDouble() {
        INDArray parameter = Nd4j.createFromArray(START).castTo(DataType.FLOAT).reshape(2, 2);
        Adam adam = adam(parameter);

        for (int step = 0; step < 5; step++) {
            double[] gradient = {gradient(step, 0), gradient(step, 1), gradient(step, 2), gradient(step, 3)};
            adam.load("w", Nd4j.createFromArray(gradient).castTo(DataType.FLOAT).reshape(2, 2));
            adam.step("w", 1, 0.1, step);
        }

        assertThat(parameter.dup('c').data().asDouble()).containsExactly(byHand(5, 0.1), within(1e-5));
        assertThat(parameter.getFloat(1, 1)).as("without gradient").isEqualTo(3);
    }

    @Test
    void momentsStartAtZeroAndFollowTheGradient() {
        Adam adam = adam(Nd4j.createFromArray(1f, 2f));
        float[] before = adam.moments().get("w.first").floats();

        double squares = adam.load("w", Nd4j.createFromArray(2f, -4f));
        adam.step("w", 1, 0.1, 0);

        assertThat(before).containsOnly(0);
        assertThat(squares).isEqualTo(20);
        assertThat(adam.moments().get("w.first").floats()).containsExactly(new float[] {0.2f, -0.4f}, within(1e-6f));
        assertThat(adam.moments().get("w.second").floats())
                .containsExactly(new float[] {0.004f, 0.016f}, within(1e-6f));
    }

    @Test
    void theScaleMultipliesTheGradient() {
        Adam adam = adam(Nd4j.createFromArray(1f, 2f));

        adam.load("w", Nd4j.createFromArray(2f, -4f));
        adam.step("w", 0.5, 0.1, 0);

        assertThat(adam.moments().get("w.first").floats()).containsExactly(new float[] {0.1f, -0.2f}, within(1e-6f));
    }

    @Test
    void assignedMomentsGoOnExactly() {
        INDArray one = Nd4j.createFromArray(1f, 2f);
        INDArray other = one.dup();
        Adam first = adam(one);
        first.load("w", Nd4j.createFromArray(2f, -4f));
        first.step("w", 1, 0.1, 0);
        Adam second = adam(other);
        other.assign(one);
        second.assign(first.moments());

        for (Adam adam : List.of(first, second)) {
            adam.load("w", Nd4j.createFromArray(1f, 1f));
            adam.step("w", 1, 0.1, 1);
        }

        assertThat(other).isEqualTo(one);
    }

    @Test
    void momentsOfAnotherModelAreRefused() {
        SafeTensors longer = adam(Nd4j.createFromArray(1f, 2f, 3f)).moments();

        assertThatThrownBy(() -> adam(Nd4j.createFromArray(1f, 2f)).assign(longer))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("expected 2 values of w.first, found 3; the optimizer state belongs to another model");
    }
}
