package org.otvae.graph;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph made ready for one set of input shapes: the needed operations in a fixed order, each bound once to the
 * arrays it reads and writes ({@link Binding}). Running it again allocates nothing and looks nothing up.
 *
 * <p>ND4J's own sessions infer shapes, allocate and track dependencies at every run, and hand operations written in Java
 * to native code, which kills the JVM; this class exists for both reasons.
 */
final class Program {

    /** One operation bound to its arrays. */
    record Instruction(String node, String kind, Runnable work, INDArray[] outputs) {
    }

    private final List<Instruction> instructions;
    private final Map<String, INDArray> values;

    /**
     * Binds and runs the graph once.
     *
     * @param sameDiff the graph, or its gradient function
     * @param outputs  the names of the nodes whose values are wanted after each run
     * @param values   arrays by name for every placeholder and variable that is needed; they are read at each run
     */
    Program(SameDiff sameDiff, List<String> outputs, Map<String, INDArray> values) {
        Binding binding = new Binding(sameDiff, outputs, values);
        this.instructions = binding.bindAndRun();
        this.values = binding.values();
    }

    /** Runs all operations again on the present content of the arrays that were given. */
    void run() {
        for (Instruction instruction : instructions) {
            instruction.work().run();
        }
    }

    /** Runs all operations and adds the nanoseconds that each kind took to {@code profile}. */
    void profile(Map<String, Long> profile) {
        for (Instruction instruction : instructions) {
            long start = System.nanoTime();
            instruction.work().run();
            profile.merge(instruction.kind(), System.nanoTime() - start, Long::sum);
        }
    }

    /** The array that holds a wanted node's value; the next run overwrites it. */
    INDArray value(String name) {
        INDArray value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("node " + name + " is not among this program's outputs");
        }
        return value;
    }

    /** Gives back the memory of all results; the program must not be used any more. */
    void close() {
        for (Instruction instruction : instructions) {
            for (INDArray output : instruction.outputs()) {
                if (output.closeable() && !output.wasClosed()) { // results lend their memory to later ones
                    output.close();
                }
            }
        }
    }

    /** The first node, in order of execution, one of whose outputs holds NaN or an infinity; null if there is none. */
    String firstNonFinite() {
        for (Instruction instruction : instructions) {
            instruction.work().run();
            for (INDArray output : instruction.outputs()) {
                if (output.dataType().isFPType() && !Double.isFinite(output.sumNumber().doubleValue())) {
                    return instruction.node();
                }
            }
        }
        return null;
    }
}
