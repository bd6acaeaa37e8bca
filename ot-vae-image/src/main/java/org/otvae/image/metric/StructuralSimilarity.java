package org.otvae.image.metric;

import org.otvae.metric.Fidelity;

/**
 * Structural similarity [wang2004image] Eq. (13): local means, variances and covariance under a Gaussian window of 11 x
 * 11 pixels with a standard deviation of 1.5, K1 = 0.01, K2 = 0.03, values in [0, 1]; the mean over the places where the
 * window lies inside the image, over channels, over images. 1 is equality. Values of reconstructions outside [0, 1] are cut
 * off.
 *
 * <p>Variances are those of the weighted population, as in the authors' program. Images of less than 11 pixels a side
 * have no such place and are refused.
 */
public final class StructuralSimilarity implements Fidelity {

    /** Pixels a side of the window, the least size of an image. */
    public static final int WINDOW = 11;

    private static final double DEVIATION = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;
    private static final double[] WEIGHTS = weights();

    private final int channels;
    private final int height;
    private final int width;
    private final int imageSize;
    private double sum;
    private long images;

    /** A similarity over no images yet, of shape {@code [channels, height, width]}. */
    public StructuralSimilarity(int channels, int height, int width) {
        imageSize = ImageBatch.size(channels, height, width);
        if (height < WINDOW || width < WINDOW) {
            throw new IllegalArgumentException("structural similarity needs images of at least " + WINDOW + " x " + WINDOW
                    + " pixels, found " + height + " x " + width);
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    @Override
    public String name() {
        return "ssim";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        int plane = height * width;
        int count = ImageBatch.count(original, reconstruction, imageSize);
        for (int image = 0; image < count; image++) {
            double similarity = 0;
            for (int channel = 0; channel < channels; channel++) {
                similarity += similarity(original, reconstruction, (image * channels + channel) * plane);
            }
            sum += similarity / channels;
            images++;
        }
    }

    @Override
    public double value() {
        return sum / images;
    }

    /** The mean over the places of one plane of original and reconstruction, which begins at {@code offset} in both. */
    private double similarity(float[] x, float[] y, int offset) {
        int plane = height * width;
        double[] xs = new double[plane];
        double[] ys = new double[plane];
        double[] xx = new double[plane];
        double[] yy = new double[plane];
        double[] xy = new double[plane];
        for (int i = 0; i < plane; i++) {
            double a = x[offset + i];
            double b = ImageBatch.shown(y[offset + i]);
            xs[i] = a;
            ys[i] = b;
            xx[i] = a * a;
            yy[i] = b * b;
            xy[i] = a * b;
        }
        double[] meanX = blur(xs);
        double[] meanY = blur(ys);
        double[] meanXx = blur(xx);
        double[] meanYy = blur(yy);
        double[] meanXy = blur(xy);
        double total = 0;
        for (int i = 0; i < meanX.length; i++) {
            double product = meanX[i] * meanY[i];
            double squares = meanX[i] * meanX[i] + meanY[i] * meanY[i];
            double variances = meanXx[i] + meanYy[i] - squares;
            total += (2 * product + C1) * (2 * (meanXy[i] - product) + C2) / ((squares + C1) * (variances + C2));
        }
        return total / meanX.length;
    }

    /** The weighted means at the places where the window fits: {@code [height - 10, width - 10]}. */
    private double[] blur(double[] plane) {
        int narrow = width - WINDOW + 1;
        double[] rows = new double[height * narrow];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < narrow; column++) {
                double mean = 0;
                for (int w = 0; w < WINDOW; w++) {
                    mean += WEIGHTS[w] * plane[row * width + column + w];
                }
                rows[row * narrow + column] = mean;
            }
        }
        double[] means = new double[(height - WINDOW + 1) * narrow];
        for (int i = 0; i < means.length; i++) {
            double mean = 0;
            for (int w = 0; w < WINDOW; w++) {
                mean += WEIGHTS[w] * rows[i + w * narrow];
            }
            means[i] = mean;
        }
        return means;
    }

    private static double[] weights() {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = (i - WINDOW / 2) / DEVIATION;
            weights[i] = Math.exp(-distance * distance / 2);
            sum += weights[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
