package org.otvae.motion.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.otvae.metric.Fidelity;
import org.otvae.motion.skeleton.BodyHalves;

/**
 * The Fréchet distance of reconstructed motions to their originals in kinetic or geometric features, each example a
 * motion, the originals the reference of {@link FeatureDistance}. It says how natural reconstructions look as a set.
 * The published distances are of whole dances made from music at 60 Hz and cannot be compared with it. Where an
 * original tells poses without a way, the way that its reconstruction seems to go is not one: a small error in each
 * frame would add up over them.
 */
public final class ReconstructionFrechet implements Fidelity {

    /** By which features. */
    public enum Features {
        /** {@link KineticFeatures}: FID_k. */
        KINETIC("fid_k", KineticFeatures.COUNT),
        /** {@link GeometricFeatures}: FID_g. */
        GEOMETRIC("fid_g", GeometricFeatures.COUNT);

        private final String key;
        private final int count;

        Features(String key, int count) {
            this.key = key;
            this.count = count;
        }

        private double[] of(double[] positions, double framesPerSecond) {
            return this == KINETIC ? KineticFeatures.of(positions, framesPerSecond)
                    : GeometricFeatures.of(positions, framesPerSecond);
        }
    }

    private final Features features;
    private final int frames;
    private final double framesPerSecond;
    private final List<double[]> originals = new ArrayList<>();
    private final List<double[]> reconstructions = new ArrayList<>();

    /**
     * A distance over no examples yet.
     *
     * @param frames          of an example, at least 3
     * @param framesPerSecond frames a second, in Hz; see the features for what other rates than 60 mean
     */
    public ReconstructionFrechet(Features features, int frames, double framesPerSecond) {
        ExamplePairs.requireFrames(frames, 3);
        this.features = features;
        this.frames = frames;
        this.framesPerSecond = framesPerSecond;
    }

    @Override
    public String name() {
        return features.key;
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        int size = BodyHalves.CHANNELS * frames;
        for (int example = 0; example < ExamplePairs.count(original, reconstruction, frames); example++) {
            float[] data = Arrays.copyOfRange(original, example * size, (example + 1) * size);
            float[] decoded = Arrays.copyOfRange(reconstruction, example * size, (example + 1) * size);
            originals.add(features(data));
            reconstructions.add(features(BodyHalves.rootStays(data) ? BodyHalves.withoutRoot(decoded) : decoded));
        }
    }

    private double[] features(float[] example) {
        float[] positions = BodyHalves.poses(example, framesPerSecond).positions();
        double[] exact = new double[positions.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = positions[i];
        }
        return features.of(exact, framesPerSecond);
    }

    /** The squared distance; NaN while there are fewer examples than features, whose covariance says nothing then. */
    @Override
    public double value() {
        return originals.size() < features.count ? Double.NaN : new FeatureDistance(originals).frechet(reconstructions);
    }
}
