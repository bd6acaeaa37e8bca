package org.otvae.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.data.SafeTensors;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.op.PerExample;
import org.otvae.provenance.Seed;

/**
 * A trained model that turns examples into tokens and back. Immutable and safe for several threads.
 *
 * <p>The tokens of an example never depend on the examples beside it: each takes the same path through the same arithmetic
 * whether it comes alone or with a thousand others ({@link PerExample}).
 */
public final class Tokenizer implements AutoCloseable {

    private static final int BLOCK = 16; // examples that share the cost of handing out work
    private static final int MOST = 128; // as many of few values share it better
    private static final int VALUES = 1 << 19; // of a block; larger examples are work enough in a small one
    private static final int FEW = 4; // as many take less time one by one than in a block that is mostly zeros

    private final Autoencoder autoencoder;
    private final long[] exampleShape;
    private final int exampleSize;
    private final long[] positions;
    private final int perExample;
    private final int codes;
    private final ModelCard card;
    private final Labels labels;
    private final Weights weights;
    private final Session encoder;
    private final String indicesNode;
    private final Session decoder;
    private final String decodedNode;
    private boolean closed;

    private Tokenizer(Autoencoder autoencoder, long[] exampleShape, Weights weights, ModelCard card) {
        AutoencoderGraph encoding = AutoencoderGraph.build(autoencoder, exampleShape, weights, new Seed(1), false);
        Graph decoding = new Graph(weights, new Seed(1), false);
        SDVariable decoded = AutoencoderGraph.decoder(autoencoder, exampleShape, decoding);
        this.autoencoder = autoencoder;
        this.exampleShape = exampleShape.clone();
        this.exampleSize = Math.toIntExact(AutoencoderGraph.product(exampleShape));
        this.positions = AutoencoderGraph.positions(AutoencoderGraph.latentShape(autoencoder, exampleShape));
        this.perExample = Math.toIntExact(AutoencoderGraph.product(positions));
        this.codes = autoencoder.quantizer().codes();
        this.card = card;
        this.labels = Labels.of(autoencoder.decoder(), card.labels());
        this.weights = weights;
        this.indicesNode = encoding.indices().name();
        this.encoder = Session.forward(encoding.graph(), List.of(indicesNode));
        this.decodedNode = decoded.name();
        this.decoder = Session.forward(decoding, List.of(decodedNode));
    }

    /**
     * A tokenizer over trained weights.
     *
     * @param autoencoder  the model
     * @param exampleShape the shape of one example, {@code [channels, ...]}
     * @param weights      its weights, as a checkpoint has them
     * @param card         what else is known of it
     * @throws org.otvae.data.MalformedDataException if the weights belong to another model
     */
    public static Tokenizer of(Autoencoder autoencoder, long[] exampleShape, SafeTensors weights, ModelCard card) {
        Weights own = new Weights(new Seed(1), DataType.FLOAT);
        Tokenizer tokenizer = new Tokenizer(autoencoder, exampleShape, own, card);
        own.assign(weights);
        return tokenizer;
    }

    /** The model. */
    public Autoencoder autoencoder() {
        return autoencoder;
    }

    /** The shape of one example. */
    public long[] exampleShape() {
        return exampleShape.clone();
    }

    /** The shape of one example's tokens, {@code [7, 7]} for instance. */
    public long[] positions() {
        return positions.clone();
    }

    /** What the examples are, {@code image} for instance. */
    public String modality() {
        return card.modality();
    }

    /** What identifies the model in token files. */
    public String model() {
        return card.model();
    }

    /** The name of what the model learned from, {@code celeba} for instance; empty where nobody knows. */
    public Optional<String> corpus() {
        return card.corpus();
    }

    /** What {@link #decode(Tokens, String)} can be told, speakers for instance; empty if the decoder is told nothing. */
    public List<String> labels() {
        return labels.names();
    }

    /**
     * The tokens of examples.
     *
     * @param examples {@code [count, ...exampleShape]}, one example after the other
     * @return tokens of shape {@code [count, ...positions]}
     */
    public synchronized Tokens encode(float[] examples, int count) {
        requireOpen();
        if (count < 0 || examples.length != (long) count * exampleSize) {
            throw new IllegalArgumentException("expected " + count + " examples of " + exampleSize + " values, found "
                    + examples.length + " values");
        }
        int[] indices = new int[count * perExample];
        int filled;
        for (int start = 0; start < count; start += filled) {
            int size = block(count - start);
            filled = Math.min(size, count - start);
            float[] block = new float[size * exampleSize];
            System.arraycopy(examples, start * exampleSize, block, 0, filled * exampleSize);
            run(encoder, Map.of(AutoencoderGraph.DATA,
                    Nd4j.createFromArray(block).reshape(withBlock(size, exampleShape))), size);
            System.arraycopy(Rows.indices(encoder.value(indicesNode)), 0, indices, start * perExample,
                    filled * perExample);
        }
        return new Tokens(codes, withCount(count), indices, card.modality(), card.model());
    }

