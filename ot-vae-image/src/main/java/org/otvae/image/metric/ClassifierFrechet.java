package org.otvae.image.metric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.data.SafeTensors;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.image.model.ImageClassifier;
import org.otvae.metric.Fidelity;
import org.otvae.metric.FrechetDistance;
import org.otvae.metric.GaussianMoments;
import org.otvae.provenance.Seed;

/**
 * How far apart two sets of pictures of clothes are: the Fréchet distance of the features that a small classifier of
 * Fashion-MNIST, inside the module, makes of them. It is built as FID is [heusel2017gans], on another network: its
 * numbers are comparable with each other for the same number of pictures, and never with a FID. A true one needs
 * Inception: {@link ReconstructionFrechet} with the user's file. Values outside [0, 1] are cut off; those inside stay as they
 * are, not rounded to the levels of a picture file.
 */
public final class ClassifierFrechet implements Fidelity, AutoCloseable {

    /** The network inside the module; the card beside its weights tells how it was trained. */
    public static final ImageClassifier NETWORK = new ImageClassifier(10, 32, 64);

    private static final long[] SHAPE = {1, 28, 28};
    private static final int SIZE = 28 * 28;
    private static final String WEIGHTS = "classifier/fashion-mnist/weights.safetensors";
    private static final int LIMIT = 1 << 20; // bytes; it has half of them
    private static final String DATA = "data";

    private final Session session;
    private final String features;
    private final GaussianMoments originals = new GaussianMoments(NETWORK.features());
    private final GaussianMoments others = new GaussianMoments(NETWORK.features());

    /** A distance over no pictures yet. */
    public ClassifierFrechet() {
        Weights weights = new Weights(new Seed(1), DataType.FLOAT);
        Graph graph = new Graph(weights, new Seed(1), false);
        SDVariable data = graph.input(DATA, -1, SHAPE[0], SHAPE[1], SHAPE[2]);
        SDVariable hidden = NETWORK.build(graph, data, SHAPE).features();
        weights.assign(trained());
        features = hidden.name();
        session = Session.forward(graph, List.of(features));
    }

    /** The weights inside the module. */
    static SafeTensors trained() {
        try (InputStream stream = ImageClassifier.class.getResourceAsStream("/org/otvae/image/" + WEIGHTS)) {
            if (stream == null) {
                throw new IllegalStateException("the jar must hold " + WEIGHTS + "; build it again");
            }
            return SafeTensors.read(stream.readNBytes(LIMIT));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + WEIGHTS + " in the jar", failure);
        }
    }

    @Override
    public String name() {
        return "classifierFrechet";
    }

    @Override
    public void add(float[] original, float[] reconstruction) {
        int count = ImageBatch.count(original, reconstruction, SIZE);
        if (count > 0) {
            originals.add(features(original, count));
            others.add(features(reconstruction, count));
        }
    }

    private float[] features(float[] images, int count) {
        float[] shown = new float[images.length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = ImageBatch.shown(images[i]);
        }
        INDArray input = Nd4j.createFromArray(shown).reshape(count, SHAPE[0], SHAPE[1], SHAPE[2]);
        session.run(Map.of(DATA, input));
        input.close(); // native memory, which the garbage collector would free late
        return Rows.of(session.value(features));
    }

    /** The squared distance; NaN before the second picture. */
    @Override
    public double value() {
        return originals.count() < 2 ? Double.NaN : FrechetDistance.between(originals, others);
    }

    @Override
    public void close() {
        session.close();
    }
}
