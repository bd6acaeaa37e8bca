package org.otvae.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.DoubleSupplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.graph.Session;

/** Compares gradients with central differences, in double precision. */
public final class GradientCheck {
    /**
     * Relative error allowed; central differences of step 1e-5 in double are good to about 1e-9 for functions of order
     * 1.
     */
    public static final double TOLERANCE = 1e-6;
    private static final double STEP = 1e-5;

    private GradientCheck() {
    }

    /**
     * The largest difference between {@code gradient} and central differences of {@code loss}, relative to the larger
     * of 1 and the largest difference quotient.
     *
     * @param parameter the array that the loss depends on, type DOUBLE; its elements are changed one after the other
     *     and restored
     * @param gradient the gradient to check, of the shape of {@code parameter}
     * @param loss evaluates the loss at the present values
     */
    public static double worstError(INDArray parameter, INDArray gradient, DoubleSupplier loss) {
        assertThat(parameter.dataType()).as("type of a checked parameter").isEqualTo(DataType.DOUBLE);
        assertThat(gradient.shape()).as("shape of the gradient").isEqualTo(parameter.shape());
        INDArray flat = parameter.reshape(-1);
        INDArray flatGradient = gradient.dup('c').reshape(-1);
        double worst = 0;
        double scale = 1;
        for (long i = 0; i < flat.length(); i++) {
            double value = flat.getDouble(i);
            flat.putScalar(i, value + STEP);
            double above = loss.getAsDouble();
            flat.putScalar(i, value - STEP);
            double below = loss.getAsDouble();
            flat.putScalar(i, value);
            double quotient = (above - below) / (2 * STEP);
            worst = Math.max(worst, Math.abs(quotient - flatGradient.getDouble(i)));
            scale = Math.max(scale, Math.abs(quotient));
        }
        return worst / scale;
    }

    /**
     * The same for a parameter of a whole model, whose gradient a run of its session gives.
     *
     * @param session with gradients of {@code loss}
     * @param inputs of its runs
     * @param parameters of the model, by name
     * @param name of the one to check
     * @param loss name of the loss, a scalar
     */
    public static double worstError(Session session, Map<String, INDArray> inputs, Map<String, INDArray> parameters,
            String name, String loss) {
        session.run(inputs);
        INDArray gradient = session.gradient(name).dup('c');
        return worstError(parameters.get(name), gradient, () -> {
            session.run(inputs);
            return session.scalar(loss);
        });
    }

    /** Checks the graph's gradients of {@code loss} to {@code variables}, all of type DOUBLE, every element of them. */
    public static void check(SDVariable loss, Map<String, INDArray> placeholders, String... variables) {
        Map<String, INDArray> gradients = OpSession.gradients(loss, placeholders, variables);
        for (String variable : variables) {
            INDArray parameter = loss.getSameDiff().getVariable(variable).getArr();

            double worst = worstError(parameter, gradients.get(variable), () -> OpSession.value(loss, placeholders)
                    .getDouble(0));

            assertThat(worst).as("relative error of the gradient to " + variable).isLessThan(TOLERANCE);
        }
    }
}
