package org.otvae.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.op.Addition;
import org.otvae.op.JavaOp;
import org.otvae.op.PerExample;
import org.otvae.op.RowExtremum;
import org.otvae.op.Transposition;

/**
 * The making of a {@link Program}: which operations, in which order, on which arrays.
 *
 * <p>An array whose last reader has run lends its memory to later operations of the same size ({@link Memory}). Nodes that
 * only pass a value on share its memory and are not run at all.
 */
final class Binding {

    private final SameDiff sameDiff;
    private final Map<String, INDArray> values;
    private final Set<String> kept;
    private final List<String> order;
    private final Map<String, Integer> lastReader = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Set<String> zeros = new HashSet<>();
    private final Memory memory = new Memory();

    Binding(SameDiff sameDiff, List<String> outputs, Map<String, INDArray> values) {
        this.sameDiff = sameDiff;
        this.kept = new HashSet<>(outputs);
        this.values = new HashMap<>(values);
        this.order = order(outputs);
    }

    /** The arrays of the wanted nodes, by name, among others. */
    Map<String, INDArray> values() {
        return values;
    }

    /** Binds each operation and runs it, because later shapes may depend on its result. */
    List<Program.Instruction> bindAndRun() {
        for (int i = 0; i < order.size(); i++) {
            for (String input : inputsOf(order.get(i))) {
                lastReader.put(input, i);
            }
        }
        List<Program.Instruction> instructions = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Program.Instruction instruction = bind(order.get(i));
            if (instruction != null) {
                instructions.add(instruction);
                instruction.work().run();
            }
            release(order.get(i), i);
        }
        return instructions;
    }

    /** The operations that the outputs need, each after those it reads from; without recursion, gradient graphs are deep. */
    private List<String> order(List<String> outputs) {
        Set<String> done = new LinkedHashSet<>();
        Set<String> open = new HashSet<>();
        List<String> stack = new ArrayList<>();
        for (String output : outputs) {
            push(output, done, stack);
            while (!stack.isEmpty()) {
                String op = stack.get(stack.size() - 1);
                if (done.contains(op) || !open.add(op)) {
                    done.add(op);
                    stack.remove(stack.size() - 1);
                } else {
                    for (String input : inputsOf(op)) {
                        push(input, done, stack);
                    }
                }
            }
        }
        return new ArrayList<>(done);
    }

    private void push(String variable, Set<String> done, List<String> stack) {
        String producer = sameDiff.getVariables().get(variable).getOutputOfOp();
        if (producer != null && !done.contains(producer)) {
            stack.add(producer);
        }
    }

    private String[] inputsOf(String op) {
        String[] names = sameDiff.getOps().get(op).getOp().argNames();
        return names == null ? new String[0] : names;
    }

    private INDArray valueOf(String name) {
        INDArray value = values.get(name);
        if (value == null) {
            boolean constant = sameDiff.getVariable(name).isConstant() || "one-var".equals(name); // SameDiff's dL/dL
            value = constant ? sameDiff.getArrForVarName(name) : null;
            if (value == null) {
                throw new IllegalStateException("no value for " + name + " ("
                        + sameDiff.getVariable(name).getVariableType() + ")");
            }
            values.put(name, value);
        }
        return value;
    }

    /** The node whose memory holds this node's value. */
    private String resolve(String name) {
        return aliases.getOrDefault(name, name);
    }

    /** Null if the operation needs no work at run time. */
    private Program.Instruction bind(String node) {
        DifferentialFunction op = sameDiff.getOps().get(node).getOp();
        String[] inputNames = inputsOf(node);
        String[] outputNames = op.outputVariablesNames();
        INDArray[] inputs = new INDArray[inputNames.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = valueOf(inputNames[i]);
        }
        OpContext context = Nd4j.getExecutioner().buildContext();
        if (needsNoWork(op, context, inputNames, inputs, outputNames)) {
            return null;
        }
        INDArray[] outputs = op instanceof DynamicCustomOp custom ? bindCustom(custom, context, inputs, outputNames)
                : bindLegacy((Op) op, context, inputs);
        for (int i = 0; i < outputs.length; i++) {
            values.put(outputNames[i], outputs[i]);
        }
        return new Program.Instruction(node, op.opName(), work(op, context, inputs, outputs), outputs);
    }

    private static Runnable work(DifferentialFunction op, OpContext context, INDArray[] inputs, INDArray[] outputs) {
        if (op instanceof JavaOp javaOp) {
            return () -> javaOp.compute(inputs, outputs);
        }
        if (op.opName().equals("add") && inputs.length == 2 && outputs[0].dataType() == DataType.FLOAT
                && inputs[0].equalShapes(inputs[1]) && inputs[0].dataType() == inputs[1].dataType()) {
            return () -> Addition.compute(inputs[0], inputs[1], outputs[0]);
        }
        return op instanceof DynamicCustomOp custom ? custom(custom, context, inputs, outputs)
                : legacy((Op) op, context, inputs, outputs);
    }

    private static Runnable custom(DynamicCustomOp op, OpContext context, INDArray[] inputs, INDArray[] outputs) {
        if (PerExample.serves(op, inputs, outputs)) {
            return () -> PerExample.product(op, inputs, outputs);
        }
        if (RowExtremum.serves(op, inputs, outputs)) {
            return () -> RowExtremum.compute(op, inputs[0], outputs[0]);
        }
        Transposition transposition = Transposition.of(op, inputs);
        return transposition == null ? () -> Nd4j.exec(op, context)
                : () -> transposition.compute(inputs[0], outputs[0]);
    }

    private static Runnable legacy(Op legacy, OpContext context, INDArray[] inputs, INDArray[] outputs) {
        if (legacy instanceof BaseReduceOp || legacy instanceof ScalarOp) {
            return () -> {
                synchronized (legacy) { // all programs of a graph share it, and it holds what it works on
                    hold(legacy, inputs, outputs);
                    Nd4j.exec(legacy, context);
                }
            };
        }
        return () -> Nd4j.exec(legacy, context);
    }

    /**
     * Tells an operation the arrays that ND4J takes from it instead of the context: a reduction over dimensions of length 1
     * copies what the operation itself holds, and a scalar operation knows its scalar.
     */
    private static void hold(Op op, INDArray[] inputs, INDArray[] outputs) {
        if (op instanceof BaseReduceOp) {
            op.setX(inputs[0]);
            op.setZ(outputs[0]);
        } else if (op instanceof ScalarOp scalar && inputs.length == 2) {
            scalar.setScalar(inputs[1]);
        }
    }

    /** Nodes whose value is another's, or the same in every run, cost nothing at run time. */
    private boolean needsNoWork(DifferentialFunction op, OpContext context, String[] inputNames, INDArray[] inputs,
            String[] outputs) {
        String output = outputs[0];
        switch (op.opName()) {
            case "identity", "stop_gradient" -> alias(output, inputNames[0], inputs[0]);
            case "reshape" -> {
                if (inputs[0].ordering() != 'c' || inputs[0].isView()) {
                    return false;
                }
                context.setArgs(inputs, ((DynamicCustomOp) op).iArgs(), null, null, null);
                long[] shape = ((DynamicCustomOp) op).calculateOutputShape(context).get(0).getShape();
                alias(output, inputNames[0], Memory.whole(inputs[0], shape));
            }
            case "shape_of" -> {
                DataType type = sameDiff.getVariable(output).dataType();
                values.put(output, Nd4j.createFromArray(inputs[0].shape()).castTo(type));
                kept.add(output);
            }
            case "zeroslike", "zeros_as" -> {
                values.put(output, Nd4j.zeros(inputs[0].dataType(), inputs[0].shape()));
                zeros.add(output);
                kept.add(output);
            }
            case "add" -> {
                boolean sameShape = inputs.length == 2 && inputs[0].equalShapes(inputs[1]);
                if (sameShape && zeros.contains(resolve(inputNames[1]))) {
                    alias(output, inputNames[0], inputs[0]);
                } else if (sameShape && zeros.contains(resolve(inputNames[0]))) {
                    alias(output, inputNames[1], inputs[1]);
                } else {
                    return false;
                }
            }
            case "add_bp" -> {
                if (!inputs[0].equalShapes(inputs[2]) || !inputs[1].equalShapes(inputs[2])) {
                    return false;
                }
                alias(outputs[0], inputNames[2], inputs[2]);
                alias(outputs[1], inputNames[2], inputs[2]);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** {@code output} is the memory of {@code target}; whoever reads the one reads the other. */
    private void alias(String output, String target, INDArray same) {
        String root = resolve(target);
        aliases.put(output, root);
        values.put(output, same);
        lastReader.merge(root, lastReader.getOrDefault(output, -1), Math::max);
        if (kept.contains(output)) {
            kept.add(root);
        }
    }

    private INDArray[] bindCustom(DynamicCustomOp op, OpContext context, INDArray[] inputs, String[] outputNames) {
        context.setArgs(inputs, op.iArgs(), op.dArgs(), op.tArgs(), op.bArgs());
        List<LongShapeDescriptor> shapes = op.calculateOutputShape(context);
        if (shapes.size() != outputNames.length) {
            throw new IllegalStateException(op.opName() + " has " + outputNames.length + " outputs but computes shapes for "
                    + shapes.size());
        }
        INDArray[] outputs = new INDArray[shapes.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = memory.allocate(shapes.get(i).asDataType(sameDiff.getVariable(outputNames[i]).dataType()));
            context.setOutputArray(i, outputs[i]);
        }
        return outputs;
    }

    private INDArray[] bindLegacy(Op op, OpContext context, INDArray[] inputs) {
        boolean axisArgument = false;
        if (op instanceof ReduceOp reduce && reduce.getOpType() != Op.Type.REDUCE3 && inputs.length == 2) {
            ((DifferentialFunction) op).setDimensions(Shape.normalizeAxis(inputs[0].rank(), inputs[1].toIntVector()));
            ((BaseReduceOp) op).setEmptyReduce(false);
            axisArgument = true;
        } else if (op instanceof ScalarOp scalar && inputs.length == 2) {
            scalar.setScalar(inputs[1]);
        }
        context.setInputArray(0, inputs[0]);
        if (inputs.length == 2 && !axisArgument) {
            context.setInputArray(1, inputs[1]);
        }
        INDArray output = memory.allocate(((BaseOp) op).calculateOutputShape(context).get(0));
        context.setOutputArray(0, output);
        return new INDArray[] {output};
    }

    private void release(String node, int position) {
        for (String input : inputsOf(node)) {
            String root = resolve(input);
            boolean produced = sameDiff.getVariables().get(root).getOutputOfOp() != null;
            if (produced && lastReader.getOrDefault(root, -1) == position) {
                release(root);
            }
        }
        for (String output : sameDiff.getOps().get(node).getOp().outputVariablesNames()) {
            if (!aliases.containsKey(output) && !lastReader.containsKey(output)) {
                release(output); // nobody reads it
            }
        }
    }

    private void release(String name) {
        INDArray array = values.get(name);
        if (!kept.contains(name) && array != null && memory.release(array)) {
            values.remove(name);
        }
    }
}
