package org.otvae.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.metric.Evaluator;
import org.otvae.metric.Fidelity;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.provenance.Seed;

/**
 * Runs a model in evaluation mode over a split: deterministic, with hard codes and running statistics. Whoever makes one
 * closes it: its working memory lies outside the heap.
 */
public final class Evaluation implements AutoCloseable {

    private final Corpus corpus;
    private final int batchSize;
    private final int codes;
    private final AutoencoderGraph model;
    private final Session session;
    private float[] latents;

    /**
     * An evaluation of the model that {@code weights} hold, now and after they change.
     *
     * @param batchSize examples per run; perplexity per batch is over these
     */
    public Evaluation(Autoencoder autoencoder, Corpus corpus, Weights weights, int batchSize) {
        autoencoder.requireLabels(corpus);
        this.corpus = corpus;
        this.batchSize = batchSize;
        this.codes = autoencoder.quantizer().codes();
        this.model = AutoencoderGraph.build(autoencoder, corpus.exampleShape(), weights, new Seed(1), false);
        this.session = Session.forward(model.graph(),
                List.of(model.indices().name(), model.decoded().name(), model.latents().name()));
    }

    /**
     * Runs encoder, quantizer, decoder and the reconstruction's loss on one example of zeros: layers that do not fit together
     * are told before anything is trained.
     *
     * @throws IllegalArgumentException if they do not
     */
    void requireRuns() {
        Map<String, INDArray> inputs = inputs(new float[corpus.exampleSize()], IntStream.of(0));
        try (Session once = Session.forward(model.graph(), List.of(model.reconstruction().name()))) {
            once.run(inputs);
        } catch (IllegalArgumentException | IllegalStateException misfit) {
            throw new IllegalArgumentException("the layers do not fit together: " + misfit.getMessage(), misfit);
        } finally {
            inputs.values().forEach(INDArray::close);
        }
    }

    /** Judges the model on a whole split, the last incomplete batch included. */
    public Evaluator judge(Split split) {
        return judge(split, List.of());
    }

    /** The same with further measures of the modality, which must be without data. */
    public Evaluator judge(Split split, List<Fidelity> fidelity) {
        Evaluator evaluator = new Evaluator(codes, fidelity);
        for (int start = 0; start < corpus.size(split); start += batchSize) {
            int first = start;
            float[] data = run(split, Math.min(batchSize, corpus.size(split) - start), i -> first + i);
            evaluator.addBatch(data, Rows.of(session.value(model.decoded().name())),
                    Rows.indices(session.value(model.indices().name())));
        }
        return evaluator;
    }

    /**
     * The latents of evenly spaced training examples, at most {@code examples} of them and in whole batches, row after row.
     * Example by example, not batch by batch: neighbours in a corpus are windows of one recording or takes of one person,
     * and a few runs of them say little about the rest. The next call overwrites the array: a new one each time would outlive
     * the young generation and swell the heap.
     */
    float[] trainingLatents(int examples) {
        int size = corpus.size(Split.TRAIN);
        int batch = Math.min(batchSize, size);
        int batches = Math.max(1, Math.min(examples, size) / batch);
        long count = (long) batches * batch;
        for (int b = 0; b < batches; b++) {
            long first = (long) b * batch;
            run(Split.TRAIN, batch, i -> (int) ((first + i) * size / count));
            float[] rows = Rows.of(session.value(model.latents().name()));
            latents = latents == null || latents.length != batches * rows.length ? new float[batches * rows.length]
                    : latents;
            System.arraycopy(rows, 0, latents, b * rows.length, rows.length);
        }
        return latents;
    }

    private float[] run(Split split, int count, IntUnaryOperator index) {
        int size = corpus.exampleSize();
        float[] data = new float[count * size];
        for (int i = 0; i < count; i++) {
            corpus.read(split, index.applyAsInt(i), 0, data, i * size);
        }
        Map<String, INDArray> inputs = inputs(data, IntStream.range(0, count).map(i -> corpus.label(split, index.applyAsInt(i))));
        session.run(inputs);
        inputs.values().forEach(INDArray::close); // native memory, which the garbage collector would free late
        return data;
    }

    /** The inputs of a run on examples one after the other; their labels are asked only if the decoder is told them. */
    private Map<String, INDArray> inputs(float[] data, IntStream labels) {
        long[] shape = Batches.shape(corpus, data.length / corpus.exampleSize());
        Map<String, INDArray> inputs = new HashMap<>(Map.of(AutoencoderGraph.DATA,
                Nd4j.createFromArray(data).reshape(shape).castTo(model.graph().dataType())));
        if (model.graph().sameDiff().hasVariable(Graph.LABELS)) {
            inputs.put(Graph.LABELS, Nd4j.createFromArray(labels.asLongStream().toArray()));
        }
        return inputs;
    }

    /** Ends the use of this evaluation and gives its working memory back; the weights stay. */
    @Override
    public void close() {
        session.close();
    }

    /** The evaluation graph. */
    Graph graph() {
        return model.graph();
    }
}
