package org.otvae.image.metric;

import java.nio.file.Path;
import java.util.List;
import org.otvae.metric.Fidelity;
import org.otvae.metric.FrechetDistance;
import org.otvae.metric.GaussianMoments;

/**
 * Reconstruction FID: the Fréchet distance of originals and reconstructions in the features of a network that the user
 * supplies as an ONNX file [heusel2017gans]. It is the published measure only with the published Inception network, resize
 * and normalisation inside the file; we may not ship that.
 *
 * <p>With fewer images than the network has features the covariances have no full rank, and the number says little: the
 * published one takes 10,000 images and more for 2,048 features.
 *
 * <p>The file takes {@code [batch, 3, height, width]} in [0, 1], grey images repeated, and gives {@code [batch, features]}. It
 * sees images as picture files hold them, on 256 levels, as the usual programs do, which read files.
 */
public final class ReconstructionFrechet implements Fidelity, AutoCloseable {

    private final OnnxModel network;
    private final int channels;
    private final int height;
    private final int width;
    private final int imageSize;
    private GaussianMoments originals;
    private GaussianMoments reconstructions;

    /**
     * A distance over no images yet.
     *
     * @throws IllegalArgumentException              if there are neither 1 nor 3 channels
     * @throws org.otvae.data.MissingDataException   if there is no such file, or no ONNX Runtime on the class path
     * @throws org.otvae.data.MalformedDataException if it is no such network
     */
    public ReconstructionFrechet(Path network, int channels, int height, int width) {
        this.imageSize = ImageBatch.size(channels, height, width);
        this.network = OnnxFile.open(network, 1);
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    @Override
    public String name() {
        return "rfid";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        int count = ImageBatch.count(original, reconstruction, imageSize);
        if (count == 0) {
            return;
        }
        float[] first = features(original, count);
        float[] second = features(reconstruction, count);
        if (originals == null) {
            originals = new GaussianMoments(first.length / count);
            reconstructions = new GaussianMoments(first.length / count);
        }
        originals.add(first);
        reconstructions.add(second);
    }

    private float[] features(float[] images, int count) {
        return network.run(List.of(ImageBatch.colour(ImageBatch.levels(images), count, channels, height * width)),
                new long[] {count, 3, height, width});
    }

    /** The squared distance; NaN before the second image. */
    @Override
    public double value() {
        return originals == null || originals.count() < 2 ? Double.NaN
                : FrechetDistance.between(originals, reconstructions);
    }

    @Override
    public void close() {
        network.close();
    }
}