    /**
     * The examples that tokens stand for, {@code [count, ...exampleShape]}, one after the other. A decoder that is told
     * labels is told the first: tokens do not say whose they were.
     *
     * @throws IllegalArgumentException if the tokens are of another model, codebook or grid
     */
    public float[] decode(Tokens tokens) {
        return decode(tokens, new int[tokens.samples()]);
    }

    /**
     * The same as another label would have it: what one speaker said, in the voice of another.
     *
     * @param label one of {@link #labels()}
     * @throws IllegalArgumentException if the decoder knows no such label, or the tokens are of another model, codebook or grid
     */
    public float[] decode(Tokens tokens, String label) {
        int[] numbers = new int[tokens.samples()];
        Arrays.fill(numbers, labels.number(label));
        return decode(tokens, numbers);
    }

    /**
     * The same with a label for each example.
     *
     * @param examplesLabels as many as there are examples, each one of {@link #labels()}
     * @throws IllegalArgumentException if the decoder knows no such label, or the tokens are of another model, codebook or grid
     */
    public float[] decode(Tokens tokens, List<String> examplesLabels) {
        if (examplesLabels.size() != tokens.samples()) {
            throw new IllegalArgumentException("expected a label for each of " + tokens.samples() + " examples, found "
                    + examplesLabels.size());
        }
        return decode(tokens, examplesLabels.stream().mapToInt(labels::number).toArray());
    }

    private synchronized float[] decode(Tokens tokens, int[] numbers) {
        requireOpen();
        if (!tokens.modelFingerprint().equals(card.model())) {
            throw new IllegalArgumentException("expected tokens of the model " + card.model() + ", found tokens of "
                    + tokens.modelFingerprint() + "; decode with the model that encoded");
        }
        int[] shape = tokens.shape();
        if (tokens.codes() != codes || !Arrays.equals(shape, withCount(shape[0]))) {
            throw new IllegalArgumentException("expected tokens of " + codes + " codes and shape [count, "
                    + Arrays.toString(positions) + "], found " + tokens.codes() + " codes and shape "
                    + Arrays.toString(shape) + "; decode with the model that encoded");
        }
        int count = shape[0];
        if ((long) count * exampleSize > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("expected tokens of at most " + (Integer.MAX_VALUE - 8) / exampleSize
                    + " examples, found " + count + "; decode them in parts");
        }
        int[] indices = tokens.indices();
        float[] examples = new float[count * exampleSize];
        int filled;
        for (int start = 0; start < count; start += filled) {
            int size = block(count - start);
            filled = Math.min(size, count - start);
            long[] block = new long[size * perExample];
            for (int i = 0; i < filled * perExample; i++) {
                block[i] = indices[start * perExample + i];
            }
            Map<String, INDArray> inputs = new HashMap<>(Map.of(AutoencoderGraph.INDICES, Nd4j.createFromArray(block)));
            if (!labels.names().isEmpty()) {
                inputs.put(Graph.LABELS, Labels.block(numbers, start, size));
            }
            run(decoder, inputs, size);
            System.arraycopy(Rows.of(decoder.value(decodedNode)), 0, examples, start * exampleSize,
                    filled * exampleSize);
        }
        return examples;
    }

    /**
     * Writes the model to a folder of its own, see {@link ModelFolder}.
     *
     * @throws IllegalArgumentException if the folder holds a model already
     */
    public synchronized void write(Path folder) {
        requireOpen();
        ModelFolder.write(folder, autoencoder, exampleShape, weights.tensors(), card);
    }

    /**
     * The same model for examples of another shape, if its layers take them, a longer motion for instance; the caller closes it.
     *
     * @throws IllegalArgumentException if they do not
     */
    public synchronized Tokenizer reshaped(long[] otherShape) {
        requireOpen();
        return new Tokenizer(autoencoder, otherShape, weights, card);
    }

    /** Ends the use of this tokenizer and gives its working memory back. */
    @Override
    public synchronized void close() {
        closed = true;
        encoder.close();
        decoder.close();
    }

    /** Examples of the next run when {@code left} are left: only three numbers, as each has working memory of its own. */
    private int block(int left) {
        int many = Math.min(MOST, Integer.highestOneBit(Math.max(1, VALUES / exampleSize)));
        return left <= FEW ? 1 : left >= many && many > BLOCK ? many : BLOCK;
    }

    private static void run(Session session, Map<String, INDArray> inputs, int examples) {
        PerExample.run(examples, () -> session.run(inputs));
        inputs.values().forEach(INDArray::close); // native memory, which the garbage collector would free late
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this tokenizer is closed; make a new one");
        }
    }

    private int[] withCount(int count) {
        int[] shape = new int[positions.length + 1];
        shape[0] = count;
        for (int i = 0; i < positions.length; i++) {
            shape[i + 1] = (int) positions[i];
        }
        return shape;
    }

    private static long[] withBlock(int size, long[] exampleShape) {
        long[] shape = new long[exampleShape.length + 1];
        shape[0] = size;
        System.arraycopy(exampleShape, 0, shape, 1, exampleShape.length);
        return shape;
    }
}
