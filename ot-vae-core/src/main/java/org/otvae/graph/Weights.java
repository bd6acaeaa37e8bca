package org.otvae.graph;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.data.MalformedDataException;
import org.otvae.data.SafeTensors;
import org.otvae.data.Tensor;
import org.otvae.provenance.Seed;

/**
 * The values of a model by name: parameters, which the optimizer changes, and states, which training changes in other ways
 * (running statistics, moving averages, dual potentials).
 *
 * <p>Several graphs built over the same weights share the arrays, so a step of the training graph is seen by the evaluation
 * graph at once. Arrays are changed in place and never replaced.
 */
public final class Weights {

    private final Map<String, INDArray> parameters; // of all scopes, by their whole names
    private final Map<String, INDArray> states;
    private final Seed seed;
    private final DataType dataType;
    private final String prefix;

    /** Weights that do not exist yet; they are drawn from {@code seed} as graphs ask for them. */
    public Weights(Seed seed, DataType dataType) {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), seed, dataType, "");
    }

    private Weights(Map<String, INDArray> parameters, Map<String, INDArray> states, Seed seed, DataType dataType,
            String prefix) {
        this.parameters = parameters;
        this.states = states;
        this.seed = seed;
        this.dataType = dataType;
        this.prefix = prefix;
    }

    /** A view of the weights whose names begin with {@code scope/}, which knows them by the rest of their names. */
    public Weights scoped(String scope) {
        return new Weights(parameters, states, seed, dataType, prefix + scope + Graph.SCOPE);
    }

    /** The parameters by name, in the order of their creation. The map cannot be changed, the arrays can. */
    public Map<String, INDArray> parameters() {
        return inScope(parameters);
    }

    /** The states by name, in the order of their creation. The map cannot be changed, the arrays can. */
    public Map<String, INDArray> states() {
        return inScope(states);
    }

    private Map<String, INDArray> inScope(Map<String, INDArray> all) {
        if (prefix.isEmpty()) {
            return Collections.unmodifiableMap(all);
        }
        Map<String, INDArray> own = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return Collections.unmodifiableMap(own);
    }

    /** The floating type of all arrays. */
    public DataType dataType() {
        return dataType;
    }

    /** A state that must exist. */
    public INDArray state(String name) {
        INDArray state = states.get(prefix + name);
        if (state == null) {
            throw new IllegalStateException("no state named " + prefix + name + "; there are " + states.keySet());
        }
        return state;
    }

    /** A parameter or state that must exist. */
    public INDArray named(String name) {
        INDArray parameter = parameters.get(prefix + name);
        return parameter != null ? parameter : state(name);
    }

    /** Copies of all arrays as tensors, {@code F32}, by name. */
    public SafeTensors tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        parameters().forEach((name, value) -> tensors.put(name, tensor(value)));
        states().forEach((name, value) -> tensors.put(name, tensor(value)));
        return SafeTensors.of(tensors);
    }

    /**
     * Overwrites all arrays with those of a file. The file may hold more: states that only training needs.
     *
     * @throws MalformedDataException if one is missing or of another shape
     */
    public void assign(SafeTensors tensors) {
        Map<String, INDArray> all = new LinkedHashMap<>(parameters());
        all.putAll(states());
        TreeSet<String> missing = new TreeSet<>(all.keySet());
        missing.removeAll(tensors.tensors().keySet());
        if (!missing.isEmpty()) {
            throw new MalformedDataException("expected weights named " + missing + " too, found "
                    + tensors.tensors().size() + " others; the weights belong to another model");
        }
        all.forEach((name, value) -> assign(name, value, tensors.get(name)));
    }

    /** Copies a tensor into an array of the same shape. */
    public static void assign(String name, INDArray target, Tensor tensor) {
        if (!Arrays.equals(target.shape(), tensor.shape())) {
            throw new MalformedDataException("expected " + name + " of shape " + Arrays.toString(target.shape()) + ", found "
                    + Arrays.toString(tensor.shape()) + "; the weights belong to another model");
        }
        target.assign(Nd4j.createFromArray(tensor.floats()).castTo(target.dataType()).reshape(target.shape()));
    }

    /** A copy of an array as a tensor. */
    public static Tensor tensor(INDArray array) {
        INDArray rowMajor = array.dup('c');
        float[] values = rowMajor.data().asFloat();
        rowMajor.close(); // native memory, which the garbage collector would free late
        return Tensor.of(values, array.shape());
    }

    INDArray parameter(String name, Init init, long... shape) {
        return existingOrDrawn(parameters, states, prefix + name, init, shape);
    }

    INDArray state(String name, Init init, long... shape) {
        return existingOrDrawn(states, parameters, prefix + name, init, shape);
    }

    private INDArray existingOrDrawn(Map<String, INDArray> here, Map<String, INDArray> elsewhere, String name, Init init,
            long... shape) {
        if (elsewhere.containsKey(name)) {
            throw new IllegalStateException(name + " is a parameter in one graph and a state in another; give it one role");
        }
        INDArray existing = here.get(name);
        if (existing == null) {
            double length = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
            if (length > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(name + " would have " + String.format(java.util.Locale.ROOT, "%.0f", length)
                        + " values, shape " + Arrays.toString(shape) + "; make the model smaller");
            }
            existing = Nd4j.createFromArray(init.draw((int) length, seed.derive(name).random())).castTo(dataType).reshape(shape);
            here.put(name, existing);
        } else if (!Arrays.equals(existing.shape(), shape)) {
            throw new IllegalStateException(name + " has shape " + Arrays.toString(existing.shape())
                    + " but a graph asks for " + Arrays.toString(shape));
        }
        return existing;
    }
}
