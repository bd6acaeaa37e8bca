package org.otvae.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.data.MalformedDataException;
import org.otvae.data.SafeTensors;
import org.otvae.data.Tensor;
import org.otvae.op.HostArray;

/**
 * Adam with bias correction [kingma2015adam] Algorithm 1, with β1 = 0.9, β2 = 0.999 and a floor of 1e-8 under the root, as
 * PyTorch has them. All parameters of a model are a few hundred thousand numbers, so plain loops beat an operation each.
 */
final class Adam {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final double FLOOR = 1e-8;

    /** One parameter with the running first and second moments of its gradient. */
    private record Slot(INDArray parameter, float[] values, float[] gradient, float[] first, float[] second) {
    }

    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /** An optimizer of these parameters, moments at zero. */
    Adam(Map<String, INDArray> parameters, List<String> names) {
        for (String name : names) {
            INDArray parameter = parameters.get(name);
            int length = Math.toIntExact(parameter.length());
            slots.put(name, new Slot(parameter, new float[length], new float[length], new float[length], new float[length]));
        }
    }

    /** Takes over a gradient, to be used by the next {@link #step}; returns the sum of its squares. */
    double load(String name, INDArray gradient) {
        Slot slot = slots.get(name);
        HostArray.toRead(gradient).read(0, slot.gradient(), slot.gradient().length);
        double squares = 0;
        for (float slope : slot.gradient()) {
            squares += (double) slope * slope;
        }
        return squares;
    }

    /**
     * Moves one parameter in place against its loaded gradient.
     *
     * @param scale        multiplies the gradient first; 1 unless gradients are clipped
     * @param learningRate of this step
     * @param step         steps taken before this one
     */
    void step(String name, double scale, double learningRate, long step) {
        Slot slot = slots.get(name);
        double correction1 = 1 - Math.pow(BETA1, step + 1);
        double correction2 = Math.sqrt(1 - Math.pow(BETA2, step + 1));
        float rate = (float) (learningRate * correction2 / correction1);
        float floor = (float) (FLOOR * correction2); // PyTorch adds its floor after the correction
        int length = slot.values().length;
        HostArray.toRead(slot.parameter()).read(0, slot.values(), length);
        move(slot, (float) scale, rate, floor, length);
        HostArray target = HostArray.toWrite(slot.parameter());
        target.write(0, slot.values(), length);
        target.done();
    }

    private static void move(Slot slot, float scale, float rate, float floor, int length) {
        float[] values = slot.values();
        float[] gradient = slot.gradient();
        float[] first = slot.first();
        float[] second = slot.second();
        for (int i = 0; i < length; i++) {
            float slope = gradient[i] * scale;
            float m = BETA1 * first[i] + (1 - BETA1) * slope;
            float v = BETA2 * second[i] + (1 - BETA2) * slope * slope;
            first[i] = m;
            second[i] = v;
            values[i] -= rate * m / ((float) Math.sqrt(v) + floor);
        }
    }

    /** Copies of the moments. */
    SafeTensors moments() {
        Map<String, Tensor> tensors = new TreeMap<>();
        slots.forEach((name, slot) -> {
            tensors.put(name + ".first", Tensor.of(slot.first().clone(), slot.parameter().shape()));
            tensors.put(name + ".second", Tensor.of(slot.second().clone(), slot.parameter().shape()));
        });
        return SafeTensors.of(tensors);
    }

    /**
     * Overwrites the moments.
     *
     * @throws MalformedDataException if one is missing or of another size
     */
    void assign(SafeTensors moments) {
        slots.forEach((name, slot) -> {
            copy(name + ".first", moments, slot.first());
            copy(name + ".second", moments, slot.second());
        });
    }

    private static void copy(String name, SafeTensors moments, float[] target) {
        float[] source = moments.get(name).floats();
        if (source.length != target.length) {
            throw new MalformedDataException("expected " + target.length + " values of " + name + ", found " + source.length
                    + "; the optimizer state belongs to another model");
        }
        System.arraycopy(source, 0, target, 0, target.length);
    }
}
