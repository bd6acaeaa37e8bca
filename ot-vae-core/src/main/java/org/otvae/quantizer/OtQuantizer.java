package org.otvae.quantizer;

import java.util.List;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.Rows;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.graph.Schedule;
import org.otvae.op.ExpectedScore;
import org.otvae.op.GumbelSoftmax;
import org.otvae.op.HostArray;
import org.otvae.op.Sinkhorn;

/**
 * OT-VAE: every code gets the same number of latents. Entropic optimal transport turns scores s into a plan
 * Q = diag(u) exp(s/ε) diag(v) with uniform marginals (Sinkhorn), training samples y = softmax((log Q + g)/τ) with Gumbel
 * noise g and decodes y C [otvae2023]. Gradients pass through the plan; there is no stop-gradient, no moving
 * average, no codebook reset and, with {@code transportWeight} 0, no loss but the reconstruction.
 *
 * <p>Unlike the paper, which names no such term, {@code transportWeight} adds the transport cost
 * Σ_ik Q_ik ||z_i - c_k||² per example (the Wasserstein term of the WAE reading); {@code noise} may fade the Gumbel noise
 * out, y = softmax((log Q + noise · g)/τ), so that the decoder ends its training on the codes that it will be given; and
 * inference is by the transport's own dual potentials, argmax_k (s_ik + g_k), a Laguerre cell that does not depend on the
 * batch. Eleven components, because each is a row of the ablation table.
 *
 * @param codebook        the codes
 * @param score           how alike a latent and a code are
 * @param epsilon         ε over the run: entropic strength, greater than 0, in units of score
 * @param iterations      Sinkhorn iterations, at least 1
 * @param temperature     τ over the run, greater than 0
 * @param noise           scale of the Gumbel noise over the run, at least 0; 1 throughout is the paper
 * @param transportWeight weight of the transport cost, at least 0; 0 is the paper's text
 * @param inference       how indices are chosen outside training
 * @param queue           past latents that take part in the transport, never in the loss; 0 for none; for n/K below 4
 * @param detachPlan      ablation: hold the dual potentials constant in the gradient
 * @param solving         how exactly the dual potentials are solved for when the model is calibrated
 */
