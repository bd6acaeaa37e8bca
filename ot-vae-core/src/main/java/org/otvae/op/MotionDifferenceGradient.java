package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/** The gradient node of {@link MotionDifference}: a, b and the gradient to the scalar, to those to a and to b = minus the former. */
public final class MotionDifferenceGradient extends JavaOp {

    /** For SameDiff. */
    public MotionDifferenceGradient() {
    }

    MotionDifferenceGradient(JavaOp forward, SDVariable a, SDVariable b, SDVariable upstream) {
        super(a.getSameDiff(), a, b, upstream);
        addTArgument(forward.tArgs());
        addIArgument(forward.iArgs());
    }

    @Override
    public String opName() {
        return MotionDifference.NAME + "_bp";
    }

    @Override
    public int getNumOutputs() {
        return 2;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        return List.of(shape(in[0].dataType(), in[0].shape()), shape(in[1].dataType(), in[1].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        MotionDifference.Rows rows = MotionDifference.Rows.of(this, in[0]);
        HostArray a = HostArray.toRead(in[0]);
        HostArray b = HostArray.toRead(in[1]);
        HostArray toA = HostArray.toWrite(out[0]);
        HostArray toB = HostArray.toWrite(out[1]);
        double upstream = in[2].getDouble(0);
        int frames = rows.frames();
        RowBlocks.of(rows.count(), frames).forEach((block, from, to) -> {
            double[] error = new double[frames];
            double[] slope = new double[frames];
            for (int row = from; row < to; row++) {
                rows.difference(a, b, row, error, slope);
                rows.slope(error, upstream * rows.scale()[row % rows.scale().length], slope);
                toA.write((long) row * frames, slope, frames);
                for (int t = 0; t < frames; t++) {
                    slope[t] = -slope[t];
                }
                toB.write((long) row * frames, slope, frames);
            }
        });
        toA.done();
        toB.done();
    }
}
