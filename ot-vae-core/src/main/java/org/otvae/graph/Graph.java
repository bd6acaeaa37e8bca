package org.otvae.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.provenance.Seed;

/**
 * A SameDiff graph under construction: parameters and states by name, inputs, schedules, and what happens to states
 * after a step. It describes; {@link Session} runs.
 *
 * <p>A model is built twice over the same {@link Weights}, once for training and once for evaluation; layers and
 * quantizers ask {@link #training()} where the two differ. A part that occurs several times is built into a {@link
 * #scoped} view each time.
 */
public final class Graph {

    /** The input that counts optimizer steps, LONG, a scalar; noise depends on it. */
    public static final String STEP = "step";

    /** The input that says what each example is of, by the number of its label: LONG, {@code [batch]}. */
    public static final String LABELS = "labels";

    /** Stands between the name of a scope and the names in it. */
    static final String SCOPE = "/";

    /** States and the nodes whose values change them. */
    public record Update(String name, List<String> watched, StateUpdate change) {
    }

    private final Graph whole;
    private final String scope; // empty for the whole graph
    private final SameDiff sameDiff;
    private final Weights weights;
    private final Seed seed;
    private final boolean training;
    private final Map<String, Schedule> schedules = new LinkedHashMap<>();
    private final List<Update> afterStep = new ArrayList<>();
    private final List<Update> beforeTraining = new ArrayList<>();

    /**
     * An empty graph.
     *
     * @param weights  where parameters and states are found or made
     * @param seed     the source of noise in the graph
     * @param training whether the graph is for training or for evaluation
     */
    public Graph(Weights weights, Seed seed, boolean training) {
        this.whole = this;
        this.scope = "";
        this.sameDiff = SameDiff.create();
        this.weights = weights;
        this.seed = seed;
        this.training = training;
    }

    private Graph(Graph outer, String scope) {
        this.whole = outer.whole;
        this.scope = outer.named(scope);
        this.sameDiff = outer.sameDiff;
        this.weights = outer.weights.scoped(scope);
        this.seed = outer.seed.derive(scope);
        this.training = outer.training;
    }

    /**
     * A view of this graph for one of several equal parts: everything named through it, in the graph and among the
     * weights, is named {@code scope/name}, and its noise is of its own. Example: a codebook in the scope {@code
     * stream1} is the weight {@code stream1/codebook}. Updates made in a scope find its states by their short names.
     */
    public Graph scoped(String scope) {
        return new Graph(this, scope);
    }

    /** The last part of a name: {@code codebook} for {@code stream1/codebook}. */
    public static String withoutScope(String name) {
        return name.substring(name.lastIndexOf(SCOPE) + 1);
    }

    /** The graph that this is a view of; itself unless {@link #scoped} made it. */
    Graph whole() {
        return whole;
    }

    /** The SameDiff instance under construction, for its operations. */
    public SameDiff sameDiff() {
        return sameDiff;
    }

    /** Whether this graph is for training: noise, batch statistics and losses of the quantizer are in it. */
    public boolean training() {
        return training;
    }

    /** The source of noise in this graph. */
    public Seed seed() {
        return seed;
    }

    /** The weights this graph reads. */
    public Weights weights() {
        return weights;
    }

    /** The floating type of the graph. */
    public DataType dataType() {
        return weights.dataType();
    }

    /** A value fed at each run; a dimension of -1 is free. */
    public SDVariable input(String name, long... shape) {
        return sameDiff.placeHolder(named(name), dataType(), shape);
    }

    /** The number of optimizer steps taken so far, fed by the trainer: LONG, a scalar. */
    public SDVariable step() {
        SDVariable existing = sameDiff.getVariable(STEP);
        return existing != null ? existing : sameDiff.placeHolder(STEP, DataType.INT64);
    }

    /** What each example is of, fed from the corpus or by who decodes: LONG, {@code [batch]}; see {@link #LABELS}. */
    public SDVariable labels() {
        SDVariable existing = sameDiff.getVariable(LABELS);
        return existing != null ? existing : sameDiff.placeHolder(LABELS, DataType.INT64, -1);
    }

    /** A hyper-parameter that changes over the run, fed by the trainer at each step: a scalar. */
    public SDVariable schedule(String name, Schedule schedule) {
        if (whole.schedules.putIfAbsent(named(name), schedule) != null) {
            throw new IllegalStateException("there is a schedule named " + named(name) + " already");
        }
        return sameDiff.placeHolder(named(name), dataType());
    }

    /** A trainable array, drawn by {@code init} unless the weights have it already. */
    public SDVariable parameter(String name, Init init, long... shape) {
        INDArray value = weights.parameter(name, init, shape);
        SDVariable existing = sameDiff.getVariable(named(name));
        return existing != null ? existing : sameDiff.var(named(name), value.dataType(), value.shape());
    }

    /** An array that gradients never change, made by {@code init} unless the weights have it already. */
    public SDVariable state(String name, Init init, long... shape) {
        INDArray value = weights.state(name, init, shape);
        SDVariable existing = sameDiff.getVariable(named(name));
        return existing != null ? existing : sameDiff.placeHolder(named(name), value.dataType(), value.shape());
    }

    /** A constant scalar of the graph's floating type. */
    public SDVariable constant(double value) {
        return sameDiff.constant(org.nd4j.linalg.factory.Nd4j.scalar(dataType(), value));
    }

    /** Registers a change of states after every training step, given the values of {@code watched} in that step. */
    public void afterStep(String name, List<SDVariable> watched, StateUpdate change) {
        whole.afterStep.add(update(name, watched, change));
    }

    /**
     * Registers a change of states or parameters before the first step, given the values of {@code watched} on the
     * first batch.
     */
    public void beforeTraining(String name, List<SDVariable> watched, StateUpdate change) {
        whole.beforeTraining.add(update(name, watched, change));
    }

    /** The registered changes after each step, in order. */
    public List<Update> updatesAfterStep() {
        return Collections.unmodifiableList(whole.afterStep);
    }

    /** The registered changes before the first step, in order. */
    public List<Update> updatesBeforeTraining() {
        return Collections.unmodifiableList(whole.beforeTraining);
    }

    /** The schedules of this graph by the name of the input that each feeds. */
    public Map<String, Schedule> schedules() {
        return Collections.unmodifiableMap(whole.schedules);
    }

    private String named(String name) {
        return scope.isEmpty() ? name : scope + SCOPE + name;
    }

    private Update update(String name, List<SDVariable> watched, StateUpdate change) {
        List<String> names = watched.stream().map(SDVariable::name).toList();
        return new Update(named(name), names, this == whole ? change
                : (values, all, source) -> change.apply(values, all.scoped(scope), source));
    }
}
