package org.otvae.op;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * The gradient node of both forms of {@link BatchNorm}: x, gamma, y, mean, variance and the gradient to y, to the
 * gradients to x, gamma and beta. With {@code h = (x - mean) / sqrt(variance + floor)} and dy set to 0 where y was cut
 * off, {@code dbeta = sum dy}, {@code dgamma = sum dy h}, {@code dx = gamma / sqrt(variance + floor) (dy - dbeta /
 * count - h dgamma / count)}, without the last two terms when the statistics were given.
 */
public final class BatchNormGradient extends JavaOp {
    /** For SameDiff. */
    public BatchNormGradient() {
    }

    BatchNormGradient(SDVariable x, SDVariable gamma, SDVariable y, SDVariable mean, SDVariable variance,
            SDVariable upstream, boolean batchStatistics,
            boolean relu, double floor) {
        super(x.getSameDiff(), x, gamma, y, mean, variance, upstream);
        addIArgument(batchStatistics ? 1 : 0, relu ? 1 : 0);
        addTArgument(floor);
    }

    @Override
    public String opName() {
        return BatchNorm.NAME + "_bp";
    }

    @Override
    public int getNumOutputs() {
        return 3;
    }

    @Override
    protected List<LongShapeDescriptor> outputShapes(INDArray[] in) {
        DataType type = in[0].dataType();
        return List.of(shape(type, in[0].shape()), shape(type, in[1].shape()), shape(type, in[1].shape()));
    }

    @Override
    public void compute(INDArray[] in, INDArray[] out) {
        ChannelLayout layout = ChannelLayout.of(in[0], opName());
        double[] mean = HostArray.doubles(in[3]);
        double[] perDeviation = HostArray.doubles(in[4]);
        for (int c = 0; c < perDeviation.length; c++) {
            perDeviation[c] = 1 / Math.sqrt(perDeviation[c] + tArgs()[0]);
        }
        double[] dgamma = new double[layout.channels()];
        double[] dbeta = new double[layout.channels()];
        if (in[0].dataType() == DataType.DOUBLE) {
            exact(layout, in, mean, perDeviation, dgamma, dbeta, out[0]);
        } else {
            fused(layout, in, mean, perDeviation, dgamma, dbeta, out[0]);
        }
        HostArray.write(out[1], dgamma);
        HostArray.write(out[2], dbeta);
    }

    private void fused(ChannelLayout layout, INDArray[] in, double[] mean, double[] perDeviation, double[] dgamma,
            double[] dbeta, INDArray target) {
        BatchNormKernel kernel = new BatchNormKernel(layout);
        HostArray x = HostArray.toRead(in[0]);
        HostArray y = relu() ? HostArray.toRead(in[2]) : null;
        HostArray dy = HostArray.toRead(in[5]);
        HostArray dx = HostArray.toWrite(target);
        kernel.gradientSums(x, y, dy, mean, dgamma, dbeta);
        double[][] c = coefficients(layout, HostArray.doubles(in[1]), perDeviation, dgamma, dbeta);
        kernel.gradient(x, y, dy, mean, c[0], c[1], c[2], dx);
        dx.done();
    }

    private void exact(ChannelLayout layout, INDArray[] in, double[] mean, double[] perDeviation, double[] dgamma,
            double[] dbeta, INDArray target) {
        BatchNormExact problem = new BatchNormExact(layout, HostArray.doubles(in[0]));
        double[] dy = HostArray.doubles(in[5]);
        if (relu()) {
            double[] y = HostArray.doubles(in[2]);
            for (int i = 0; i < dy.length; i++) {
                dy[i] = y[i] > 0 ? dy[i] : 0;
            }
        }
        problem.gradientSums(dy, mean, dgamma, dbeta);
        double[][] c = coefficients(layout, HostArray.doubles(in[1]), perDeviation, dgamma, dbeta);
        HostArray.write(target, problem.gradient(dy, mean, c[0], c[1], c[2]));
    }

    /** Scale, offset and slope of dx for every channel; makes dgamma of its sums of dy (x - mean). */
    private double[][] coefficients(ChannelLayout layout, double[] gamma, double[] perDeviation, double[] dgamma,
            double[] dbeta) {
        boolean batchStatistics = iArgs()[0] == 1;
        double[][] coefficients = new double[3][layout.channels()];
        for (int c = 0; c < layout.channels(); c++) {
            dgamma[c] *= perDeviation[c];
            coefficients[0][c] = gamma[c] * perDeviation[c];
            coefficients[1][c] = batchStatistics ? dbeta[c] / layout.count() : 0;
            coefficients[2][c] = batchStatistics ? perDeviation[c] * dgamma[c] / layout.count() : 0;
        }
        return coefficients;
    }

    private boolean relu() {
        return iArgs()[1] == 1;
    }
}
