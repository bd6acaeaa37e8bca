package org.otvae.op;

/** {@link BatchNorm} for arrays of type DOUBLE: plain loops over whole arrays, in the order of the formulas. */
final class BatchNormExact {
    private final ChannelLayout layout;
    private final double[] x;

    BatchNormExact(ChannelLayout layout, double[] x) {
        this.layout = layout;
        this.x = x;
    }

    void statistics(double[] mean, double[] variance) {
        for (int i = 0; i < x.length; i++) {
            mean[channel(i)] += x[i] / layout.count();
        }
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] - mean[channel(i)];
            variance[channel(i)] += difference * difference / layout.count();
        }
    }

    double[] normalise(double[] mean, double[] scale, double[] beta, double least) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            int c = channel(i);
            y[i] = Math.max((x[i] - mean[c]) * scale[c] + beta[c], least);
        }
        return y;
    }

    /** Adds the sums of dy (x - mean) and of dy over every channel. */
    void gradientSums(double[] dy, double[] mean, double[] products, double[] plain) {
        for (int i = 0; i < x.length; i++) {
            products[channel(i)] += dy[i] * (x[i] - mean[channel(i)]);
            plain[channel(i)] += dy[i];
        }
    }

    /** {@code dx = scale (dy - offset - slope (x - mean))}. */
    double[] gradient(double[] dy, double[] mean, double[] scale, double[] offset, double[] slope) {
        double[] dx = new double[x.length];
        for (int i = 0; i < dx.length; i++) {
            int c = channel(i);
            dx[i] = scale[c] * (dy[i] - offset[c] - slope[c] * (x[i] - mean[c]));
        }
        return dx;
    }

    private int channel(int element) {
        return element / layout.positions() % layout.channels();
    }
}
