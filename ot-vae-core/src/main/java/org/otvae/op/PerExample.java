package org.otvae.op;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;

/**
 * A way of computing in which an example's result is the same, to the last bit, whatever examples are computed beside it.
 *
 * <p>All operations of an evaluation graph work element by element or row by row, but a BLAS may take another path for
 * another number of rows. Inside {@link #run} every matrix product is made of one product for each example, or of larger
 * ones only where {@link Stacking} has found that this BLAS gives them the same bits.
 */
public final class PerExample {

    private static final ThreadLocal<Integer> EXAMPLES = ThreadLocal.withInitial(() -> 0);

    private PerExample() {
    }

    /** Runs {@code work}, whose matrices have the rows of {@code examples} examples one after the other. */
    public static void run(int examples, Runnable work) {
        int before = EXAMPLES.get();
        EXAMPLES.set(examples);
        try {
            work.run();
        } finally {
            EXAMPLES.set(before);
        }
    }

    /** Whether the caller is inside {@link #run}. */
    static boolean active() {
        return EXAMPLES.get() > 0;
    }

    /** The number of products that a product with {@code rows} rows is made of; 1 outside {@link #run}. */
    static int parts(long rows) {
        int examples = EXAMPLES.get();
        return examples > 0 && rows % examples == 0 ? examples : 1;
    }

    /** Whether {@link #product} can stand in for an operation of ND4J's. */
    public static boolean serves(DynamicCustomOp op, INDArray[] inputs, INDArray[] outputs) {
        boolean product = op.opName().equals("matmul") && inputs.length == 2 && inputs[0].rank() == 2
                && inputs[1].rank() == 2 && inputs[0].dataType() == inputs[1].dataType();
        return product && active() && flag(op, 0) == 0 && flag(op, 2) == 0 && outputs[0].ordering() == 'c'
                && !outputs[0].isView();
    }

    /** {@code c = a b} or {@code a bᵀ}, as the operation says. */
    public static void product(DynamicCustomOp op, INDArray[] inputs, INDArray[] outputs) {
        INDArray a = RowMajor.source(inputs[0]);
        INDArray b = RowMajor.source(inputs[1]);
        Gemm.multiply(SquaredDistance.rowMajor(a), false, SquaredDistance.rowMajor(b), flag(op, 1) == 1,
                SquaredDistance.rowMajor(outputs[0]), false);
        java.lang.ref.Reference.reachabilityFence(a);
        java.lang.ref.Reference.reachabilityFence(b);
    }

    private static long flag(DynamicCustomOp op, int place) {
        return op.numIArguments() > place ? op.getIArgument(place) : 0;
    }
}
