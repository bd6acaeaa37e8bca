package org.otvae.image.metric;

import org.otvae.metric.Fidelity;

/**
 * Peak signal-to-noise ratio in dB, the mean over images of {@code 10 log10(1 / mse)} with values in [0, 1], where those of
 * reconstructions are cut off.
 *
 * <p>The mean of the images' ratios is above the ratio of their mean error; papers differ in which they print. An image
 * that is reproduced to a mean squared error below 1e-10 counts as 100 dB. Example: a constant difference of 0.1 gives 20.
 */
public final class PeakSignalToNoise implements Fidelity {

    private static final double LEAST_ERROR = 1e-10; // below it a float image is as good as equal

    private final int imageSize;
    private double sum;
    private long images;

    /** A ratio over no images yet, of {@code imageSize} values each. */
    public PeakSignalToNoise(int imageSize) {
        if (imageSize < 1) {
            throw new IllegalArgumentException("an image must have at least 1 value, found " + imageSize);
        }
        this.imageSize = imageSize;
    }

    @Override
    public String name() {
        return "psnr";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        for (int image = 0; image < ImageBatch.count(original, reconstruction, imageSize); image++) {
            double error = 0;
            for (int i = image * imageSize; i < (image + 1) * imageSize; i++) {
                double difference = (double) original[i] - ImageBatch.shown(reconstruction[i]);
                error += difference * difference;
            }
            sum += -10 * Math.log10(Math.max(error / imageSize, LEAST_ERROR));
            images++;
        }
    }

    @Override
    public double value() {
        return sum / images;
    }
}
