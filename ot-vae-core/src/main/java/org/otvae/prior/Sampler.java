package org.otvae.prior;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.otvae.codebook.Rows;
import org.otvae.data.SafeTensors;
import org.otvae.data.Tensor;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.op.CachedAttention;
import org.otvae.provenance.Seed;

/**
 * Draws the codes of new examples from a trained prior, code by code. Keys and values of the codes before are kept, so
 * that one more code costs one pass of one position through the network. For one thread at a time.
 */
public final class Sampler implements AutoCloseable {

    private static final String TOKENS = "tokens";
    private static final String POSITION = "position";

    private final Prior prior;
    private final int batch;
    private final Graph graph;
    private final List<SDVariable> rows = new ArrayList<>(); // of each layer: queries, keys and values of this position
    private final SDVariable logits;
    private final Session session;

    /**
     * A sampler of {@code batch} examples at a time.
     *
     * @param weights the prior's, as a checkpoint has them
     * @throws org.otvae.data.MalformedDataException if the weights belong to another model
     */
    public Sampler(Prior prior, SafeTensors weights, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, found " + batch);
        }
        this.prior = prior;
        this.batch = batch;
        Weights own = new Weights(new Seed(1), DataType.FLOAT);
        graph = new Graph(own, new Seed(1), false);
        SDVariable tokens = graph.sameDiff().placeHolder(TOKENS, DataType.INT64, batch);
        SDVariable position = graph.sameDiff().placeHolder(POSITION, DataType.INT64);
        SDVariable places = tokens.mul(0).add(position);
        Blocks blocks = new Blocks(prior, graph);
        logits = blocks.logits(blocks.embed(tokens, places), (layer, values) -> attend(layer, values, position));
        session = Session.forward(graph, outputs());
        Map<String, Tensor> all = new LinkedHashMap<>(weights.tensors());
        own.states().forEach((name, past) -> all.put(name, Weights.tensor(past)));
        own.assign(SafeTensors.of(all));
    }

    private SDVariable attend(int layer, SDVariable own, SDVariable position) {
        rows.add(own);
        SDVariable past = graph.state(past(layer), new Init.Constant(0), batch, prior.positions(), 2L * prior.width());
        return CachedAttention.of(own, past, position, prior.heads());
    }

    private List<String> outputs() {
        List<String> outputs = new ArrayList<>(List.of(logits.name()));
        rows.forEach(own -> outputs.add(own.name()));
        return outputs;
    }

    private static String past(int layer) {
        return "past." + layer;
    }

    /**
     * Codes of new examples, {@code [classes.length, positions]}, one example after the other. An example depends on
     * its class, its place in the list and the seed, not on the examples beside it.
     *
     * @param classes the class of each example, zeros without a condition
     */
    public int[] sample(int[] classes, Sampling sampling, Seed seed) {
        for (int label : classes) {
            if (label < 0 || label >= prior.classes()) {
                throw new IllegalArgumentException("expected classes from 0 to " + (prior.classes() - 1)
                        + ", found " + label);
            }
        }
        int[] codes = new int[Math.multiplyExact(classes.length, prior.positions())];
        for (int first = 0; first < classes.length; first += batch) {
            fill(codes, first, classes, sampling, seed);
        }
        return codes;
    }

    private void fill(int[] codes, int first, int[] classes, Sampling sampling, Seed seed) {
        int count = Math.min(batch, classes.length - first);
        SplittableRandom[] random = new SplittableRandom[count];
        long[] tokens = new long[batch]; // what lies behind the last example is computed too and not used
        for (int i = 0; i < count; i++) {
            random[i] = seed.derive("sample").derive(first + i).random();
            tokens[i] = prior.codes() + classes[first + i];
        }
        for (int t = 0; t < prior.positions(); t++) {
            float[] all = step(tokens, t);
            for (int i = 0; i < count; i++) {
                int code = sampling.choose(all, i * prior.codes(), prior.codes(), random[i]);
                codes[(first + i) * prior.positions() + t] = code;
                tokens[i] = code;
            }
        }
    }

    /** The logits of the next codes, {@code [batch, codes]}, after the {@code t}-th token of each sequence. */
    float[] step(long[] tokens, int t) {
        INDArray input = Nd4j.createFromArray(tokens);
        INDArray position = Nd4j.scalar((long) t);
        session.run(Map.of(TOKENS, input, POSITION, position));
        input.close(); // native memory, which the garbage collector would free late
        position.close();
        int width = prior.width();
        for (int layer = 0; layer < prior.layers(); layer++) {
            INDArray keysAndValues = session.value(rows.get(layer).name())
                    .get(NDArrayIndex.all(), NDArrayIndex.interval(width, 3 * width));
            graph.weights().state(past(layer)).get(NDArrayIndex.all(), NDArrayIndex.point(t), NDArrayIndex.all())
                    .assign(keysAndValues);
        }
        return Rows.of(session.value(logits.name()));
    }

    /** Gives the working memory back. */
    @Override
    public void close() {
        session.close();
    }
}
