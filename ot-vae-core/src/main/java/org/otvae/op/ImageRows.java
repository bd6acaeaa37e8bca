package org.otvae.op;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Ranges of images of one array as matrices for {@link Gemm}, kept from call to call because making such a view takes
 * longer than a small product.
 */
final class ImageRows {
    private INDArray array;
    private INDArray[] views = {};

    /**
     * Turns to {@code array}; forgets the views unless it is the array of the last call, with images the same as then.
     */
    void of(INDArray array) {
        if (array != this.array) {
            this.array = array;
            views = new INDArray[(int) array.size(0)];
        }
    }

    /** Forgets all. */
    void clear() {
        array = null;
    }

    /**
     * Images {@code from} to {@code to - 1}, cut into rows of {@code columns}. Different threads may ask for different
     * images at once.
     */
    INDArray get(int from, int to, int columns) {
        INDArray view = views[from];
        if (view == null) {
            long image = array.length() / array.size(0);
            view = Gemm.matrix(array, from * image, (to - from) * image / columns, columns);
            views[from] = view;
        }
        return view;
    }
}
