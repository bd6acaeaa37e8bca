package org.otvae.op;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.config.ExecutionResult;
import org.nd4j.autodiff.samediff.config.SDValue;
import org.nd4j.autodiff.samediff.internal.FrameIter;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * The smallest session that runs graphs with {@link JavaOp} nodes, for the tests of this package: ND4J's own, but for
 * those nodes.
 */
public final class OpSession extends InferenceSession {
    private OpSession(SameDiff graph) {
        super(graph);
    }

    /** The value of one node. */
    public static INDArray value(SDVariable node, Map<String, INDArray> placeholders) {
        return run(node.getSameDiff(), List.of(node.name()), placeholders).get(node.name());
    }

    /** The gradients of a loss to variables, by the variables' names. */
    public static Map<String,
            INDArray> gradients(SDVariable loss, Map<String, INDArray> placeholders, String... variables) {
        SameDiff graph = loss.getSameDiff();
        graph.setLossVariables(loss.name());
        graph.createGradFunction(variables);
        Map<String, String> names = new HashMap<>();
        for (String variable : variables) {
            names.put(variable, graph.getGradForVariable(variable).name());
        }
        Map<String, INDArray> values = run(graph.getFunction("grad"), List.copyOf(names.values()), placeholders);
        Map<String, INDArray> gradients = new HashMap<>();
        Arrays.stream(variables).forEach(variable -> gradients.put(variable, values.get(names.get(variable))));
        return gradients;
    }

    private static Map<String, INDArray> run(SameDiff graph, List<String> names, Map<String, INDArray> placeholders) {
        return new OpSession(graph)
                .output(names, placeholders, null, List.of(), List.of(), At.defaultAt(Operation.INFERENCE));
    }

    @Override
    public ExecutionResult doExec(DifferentialFunction op, OpContext context, FrameIter frame, Set<VarId> inputs,
            Set<VarId> iterations,
            Set<String> constants, Map<String, SDValue> placeholders) {
        if (op instanceof JavaOp java) {
            java.compute(context.getInputArrays().toArray(new INDArray[0]), context.getOutputArrays()
                    .toArray(new INDArray[0]));
            return ExecutionResult.createFrom(java, context);
        }
        return super.doExec(op, context, frame, inputs, iterations, constants, placeholders);
    }
}
