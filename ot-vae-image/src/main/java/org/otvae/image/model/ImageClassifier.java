package org.otvae.image.model;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.metric.Scores;
import org.otvae.op.CrossEntropy;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainable;

/**
 * A small network that tells the classes of pictures apart; samples are compared by what its last hidden layer makes of
 * them ({@link org.otvae.image.metric.ClassifierFrechet}). Two convolutions that halve the sides, each with batch norm
 * and ReLU, a linear layer with ReLU (the features), a linear layer (the logits). Example: {@code [32, 1, 28, 28]} with
 * width 32 and 64 features gives {@code [32, 7, 7, 32]}, {@code [32, 64]}, {@code [32, 10]}; 118,154 parameters.
 *
 * @param classes  at least 2
 * @param width    channels of both convolutions, at least 1
 * @param features values of the last hidden layer, at least 1
 */
public record ImageClassifier(int classes, int width, int features) implements Trainable {

    private static final Init WEIGHT = new Init.Normal(0, 0.04); // near He's for 1,568 inputs; arbitrary otherwise
    private static final Init ZERO = new Init.Constant(0);
    private static final int STRIDE = 4;

    public ImageClassifier {
        if (classes < 2 || width < 1 || features < 1) {
            throw new IllegalArgumentException("expected classes of at least 2, width and features of at least 1, found " + classes
                    + ", " + width + " and " + features);
        }
    }

    /**
     * The network in a graph.
     *
     * @param features {@code [batch, features]}
     * @param logits   {@code [batch, classes]}
     */
    public record Nodes(SDVariable features, SDVariable logits) {
    }

    /**
     * Adds the network to a graph.
     *
     * @param data         {@code [batch, channels, height, width]}, sides multiples of 4
     * @param exampleShape {@code [channels, height, width]}
     */
    public Nodes build(Graph graph, SDVariable data, long[] exampleShape) {
        int inputs = Math.toIntExact(exampleShape[1] / STRIDE * (exampleShape[2] / STRIDE) * width);
        SDVariable x = Layers.channelsLast(data, 4);
        x = Layers.conv2d(graph, "classifier.conv1", x, Math.toIntExact(exampleShape[0]), width, 4, 2, 1);
        x = Layers.batchNorm(graph, "classifier.norm1", x, width, true);
        x = Layers.conv2d(graph, "classifier.conv2", x, width, width, 4, 2, 1);
        x = Layers.batchNorm(graph, "classifier.norm2", x, width, true);
        SDVariable hidden = Layers.relu(linear(graph, "classifier.features", x.reshape(-1, inputs), inputs, features));
        return new Nodes(hidden, linear(graph, "classifier.logits", hidden, features, classes));
    }

    private static SDVariable linear(Graph graph, String name, SDVariable x, int in, int out) {
        return x.mmul(graph.parameter(name + ".weight", WEIGHT, in, out)).add(graph.parameter(name + ".bias", ZERO,
                out));
    }

    @Override
    public Objective objective(Corpus corpus, int batchSize, Weights weights, Seed seed) {
        if (corpus.labels().size() != classes) {
            throw new IllegalArgumentException("expected " + classes + " classes, found " + corpus.labels().size()
                    + " in "
                    + corpus.name());
        }
        Graph graph = new Graph(weights, seed, true);
        SDVariable data = data(graph, corpus);
        SDVariable loss = CrossEntropy.of(build(graph, data, corpus.exampleShape()).logits(), graph.labels()).mean();
        return new Objective(graph, data, loss, List.of(), session ->
                new Measures(Double.NaN, 0, Double.NaN, Double.NaN, 0));
    }

    private static SDVariable data(Graph graph, Corpus corpus) {
        long[] shape = corpus.exampleShape();
        return graph.input("data", -1, shape[0], shape[1], shape[2]);
    }

    /** Judges by the share of examples whose class is not found; scores have the share that is, {@code accuracy}. */
    @Override
    public Judge judge(Corpus corpus, int batchSize, Weights weights) {
        Graph graph = new Graph(weights, new Seed(1), false);
        SDVariable logits = build(graph, data(graph, corpus), corpus.exampleShape()).logits();
        Session session = Session.forward(graph, List.of(logits.name()));
        return new Judge() {
            @Override
            public Verdict judge(Split split) {
                int right = 0;
                for (int first = 0; first < corpus.size(split); first += batchSize) {
                    int count = Math.min(batchSize, corpus.size(split) - first);
                    float[] rows = run(session, logits.name(), corpus, split, first, count);
                    for (int i = 0; i < count; i++) {
                        right += likeliest(rows, i * classes) == corpus.label(split, first + i) ? 1 : 0;
                    }
                }
                double accuracy = right / (double) corpus.size(split);
                return new Verdict(1 - accuracy, new Scores(Double.NaN, Double.NaN, Double.NaN, 0, classes, Double.NaN,
                        Map.of("accuracy", accuracy)));
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private static float[] run(Session session, String logits, Corpus corpus, Split split, int first, int count) {
        int size = corpus.exampleSize();
        float[] images = new float[count * size];
        for (int i = 0; i < count; i++) {
            corpus.read(split, first + i, 0, images, i * size);
        }
        long[] shape = corpus.exampleShape();
        INDArray input = Nd4j.createFromArray(images).reshape(count, shape[0], shape[1], shape[2]);
        session.run(Map.of("data", input));
        input.close(); // native memory, which the garbage collector would free late
        return Rows.of(session.value(logits));
    }

    private int likeliest(float[] rows, int from) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = rows[from + k] > rows[from + best] ? k : best;
        }
        return best;
    }
}
