package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The evaluation form of {@link BatchNorm}: x, gamma, beta, mean and variance to y. No gradient flows to mean and
 * variance.
 */
public final class BatchNormFixed extends JavaOp {
    /** For SameDiff. */
    public BatchNormFixed() {
    }

    BatchNormFixed(SDVariable x, SDVariable gamma, SDVariable beta, SDVariable mean, SDVariable variance, boolean relu,
            double floor) {
        super(x.getSameDiff(), x, gamma, beta, mean, variance);
        addIArgument(relu ? 1 : 0);
        addTArgument(floor);
    }

    @Override
    public String opName() {
        return BatchNorm.NAME + "_fixed";
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        ChannelLayout layout = ChannelLayout.of(in[0], opName());
        String[] names = {"gamma", "beta", "mean", "variance"};
        for (int i = 0; i < names.length; i++) {
            requireSize(layout.channels(), in[i + 1].length(), "values of " + names[i]);
        }
        return List.of(shape(in[0].dataType(), in[0].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        BatchNorm.normalise(in, HostArray.doubles(in[3]), HostArray.doubles(in[4]), iArgs()[0] == 1, tArgs()[0],
                out[0]);
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> upstream) {
        SDVariable[] gradients = new BatchNormGradient(arg(0), arg(1), outputVariable(), arg(3), arg(4),
                upstream.get(0), false, iArgs()[0] == 1,
                tArgs()[0]).outputVariables();
        return List.of(gradients[0], gradients[1], gradients[2], sameDiff.zerosLike(arg(3)),
                sameDiff.zerosLike(arg(4)));
    }
}