public record OtQuantizer(Codebook codebook, Score score, Schedule epsilon, int iterations, Schedule temperature,
        Schedule noise, double transportWeight, Inference inference, int queue, boolean detachPlan, Solving solving)
        implements Quantizer {

    /** The dual potentials of the codes among the states, {@code [codes]}, in units of score. */
    public static final String POTENTIALS = "quantizer.potentials";

    private static final String QUEUE = "quantizer.queue";
    private static final int HELD_SCORES = 1 << 24; // latents times codes that the calibration holds: 64 MB, four times
    private static final int SCORES_OF_A_BLOCK = 1 << 21; // where there are more, which each iteration makes anew: 8 MB
    private static final double MEMORY = 0.99; // of the running mean of potentials; the probe behind docs/method.md used it

    /** How indices are chosen outside training. */
    public enum Inference {
        /** argmax_k (s_ik + g_k), g solved on training latents when the model is calibrated. Default. */
        DUAL_POTENTIALS,
        /** The same with g the running mean of the training batches' potentials. */
        RUNNING_POTENTIALS,
        /** argmax_k s_ik. */
        NEAREST,
        /** argmax_k Q_ik of the batch at hand: depends on the batch, so for evaluation only. */
        BATCH_TRANSPORT;

        /** Potentials of training batches say nothing where scores outside training have another unit. */
        public boolean serves(Score score) {
            return this != RUNNING_POTENTIALS || score != Score.STANDARDIZED_DISTANCE;
        }
    }

    /**
     * How exactly the dual potentials are solved for: more iterations and a smaller strength make the codes' shares more equal
     * and the error a little larger, few iterations leave popular codes more than their share (docs/method.md, section 5).
     *
     * @param iterations    Sinkhorn iterations, at least 1
     * @param epsilonFactor times the run's present epsilon, greater than 0; hard choices have equal shares as it goes to 0
     */
    public record Solving(int iterations, double epsilonFactor) {

        /** Chosen on validation data of images: 10 iterations cost perplexity, 200 cost error. */
        public static final Solving BRIEF = new Solving(15, 1);

        public Solving {
            if (iterations < 1) {
                throw new IllegalArgumentException("solving.iterations must be at least 1, found " + iterations);
            }
            if (!(epsilonFactor > 0)) {
                throw new IllegalArgumentException("solving.epsilonFactor must be greater than 0, found " + epsilonFactor);
            }
        }
    }

    /**
     * OT-VAE at the settings that did best where they were searched for (docs/method.md, section 5): standardised distances, so
     * that scores keep their spread whatever the latents' scale; ε from 0.1 to 0.05; 10 iterations; temperature from 1 to
     * 0.1; noise from 1 to 0.2, which keeps what is decoded a sample to the end; transport weight 0.01; no queue.
     *
     * <p>Example: {@code OtQuantizer.of(new Codebook(512, 64, new CodebookInit.FirstBatch(0)))}.
     */
    public static OtQuantizer of(Codebook codebook) {
        return new OtQuantizer(codebook, Score.STANDARDIZED_DISTANCE, new Schedule.Exponential(0.1, 0.05), 10,
                new Schedule.Exponential(1, 0.1), new Schedule.Linear(1, 0.2), 0.01, Inference.DUAL_POTENTIALS, 0, false);
    }

    /** The same with {@link Solving#BRIEF}. */
    public OtQuantizer(Codebook codebook, Score score, Schedule epsilon, int iterations, Schedule temperature, Schedule noise,
            double transportWeight, Inference inference, int queue, boolean detachPlan) {
        this(codebook, score, epsilon, iterations, temperature, noise, transportWeight, inference, queue, detachPlan,
                Solving.BRIEF);
    }

    public OtQuantizer {
        Objects.requireNonNull(codebook, "codebook");
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, found " + iterations);
        }
        if (!(transportWeight >= 0)) {
            throw new IllegalArgumentException("transportWeight must be at least 0, found " + transportWeight);
        }
        if (queue < 0) {
            throw new IllegalArgumentException("queue must be at least 0 latents, found " + queue);
        }
        Least.above0(epsilon, "epsilon");
        Least.above0(temperature, "temperature");
        Least.atLeast0(noise, "noise");
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(inference, "inference");
        if (!inference.serves(score)) {
            throw new IllegalArgumentException("running_potentials need a score that does not depend on the batch, found "
                    + "standardized_distance; choose inference dual_potentials or nearest");
        }
        Objects.requireNonNull(solving, "solving");
    }

    /** The same with a queue of {@code latents} past latents. */
    public OtQuantizer withQueue(int latents) {
        return new OtQuantizer(codebook, score, epsilon, iterations, temperature, noise, transportWeight, inference, latents,
                detachPlan, solving);
    }

    /**
     * The same with another temperature and another noise over the run. Higher ones at the end keep the decoder from learning
     * few data by heart (docs/method.md, section 5).
     */
    public OtQuantizer withSampling(Schedule otherTemperature, Schedule otherNoise) {
        return new OtQuantizer(codebook, score, epsilon, iterations, otherTemperature, otherNoise, transportWeight, inference,
                queue, detachPlan, solving);
    }

    /** The same with dual potentials solved for otherwise. */
    public OtQuantizer withSolving(Solving other) {
        return new OtQuantizer(codebook, score, epsilon, iterations, temperature, noise, transportWeight, inference, queue,
                detachPlan, other);
    }

    @Override
    public int codes() {
        return codebook.codes();
    }

    @Override
    public int dim() {
        return codebook.dim();
    }

    @Override
    public Quantized quantize(Graph graph, Latents latents) {
        SDVariable z = latents.rows();
        SDVariable table = codebook.learned(graph, z);
        SDVariable potentials = graph.state(POTENTIALS, new Init.Constant(0), codes());
        if (queue > 0) {
            graph.state(QUEUE, new Init.Normal(0, 1), queue, dim()); // evaluation graphs have the same weights
        }
        return graph.training() ? sample(graph, latents, table) : choose(graph, z, table, potentials);
    }

    private Quantized sample(Graph graph, Latents latents, SDVariable table) {
        SDVariable z = latents.rows();
        Score.Comparison comparison = score.compare(z, table, dim());
        Sinkhorn.Plan plan = plan(graph, z, table, comparison.scores());
        SDVariable assignment = GumbelSoftmax.sample(plan.logPlan(), graph.schedule("temperature", temperature),
                graph.step(), graph.seed().derive("gumbel").mixed(), graph.schedule("noise", noise));
        if (inference == Inference.RUNNING_POTENTIALS) {
            graph.afterStep(POTENTIALS, List.of(plan.potentials()), (watched, weights, seed) ->
                    weights.state(POTENTIALS).muli(MEMORY).addi(watched.get(0).mul(1 - MEMORY)));
        }
        SDVariable loss = null;
        if (transportWeight > 0) {
            SDVariable cost = ExpectedScore.of(plan.logPlan(), comparison.distances()); // (1/n) Σ_ik Q_ik ||z_i - c_k||²
            loss = cost.mul(comparison.factor() * transportWeight * latents.perExample());
        }
        return new Quantized(assignment.mmul(table), plan.logPlan().argmax(1), loss);
    }

    private Sinkhorn.Plan plan(Graph graph, SDVariable z, SDVariable table, SDVariable own) {
        SDVariable strength = graph.schedule("epsilon", epsilon);
        if (queue == 0) {
            return Sinkhorn.plan(own, strength, iterations, detachPlan);
        }
        SDVariable past = graph.state(QUEUE, new Init.Normal(0, 1), queue, dim());
        graph.beforeTraining(QUEUE, List.of(z), (watched, weights, seed) -> fill(watched.get(0), weights.state(QUEUE)));
        graph.afterStep(QUEUE, List.of(z), (watched, weights, seed) -> enqueue(watched.get(0), weights.state(QUEUE)));
        SDVariable scores = score.of(graph.sameDiff().concat(0, past, z), table, dim());
        Sinkhorn.Plan all = Sinkhorn.plan(scores, strength, iterations, detachPlan);
        return new Sinkhorn.Plan(lastRows(all.logPlan()), all.potentials());
    }

    /** The rows of the batch, behind those of the queue. */
    private SDVariable lastRows(SDVariable logPlan) {
        return logPlan.getSameDiff().stridedSlice(logPlan, new long[] {queue, 0}, new long[] {0, 0}, new long[] {1, 1}, 0, 3, 0, 0, 0);
    }

    private Quantized choose(Graph graph, SDVariable z, SDVariable table, SDVariable potentials) {
        SDVariable scores = score.alone(z, table, dim());
        SDVariable indices = switch (inference) {
            case DUAL_POTENTIALS, RUNNING_POTENTIALS -> scores.add(potentials).argmax(1);
            case NEAREST -> scores.argmax(1);
            case BATCH_TRANSPORT -> Sinkhorn.plan(score.of(z, table, dim()), graph.constant(finalEpsilon()), iterations, true)
                    .logPlan().argmax(1);
        };
        return Nearest.hard(table, indices);
    }

    private double finalEpsilon() {
        return epsilon.at(new Schedule.Progress(1, 0));
    }

    /** Equal shares of fewer latents than codes would be less than one latent each. */
    @Override
    public void requireBatch(long latents) {
        if (latents + queue < codes()) {
            throw new IllegalArgumentException("a batch has " + latents + " latents and the queue " + queue + ", but there are "
                    + codes() + " codes, so that equal shares are less than one latent; raise the batch size, set the queue "
                    + "or lower the number of codes");
        }
    }

    @Override
    public boolean calibrates() {
        return inference == Inference.DUAL_POTENTIALS;
    }

    @Override
    public void calibrate(Calibration calibration) {
        long wanted = Math.max(Calibration.latents(codes()), HELD_SCORES / codes());
        float[] latents = Rows.spread(calibration.latents(), dim(), (int) Math.min(wanted, Integer.MAX_VALUE));
        HostArray.write(calibration.weights().state(POTENTIALS), potentials(latents, calibration));
    }

    /**
     * Potentials with which argmax_k (s_ik + g_k) gives every code about the same number of these latents, and of new ones like
     * them [peyre2019computational] section 4.
     */
    private double[] potentials(float[] latents, Calibration calibration) {
        float[] table = Codebook.values(calibration.weights());
        int count = latents.length / dim();
        int rows = (long) count * codes() <= HELD_SCORES ? count : Math.max(1, SCORES_OF_A_BLOCK / codes());
        try (ScoreMatrix scores = new ScoreMatrix(score, latents, table, dim(), rows)) {
            double strength = solving.epsilonFactor() * epsilon.at(calibration.progress()) * score.unit(scores);
            return Sinkhorn.potentials(scores, codes(), strength, solving.iterations());
        }
    }

    @Override
    public SDVariable decode(Graph graph, SDVariable indices) {
        return Nearest.decode(graph, codebook, indices);
    }

    /** Fills the queue with the batch, over and over. */
    private static void fill(INDArray latents, INDArray queue) {
        float[] rows = Rows.of(latents);
        float[] past = new float[(int) queue.length()];
        for (int i = 0; i < past.length; i++) {
            past[i] = rows[i % rows.length];
        }
        Rows.into(queue, past);
    }

    /** Moves the batch in at the end; the oldest latents leave at the front. */
    private static void enqueue(INDArray latents, INDArray queue) {
        float[] rows = Rows.of(latents);
        float[] past = Rows.of(queue);
        int entering = Math.min(rows.length, past.length);
        System.arraycopy(past, entering, past, 0, past.length - entering);
        System.arraycopy(rows, rows.length - entering, past, past.length - entering, entering);
        Rows.into(queue, past);
    }
}
