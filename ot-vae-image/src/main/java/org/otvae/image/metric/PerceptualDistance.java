package org.otvae.image.metric;

import java.nio.file.Path;
import java.util.List;
import org.otvae.metric.Fidelity;

/**
 * LPIPS: a perceptual distance of each original and its reconstruction by a network that the user supplies as an ONNX file
 * [zhang2018unreasonable], the mean over images.
 *
 * <p>The file takes two inputs {@code [batch, 3, height, width]} in [-1, 1], grey images repeated, values of ours outside
 * [0, 1] cut off, and gives one value for each pair.
 */
public final class PerceptualDistance implements Fidelity, AutoCloseable {

    private final OnnxModel network;
    private final int channels;
    private final int height;
    private final int width;
    private final int imageSize;
    private double sum;
    private long images;

    /**
     * A distance over no images yet.
     *
     * @throws IllegalArgumentException              if there are neither 1 nor 3 channels
     * @throws org.otvae.data.MissingDataException   if there is no such file, or no ONNX Runtime on the class path
     * @throws org.otvae.data.MalformedDataException if it is no such network
     */
    public PerceptualDistance(Path network, int channels, int height, int width) {
        this.imageSize = ImageBatch.size(channels, height, width);
        this.network = OnnxFile.open(network, 2);
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    @Override
    public String name() {
        return "lpips";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        int count = ImageBatch.count(original, reconstruction, imageSize);
        if (count == 0) {
            return;
        }
        float[] distances = network.run(List.of(signed(original, count), signed(reconstruction, count)),
                new long[] {count, 3, height, width});
        if (distances.length != count) {
            throw new org.otvae.data.MalformedDataException("expected a network with one value for each pair of images, found "
                    + distances.length / count + "; export LPIPS with its spatial map averaged");
        }
        for (float distance : distances) {
            sum += distance;
        }
        images += count;
    }

    private float[] signed(float[] batch, int count) {
        float[] colour = ImageBatch.colour(batch, count, channels, height * width).clone();
        for (int i = 0; i < colour.length; i++) {
            colour[i] = 2 * ImageBatch.shown(colour[i]) - 1;
        }
        return colour;
    }

    @Override
    public double value() {
        return sum / images;
    }

    @Override
    public void close() {
        network.close();
    }
}
