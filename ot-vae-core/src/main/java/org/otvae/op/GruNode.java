package org.otvae.op;

import org.nd4j.autodiff.samediff.SDVariable;

/** What the layer and its gradient share: the room that they keep from call to call. */
abstract sealed class GruNode extends JavaOp permits Gru, GruGradient {
    GruKernel kernel;

    GruNode() {
    }

    GruNode(SDVariable... inputs) {
        super(inputs[0].getSameDiff(), inputs);
    }

    /** The room for a shape; that for another one goes. */
    final GruKernel kernel(GruShape shape) {
        if (kernel == null || !kernel.serves(shape)) {
            release();
            kernel = new GruKernel(shape);
        }
        return kernel;
    }

    @Override
    public final void release() {
        if (kernel != null) {
            kernel.close();
            kernel = null;
        }
    }
}
