package org.otvae.op;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * One node of a SameDiff graph whose arithmetic is written in Java. A session that meets such a node asks {@link
 * #calculateOutputShape(OpContext)}, allocates the outputs and calls {@link #compute}; ND4J's native executioner must
 * never see it, for it knows no operation of that name.
 *
 * <p>SameDiff copies nodes by writing and reading their arguments, so a subclass keeps its settings only in integer and
 * floating point arguments ({@code addIArgument}, {@code addTArgument}), never in fields, has a public constructor
 * without parameters, and is listed in {@link JavaOps}.
 */
public abstract class JavaOp extends DynamicCustomOp {

    /** For SameDiff, which fills in the arguments afterwards. */
    protected JavaOp() {
    }

    /**
     * A node of {@code graph} that reads {@code inputs}.
     *
     * @param graph the graph that the node belongs to
     * @param inputs the node's inputs, in the order that {@link #compute} expects
     */
    protected JavaOp(SameDiff graph, SDVariable... inputs) {
        super(null, registered(graph), inputs);
    }

    /**
     * Computes the outputs.
     *
     * @param in the inputs, in the node's order; read only, of any layout
     * @param out the outputs, allocated as {@link #calculateOutputShape(OpContext)} says; contents undefined,
     *     overwritten
     */
    public abstract void compute(INDArray[] in, INDArray[] out);

    /** Gives back the native memory that the node keeps from call to call; it may compute again. By default it keeps none. */
    public void release() {
        // most nodes keep nothing
    }

    /** The shapes and types of the outputs, given the inputs; checks the inputs. By default one output like the first input. */
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        return List.of(shape(in[0].dataType(), in[0].shape()));
    }

    /** The node's name among operations, with the prefix {@code otvae_}. */
    @Override
    public abstract String opName();

    @Override
    public final List<LongShapeDescriptor> calculateOutputShape() {
        return outputShapes(inputArguments().toArray(new INDArray[0]));
    }

    @Override
    public final List<LongShapeDescriptor> calculateOutputShape(OpContext context) {
        return context == null ? calculateOutputShape()
                : outputShapes(context.getInputArrays().toArray(new INDArray[0]));
    }

    /** By default every output has the type of the first input. */
    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
        return Collections.nCopies(getNumOutputs(), inputTypes.get(0));
    }

    @Override
    public int getNumOutputs() {
        return 1;
    }

    @Override
    public final long opHash() {
        return 0x4F540000L ^ opName().hashCode();
    }

    @Override
    public final Op.Type opType() {
        return Op.Type.CUSTOM;
    }

    /** Empty: settings travel as arguments. */
    @Override
    public final Map<String, Object> propertiesForFunction() {
        return Collections.emptyMap();
    }

    @Override
    public final void setPropertiesForFunction(Map<String, Object> properties) {
        // Settings travel as arguments; the inherited method looks for fields.
    }

    @Override
    public final void configureFromArguments() {
        // Arguments are read when they are needed; there are no fields to fill.
    }

    /** A shape of one output. */
    static LongShapeDescriptor shape(DataType type, long... dimensions) {
        return LongShapeDescriptor.fromShape(dimensions, type);
    }

    /** Throws unless {@code array} has {@code rank} dimensions. */
    final void requireRank(INDArray array, int rank, String name, String expectedShape) {
        if (array.rank() != rank) {
            throw new IllegalArgumentException(opName() + ": " + name + " must have shape " + expectedShape + ", found "
                    + Arrays.toString(array.shape()) + "; reshape it first");
        }
    }

    /** Throws unless {@code found} equals {@code expected}. */
    final void requireSize(long expected, long found, String what) {
        if (expected != found) {
            throw new IllegalArgumentException(opName() + ": expected " + expected + " " + what + ", found " + found
                    + "; check the shapes of the inputs");
        }
    }

    /** The value of a scalar that must be positive and finite. */
    final double positive(INDArray scalar, String name) {
        double value = scalar.isScalar() ? scalar.getDouble(0) : Double.NaN;
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(opName() + ": " + name + " must be a scalar above 0, found " + scalar
                    + "; check its schedule");
        }
        return value;
    }

    /** The value of a scalar that must be at least 0 and finite. */
    final double notNegative(INDArray scalar, String name) {
        double value = scalar.isScalar() ? scalar.getDouble(0) : Double.NaN;
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(opName() + ": " + name + " must be a scalar of at least 0, found " + scalar
                    + "; check its schedule");
        }
        return value;
    }

    private static SameDiff registered(SameDiff graph) {
        JavaOps.register();
        return graph;
    }
}
