package org.otvae.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Codebook;
import org.otvae.data.Corpus;
import org.otvae.data.SafeTensors;
import org.otvae.graph.Graph;
import org.otvae.graph.Schedule;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

/** One step of training: batch, forward, backward, checks, Adam, updates of states. */
final class TrainingStep {

    private static final double RECENT = 0.05; // weight of the newest step in the displayed speed

    private final TrainingPlan plan;
    private final Weights weights;
    private final Seed seed;
    private final long steps;
    private final Trainable.Objective model;
    private final Session session;
    private final Adam adam;
    private final Batches batches;
    private final long[] batchShape;
    private double lastFiniteLoss = Double.NaN;
    private double secondsPerStep = Double.NaN;

    TrainingStep(Trainable trainable, Corpus corpus, TrainingPlan plan, Weights weights, Seed seed, long steps,
            long stepsPerEpoch) {
        this.plan = plan;
        this.weights = weights;
        this.seed = seed;
        this.steps = steps;
        this.model = trainable.objective(corpus, plan.batchSize(), weights, seed.derive("noise"));
        model.graph().schedules().forEach((name, schedule) -> plan.requireCounted(name, schedule));
        this.session = Session.withGradients(model.graph(), model.loss().name(), outputs(model));
        this.adam = new Adam(weights.parameters(), session.differentiated());
        this.batches = new Batches(corpus, plan.batchSize(), stepsPerEpoch, seed);
        this.batchShape = Batches.shape(corpus, plan.batchSize());
    }

    private static List<String> outputs(Trainable.Objective model) {
        List<String> outputs = new ArrayList<>(model.read().stream().map(SDVariable::name).toList());
        model.graph().updatesAfterStep().forEach(update -> outputs.addAll(update.watched()));
        return outputs.stream().distinct().toList();
    }

    /** Makes states and parameters ready that need a first batch. */
    void prepare() {
        for (Graph.Update update : model.graph().updatesBeforeTraining()) {
            try (Session first = Session.forward(model.graph(), update.watched())) {
                run(first, 0, 0, new LinkedHashMap<>());
                update.change().apply(update.watched().stream().map(first::value).toList(), weights,
                        seed.derive(update.name()));
            }
        }
    }

    /** Takes the step with number {@code step}, counted from 0. */
    StepReport take(long step, int reductions) {
        long start = System.nanoTime();
        Map<String, Double> values = new LinkedHashMap<>();
        run(session, step, reductions, values);
        double loss = session.scalar(model.loss().name());
        requireFinite(loss, "the loss", step, values);
        update(step, values);
        for (Graph.Update update : model.graph().updatesAfterStep()) {
            update.change().apply(update.watched().stream().map(session::value).toList(), weights,
                    seed.derive(update.name()).derive(step));
        }
        lastFiniteLoss = loss;
        Trainable.Measures measures = model.measures().apply(session);
        double seconds = (System.nanoTime() - start) / 1e9;
        secondsPerStep = Double.isNaN(secondsPerStep) ? seconds : secondsPerStep + RECENT * (seconds - secondsPerStep);
        return new StepReport(step + 1, steps, loss, measures.reconstruction(), measures.quantization(), measures.mse(),
                measures.perplexity(), measures.activeCodes(), values, 1 / secondsPerStep);
    }

    private void run(Session target, long step, int reductions, Map<String, Double> values) {
        Map<String, INDArray> inputs = inputs(step, reductions, values);
        target.run(inputs);
        inputs.values().forEach(INDArray::close); // native memory, which the garbage collector would free late
    }

    private Map<String, INDArray> inputs(long step, int reductions, Map<String, Double> values) {
        Schedule.Progress progress = Schedule.Progress.at(step, steps, reductions);
        Map<String, INDArray> inputs = new HashMap<>();
        Batches.Batch batch = batches.at(step);
        inputs.put(model.data().name(), Nd4j.createFromArray(batch.data()).reshape(batchShape));
        if (model.graph().sameDiff().hasVariable(Graph.LABELS)) {
            inputs.put(Graph.LABELS, Nd4j.createFromArray(batch.labels()));
        }
        model.graph().schedules().forEach((name, schedule) -> {
            values.put(name, schedule.at(progress));
            inputs.put(name, Session.scalarInput(model.graph(), schedule.at(progress)));
        });
        if (model.graph().sameDiff().hasVariable(Graph.STEP)) {
            inputs.put(Graph.STEP, Nd4j.scalar(step));
        }
        values.put("learningRate", plan.learningRate().at(progress));
        values.put("codebookLearningRate", plan.codebookLearningRate().at(progress));
        return inputs;
    }

    private void update(long step, Map<String, Double> values) {
        double squares = 0;
        for (String name : session.differentiated()) {
            squares += adam.load(name, session.gradient(name));
        }
        double norm = Math.sqrt(squares);
        requireFinite(norm, "the norm of the gradient", step, values);
        double scale = plan.gradientClip() > 0 && norm > plan.gradientClip() ? plan.gradientClip() / norm : 1;
        for (String name : session.differentiated()) {
            double rate = values.get(Codebook.isNameOfTable(name) ? "codebookLearningRate" : "learningRate");
            adam.step(name, scale, rate, step);
        }
    }

    private void requireFinite(double value, String what, long step, Map<String, Double> values) {
        if (!Double.isFinite(value)) {
            String node = session.firstNonFinite();
            throw new NonFiniteException(what + " is " + value + " at step " + (step + 1) + " of " + steps
                    + "; last finite loss " + lastFiniteLoss + ", first bad node " + node + ", schedules " + values
                    + "; lower the learning rate or raise epsilon");
        }
    }

    /** The time that all steps waited for their batches. */
    double secondsWaiting() {
        return batches.secondsWaiting();
    }

    /** Gives the working memory of steps back; no step can be taken any more. */
    void close() {
        session.close();
    }

    Map<String, Double> profile() {
        return session.profile(20);
    }

    /** Copies of Adam's moments. */
    SafeTensors optimizer() {
        return adam.moments();
    }

    /** Overwrites Adam's moments. */
    void assignOptimizer(SafeTensors moments) {
        adam.assign(moments);
    }
}
