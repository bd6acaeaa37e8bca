package org.otvae.graph;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.op.JavaOp;
import org.otvae.op.JavaOps;

/**
 * Runs a {@link Graph}: forward, or forward and backward from a loss. The only class that knows how ND4J executes.
 *
 * <p>For each new combination of input shapes the operations are bound to arrays once ({@link Program}); later runs with
 * these shapes reuse them. A session belongs to one thread at a time. {@link #close} gives its native memory back at
 * once.
 */
public final class Session implements AutoCloseable {

    private final Graph graph;
    private final SameDiff sameDiff;
    private final List<String> outputs;
    private final Map<String, String> gradients = new LinkedHashMap<>();
    private final Map<String, Program> programs = new HashMap<>();
    private final Map<String, Map<String, INDArray>> fed = new HashMap<>();
    private Program current;
    private boolean closed;

    private Session(Graph graph, SameDiff sameDiff, List<String> outputs) {
        this.graph = graph.whole();
        this.sameDiff = sameDiff;
        this.outputs = new ArrayList<>(outputs);
    }

    /** A session that computes {@code outputs}. */
    public static Session forward(Graph graph, List<String> outputs) {
        JavaOps.register();
        return new Session(graph, graph.sameDiff(), outputs);
    }

    /**
     * A session that computes {@code outputs} and the gradient of {@code loss}, a scalar, in every parameter that it depends
     * on and in {@code others}, names of further floating inputs.
     */
    public static Session withGradients(Graph graph, String loss, List<String> outputs, String... others) {
        JavaOps.register();
        graph.sameDiff().setLossVariables(loss);
        quietly(() -> graph.sameDiff().createGradFunction(others));
        SameDiff gradient = graph.sameDiff().getFunction("grad");
        List<String> wanted = new ArrayList<>(outputs);
        wanted.add(loss);
        Session session = new Session(graph, gradient, wanted.stream().distinct().toList());
        List<String> names = new ArrayList<>(graph.whole().weights().parameters().keySet());
        names.addAll(Arrays.asList(others));
        for (String name : names) {
            SDVariable variable = gradient.getVariable(name);
            SDVariable slope = variable == null ? null : gradient.getGradForVariable(name);
            if (slope != null) {
                session.gradients.put(name, slope.name());
                session.outputs.add(slope.name());
            }
        }
        return session;
    }

    /**
     * Computes. Values are copied in; results are read by {@link #value} and {@link #gradient} until the next run.
     *
     * @param inputs arrays for the graph's inputs, by name; states and parameters come from the graph's weights
     */
    public void run(Map<String, INDArray> inputs) {
        if (closed) {
            throw new IllegalStateException("this session is closed; make a new one");
        }
        String key = key(inputs);
        Program known = programs.get(key);
        if (known != null) {
            fed.get(key).forEach((name, array) -> array.assign(inputs.get(name)));
            known.run();
            current = known;
            return;
        }
        Map<String, INDArray> own = new HashMap<>();
        inputs.forEach((name, array) -> own.put(name, array.dup('c')));
        Map<String, INDArray> values = new HashMap<>(own);
        for (SDVariable variable : sameDiff.variables()) {
            VariableType type = variable.getVariableType();
            String name = variable.name();
            if ((type == VariableType.VARIABLE || type == VariableType.PLACEHOLDER) && !values.containsKey(name)
                    && (graph.weights().parameters().containsKey(name) || graph.weights().states().containsKey(name))) {
                values.put(name, graph.weights().named(name));
            }
        }
        current = new Program(sameDiff, outputs, values);
        programs.put(key, current);
        fed.put(key, own);
    }

    /** The value of an output in the last run; the next run overwrites the array. */
    public INDArray value(String name) {
        return program().value(name);
    }

    /** A scalar output of the last run. */
    public double scalar(String name) {
        return value(name).getDouble(0);
    }

    /** The gradient of the loss in a parameter or input in the last run, in its shape; the next run overwrites the array. */
    public INDArray gradient(String name) {
        String slope = gradients.get(name);
        if (slope == null) {
            throw new IllegalArgumentException("the loss does not depend on " + name + "; it depends on "
                    + gradients.keySet());
        }
        return program().value(slope);
    }

    /** The parameters and inputs that the loss depends on. */
    public List<String> differentiated() {
        return List.copyOf(gradients.keySet());
    }

    /** The first node, in order of execution, that holds NaN or an infinity when the last run is repeated; null if none. */
    public String firstNonFinite() {
        return program().firstNonFinite();
    }

    /** Repeats the last run {@code times} times and returns the milliseconds that each kind of operation took in one run. */
    public Map<String, Double> profile(int times) {
        Map<String, Long> nanos = new HashMap<>();
        for (int i = 0; i < times; i++) {
            program().profile(nanos);
        }
        Map<String, Double> milliseconds = new LinkedHashMap<>();
        nanos.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> milliseconds.put(entry.getKey(), entry.getValue() / 1e6 / times));
        return milliseconds;
    }

    /**
     * Gives back the memory of inputs and results and what operations keep from run to run; the session and arrays that it
     * gave must not be used any more.
     */
    @Override
    public void close() {
        closed = true;
        for (SameDiffOp node : sameDiff.getOps().values()) {
            if (node.getOp() instanceof JavaOp op) {
                op.release();
            }
        }
        programs.values().forEach(Program::close);
        fed.values().forEach(arrays -> arrays.values().forEach(INDArray::close));
        programs.clear();
        fed.clear();
        current = null;
    }

    private Program program() {
        if (current == null) {
            throw new IllegalStateException("run the session before reading its values");
        }
        return current;
    }

    private static String key(Map<String, INDArray> inputs) {
        StringBuilder key = new StringBuilder();
        inputs.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(entry -> key.append(entry.getKey()).append(Arrays.toString(entry.getValue().shape())));
        return key.toString();
    }

    /** SameDiff prints to standard output while it differentiates; standard output belongs to users and machines. */
    private static synchronized void quietly(Runnable action) { // one at a time, or one would put the other's silence back
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        try {
            action.run();
        } finally {
            System.setOut(out);
        }
    }

    /** A scalar array for {@link #run}. */
    public static INDArray scalarInput(Graph graph, double value) {
        return Nd4j.scalar(graph.dataType(), value);
    }
}
