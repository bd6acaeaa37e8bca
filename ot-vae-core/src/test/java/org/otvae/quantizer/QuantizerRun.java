package org.otvae.quantizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.graph.Graph;
import org.otvae.graph.Schedule;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

/**
 * One quantizer alone in a graph, fed with latents, with a loss Σ codes · direction behind it. For tests; the real
 * thing runs, only encoder and decoder are left out.
 */
public final class QuantizerRun {

    /** The input that takes latents, {@code [n, dim]}. */
    public static final String LATENTS = "latents";

    /** The input that takes log-variances, {@code [n, 1 or dim]}. */
    public static final String LOG_VARIANCE = "logVariance";

    private static final String DIRECTION = "direction";

    /** What the run minimizes. */
    public enum Loss {
        /** Σ codes · direction. */
        DOWNSTREAM,
        /** The same plus what the quantizer adds. */
        WITH_QUANTIZER
    }

    private final Quantizer quantizer;
    private final Graph graph;
    private final Weights weights;
    private final Quantized quantized;
    private final SDVariable loss;
    private final Session session;
    private INDArray logVariance;
    private INDArray direction;
    private Schedule.Progress progress = new Schedule.Progress(0.5, 0);

    private QuantizerRun(Quantizer quantizer, Weights weights, Seed seed, int positions, boolean training, Loss kind) {
        this.quantizer = quantizer;
        this.weights = weights;
        graph = new Graph(weights, seed, training);
        SDVariable latents = graph.input(LATENTS, -1, quantizer.dim());
        SDVariable variance = quantizer.needsLogVariance() ? graph.input(LOG_VARIANCE, -1, -1) : null;
        quantized = quantizer.quantize(graph, new Latents(latents, variance, positions));
        SDVariable downstream = quantized.codes().mul(graph.input(DIRECTION, -1, quantizer.dim())).sum();
        loss = kind == Loss.DOWNSTREAM || quantized.loss() == null ? downstream : downstream.add(quantized.loss());
        List<String> outputs = new ArrayList<>(List.of(quantized.codes().name(), quantized.indices().name()));
        if (quantized.loss() != null) {
            outputs.add(quantized.loss().name());
        }
        graph.updatesAfterStep().forEach(update -> outputs.addAll(update.watched()));
        List<String> distinct = outputs.stream().distinct().toList();
        session = !training ? Session.forward(graph, distinct)
                : Session.withGradients(graph, loss.name(), distinct,
                        variance == null ? new String[] {LATENTS} : new String[] {LATENTS, LOG_VARIANCE});
    }

    /** A training graph. */
    public static QuantizerRun training(Quantizer quantizer, Weights weights, int positions, Loss loss) {
        return training(quantizer, weights, new Seed(5), positions, loss);
    }

    /** A training graph with noise from {@code seed}. */
    public static QuantizerRun training(Quantizer quantizer, Weights weights, Seed seed, int positions, Loss loss) {
        return new QuantizerRun(quantizer, weights, seed, positions, true, loss);
    }

    /** An evaluation graph. */
    public static QuantizerRun evaluation(Quantizer quantizer, Weights weights, int positions) {
        return new QuantizerRun(quantizer, weights, new Seed(5), positions, false, Loss.DOWNSTREAM);
    }

    /** New weights that a first graph will draw. */
    public static Weights weights(DataType type) {
        return new Weights(new Seed(3), type);
    }

    /** The same directions for each run instead of fixed normal ones, {@code [n, dim]}. */
    public QuantizerRun direction(INDArray value) {
        direction = value;
        return this;
    }

    /** Fixed normal numbers, {@code [n, dim]}. */
    public static INDArray normal(long seed, int n, int dim, double deviation, DataType type) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n * dim];
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape(n, dim).castTo(type);
    }

    /** Feeds log-variances from now on; zero unless set. */
    public QuantizerRun logVariance(INDArray value) {
        logVariance = value;
        return this;
    }

    /** Sets how far the run is; the middle unless set. */
    public QuantizerRun progress(double fraction) {
        progress = new Schedule.Progress(fraction, 0);
        return this;
    }

    /** Applies what must happen before the first step, as the trainer does. */
    public QuantizerRun prepare(INDArray latents) {
        for (Graph.Update update : graph.updatesBeforeTraining()) {
            Session first = Session.forward(graph, update.watched());
            first.run(inputs(latents, 0));
            update.change().apply(update.watched().stream().map(first::value).toList(), weights,
                    new Seed(7).derive(update.name()));
        }
        return this;
    }

    /** Computes with fixed directions. */
    public QuantizerRun run(INDArray latents, long step) {
        session.run(inputs(latents, step));
        return this;
    }

    /** Applies what must happen after a step, as the trainer does. */
    public QuantizerRun update(long step) {
        for (Graph.Update update : graph.updatesAfterStep()) {
            update.change().apply(update.watched().stream().map(session::value).toList(), weights,
                    new Seed(7).derive(update.name()).derive(step));
        }
        return this;
    }

    private Map<String, INDArray> inputs(INDArray latents, long step) {
        Map<String, INDArray> inputs = new HashMap<>();
        INDArray typed = latents.castTo(graph.dataType());
        inputs.put(LATENTS, typed);
        inputs.put(DIRECTION, direction((int) latents.size(0)));
        if (quantizer.needsLogVariance()) {
            inputs.put(LOG_VARIANCE,
                    logVariance == null ? Nd4j.zeros(graph.dataType(), typed.size(0), quantizer.logVariances())
                            : logVariance.castTo(graph.dataType()));
        }
        graph.schedules().forEach((name, schedule) ->
                inputs.put(name, Session.scalarInput(graph, schedule.at(progress))));
        if (graph.sameDiff().hasVariable(Graph.STEP)) {
            inputs.put(Graph.STEP, Nd4j.scalar(step));
        }
        return inputs;
    }

    /** The directions of the loss, {@code [n, dim]}. */
    public INDArray direction(int n) {
        return direction != null ? direction : normal(99, n, quantizer.dim(), 1, graph.dataType());
    }

    /** The codes of the last run, {@code [n, dim]}; a copy. */
    public INDArray codes() {
        return session.value(quantized.codes().name()).dup('c');
    }

    /** The indices of the last run, {@code [n]}. */
    public int[] indices() {
        return Rows.indices(session.value(quantized.indices().name()));
    }

    /** The indices of the last run as an array. */
    public INDArray indexArray() {
        return session.value(quantized.indices().name());
    }

    /** The loss of the last run. */
    public double loss() {
        return session.scalar(loss.name());
    }

    /** What the quantizer adds to the loss. */
    public double quantizerLoss() {
        return session.scalar(quantized.loss().name());
    }

    /** Whether the quantizer adds anything to the loss. */
    public boolean hasQuantizerLoss() {
        return quantized.loss() != null;
    }

    /** The gradient in a parameter or input; a copy. */
    public INDArray gradient(String name) {
        return session.gradient(name).dup('c');
    }

    /** The parameters and inputs whose gradient is not zero throughout. */
    public Set<String> reached() {
        Set<String> reached = new TreeSet<>();
        for (String name : session.differentiated()) {
            if (session.gradient(name).norm2Number().doubleValue() > 0) {
                reached.add(name);
            }
        }
        return reached;
    }

    /** Where parameters and states live. */
    public Weights weights() {
        return weights;
    }

    /** The quantizer's source of noise in a training graph. */
    public long noiseSeed(String name) {
        return graph.seed().derive(name).mixed();
    }
}
