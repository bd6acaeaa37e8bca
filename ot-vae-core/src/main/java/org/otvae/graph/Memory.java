package org.otvae.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays for the results of operations; what is given back is handed out again to results of the same size and type. */
final class Memory {

    private final Map<String, List<INDArray>> free = new HashMap<>();

    /** An array of this shape; its content is undefined. */
    INDArray allocate(LongShapeDescriptor shape) {
        if (shape.getOrder() == 'c' && !shape.isEmpty()) {
            List<INDArray> fitting = free.get(key(shape.dataType(), ArrayUtil.prodLong(shape.getShape())));
            if (fitting != null && !fitting.isEmpty()) {
                return whole(fitting.remove(fitting.size() - 1), shape.getShape());
            }
        }
        return Nd4j.create(shape, true);
    }

    /**
     * The memory of {@code array}, which is no view, in another shape; what ND4J's own {@code reshape} gives counts as a view
     * and could be neither lent nor reshaped again without a copy.
     */
    static INDArray whole(INDArray array, long[] shape) {
        return Nd4j.create(array.data(), shape, Nd4j.getStrides(shape, 'c'), array.offset(), 'c');
    }

    /** Takes an array back that nobody reads any more; false if it is not fit to be used again. */
    boolean release(INDArray array) {
        if (array.ordering() != 'c' || array.isView()) {
            return false;
        }
        return free.computeIfAbsent(key(array.dataType(), array.length()), k -> new ArrayList<>()).add(array);
    }

    private static String key(DataType type, long length) {
        return type + ":" + length;
    }
}
