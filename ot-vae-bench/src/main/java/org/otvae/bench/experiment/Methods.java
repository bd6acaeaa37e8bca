package org.otvae.bench.experiment;

import java.util.List;
import java.util.function.Function;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.codebook.DeadCodeReset;
import org.otvae.codebook.ExponentialMovingAverage;
import org.otvae.graph.Schedule;
import org.otvae.model.Reconstruction;
import org.otvae.quantizer.FsqQuantizer;
import org.otvae.quantizer.GumbelQuantizer;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.quantizer.VqQuantizer;
import org.otvae.quantizer.VqWaeQuantizer;

/**
 * The rows of every table: one method each, at its best known settings. They differ in the quantizer, the loss that belongs to
 * it and how fast network and codebook learn, and in nothing else.
 *
 * @param codes            codes of each codebook
 * @param dim              width of a code
 * @param transport        OT-VAE at its best settings for the modality, of a codebook
 * @param stochastic       SQ-VAE at its best settings for the modality
 * @param losses           what a bad reconstruction costs
 * @param decay            of moving averages
 * @param speeds           of methods whose codes learn by gradient; the others learn at the table's rate
 */
record Methods(int codes, int dim, Function<Codebook, OtQuantizer> transport, Stochastic stochastic, Losses losses,
        double decay, Speeds speeds) {

    /** Decay of moving averages in [oord2017neural], [dhariwal2020jukebox] and [siyao2022bailando]. */
    static final double USUAL_DECAY = 0.99;

    private static final double COMMITMENT = 0.02; // where codes follow moving averages: Jukebox's and Bailando's

    Methods(int codes, int dim, Function<Codebook, OtQuantizer> transport, Stochastic stochastic, double decay) {
        this(codes, dim, transport, stochastic, Losses.SQUARED, decay, Speeds.FAST);
    }

    /**
     * What SQ-VAE's rows have of their own.
     *
     * @param combination     what Σ is, by the authors' code for such data
     * @param initialVariance exp(s) at the start
     * @param lastTemperature what the temperature comes to from 1
     */
    record Stochastic(SqVaeQuantizer.Combination combination, double initialVariance, double lastTemperature) {

        /**
         * With the {@code best} last temperature of short runs, and at the protocol's length with what the authors' decay,
         * exp(-1e-5 step), comes to.
         */
        static Stochastic of(Scale scale, SqVaeQuantizer.Combination combination, double initialVariance, double best, long steps) {
            return new Stochastic(combination, initialVariance, scale == Scale.FULL ? Math.exp(-1e-5 * steps) : best);
        }
    }

    /**
     * One error in two forms.
     *
     * @param nats in nats per example, for methods whose other terms are
     * @param mean the mean over values, for the others
     */
    record Losses(Reconstruction nats, Reconstruction mean) {

        static final Losses SQUARED = new Losses(new Reconstruction.LogSquaredError(), new Reconstruction.SquaredError());
    }

    /**
     * Learning rates of a method, times the table's.
     *
     * @param network  of encoder and decoder
     * @param codebook of codes that learn by gradient
     */
    record Speed(double network, double codebook) {

        /** Both learn at the table's rate. */
        static final Speed EVEN = new Speed(1, 1);
    }

    /** Those of the methods whose codes learn by gradient. */
    record Speeds(Speed ot, Speed vq, Speed sqVae, Speed gumbel, Speed vqWae) {

        /** Every such codebook was better for a high rate, on validation data of images (docs/method.md, section 5). */
        static final Speeds FAST = new Speeds(new Speed(1, 20), new Speed(1, 20), new Speed(1, 40), new Speed(1, 20),
                new Speed(1, 20));
    }

    /**
     * One row.
     *
     * @param name           what commands and tables call it
     * @param description    one line for people
     * @param quantizer      the method
     * @param reconstruction the loss that belongs to it
     * @param speed          how fast it learns
     */
    record Method(String name, String description, Quantizer quantizer, Reconstruction reconstruction, Speed speed) {
    }

    /** All methods in the order of the catalogue. */
    List<Method> all() {
        return List.of(ot(), otPaper(), vq(), vqEma(), vqEmaReset(), vqEmaJukebox(), vqEmaWilliams(), sqVae(), sqVae2(),
                sqVae3(), sqVae4(), gumbel(), fsq(), vqWae());
    }

    /** Those of the demo. */
    List<Method> demo() {
        return List.of(ot(), vq(), vqEma(), vqEmaReset(), sqVae(), gumbel());
    }

    /**
     * OT-VAE at our best settings: a small weight on the transport cost, an entropic strength that falls with the
     * temperature, Gumbel noise that falls too, a codebook that learns faster than the network, codes chosen by the
     * transport's dual potentials. Chosen on the validation split (docs/method.md, section 5).
     * {@code ./otvae train fashion-mnist-ot}
     */
    Method ot() {
        return new Method("ot",
                "OT-VAE with our best settings: transport weight 0.01, fast codebook, fading noise, dual potentials",
                transport.apply(firstBatch()), losses.nats(), speeds.ot);
    }

    /**
     * {@link #ot} with past latents in the transport's problem, for batches with few latents for each code.
     * {@code ./otvae train prompts8k-ot-queue}
     */
    Method otQueue(int latents) {
        return new Method("ot-queue", "OT-VAE with our best settings and a queue of " + latents + " past latents",
                transport.apply(firstBatch()).withQueue(latents), losses.nats(), speeds.ot);
    }

    /**
     * OT-VAE as the paper's text can be read: reconstruction alone, nearest codes at test time, SQ-VAE's temperature
     * over its 100 epochs.
     * {@code ./otvae train fashion-mnist-ot-paper}
     */
    Method otPaper() {
        return new Method("ot-paper",
                "OT-VAE by the letter of the paper: reconstruction loss alone, nearest code at test time",
                new OtQuantizer(normal(), Score.SQUARED_DISTANCE, Schedule.constant(0.1), 10,
                        new Schedule.Exponential(1, 0.21), Schedule.constant(1), 0, OtQuantizer.Inference.NEAREST, 0,
                        false),
                losses.nats(), Speed.EVEN);
    }

    /**
     * VQ-VAE [oord2017neural] with the usual commitment weight and a fast codebook.
     * {@code ./otvae train fashion-mnist-vq}
     */
    Method vq() {
        return new Method("vq", "VQ-VAE: stop-gradient, codebook and commitment losses",
                new VqQuantizer(new Codebook(codes, dim, new CodebookInit.Uniform(1.0 / codes)), 0.25, 1, null),
                losses.mean(), speeds.vq);
    }

    /**
     * VQ-VAE whose codes follow the mean of their latents [oord2017neural] appendix A.1. It begins and commits as
     * {@link #vqEmaReset}, so that the reset alone tells them apart.
     * {@code ./otvae train fashion-mnist-vq-ema}
     */
    Method vqEma() {
        return new Method("vq-ema", "VQ-VAE with a codebook by exponential moving averages",
                new VqQuantizer(firstBatch(), COMMITMENT, 1, new ExponentialMovingAverage(decay, 1e-5)),
                losses.mean(), Speed.EVEN);
    }

    /**
     * Moving averages, and dead codes start again at random latents that count as one use. On images, with {@code decay} 0.95,
     * the rule of {@link #vqEmaWilliams} is close to it (README's tables).
     * {@code ./otvae train fashion-mnist-vq-ema-reset}
     */
    Method vqEmaReset() {
        return new Method("vq-ema-reset", "VQ-VAE with moving averages and a reset of dead codes that counts as one use",
                resetting(DeadCodeReset.Placement.RANDOM_LATENT_COUNTED),
                losses.mean(), Speed.EVEN);
    }

    /**
     * Moving averages, and dead codes start again at random latents by the letter of [dhariwal2020jukebox]. Unlike the paper,
     * averages have the table's {@code decay}.
     * {@code ./otvae train fashion-mnist-vq-ema-jukebox}
     */
    Method vqEmaJukebox() {
        return new Method("vq-ema-jukebox", "VQ-VAE with moving averages and Jukebox's reset of dead codes",
                resetting(DeadCodeReset.Placement.RANDOM_LATENT), losses.mean(), Speed.EVEN);
    }

    /**
     * Moving averages, and dead codes start again beside the most used one [williams2020hierarchical].
     * {@code ./otvae train fashion-mnist-vq-ema-williams}
     */
    Method vqEmaWilliams() {
        return new Method("vq-ema-williams", "VQ-VAE with moving averages and Williams' reset of dead codes",
                resetting(DeadCodeReset.Placement.NEAR_MOST_USED),
                losses.mean(), Speed.EVEN);
    }

    /**
     * Gaussian SQ-VAE type I [takida2022sqvae]. First codes from latents, a codebook that learns forty times as fast as the
     * network and a temperature that falls in short runs too help it as they help OT-VAE.
     * {@code ./otvae train fashion-mnist-sq-vae}
     */
    Method sqVae() {
        return sqVae("sq-vae", "type I: stochastic quantization with a learned variance", SqVaeQuantizer.Variance.SHARED);
    }

    /** Type II: the encoder gives a variance for each image. {@code ./otvae train fashion-mnist-sq-vae-2} */
    Method sqVae2() {
        return sqVae("sq-vae-2", "type II: a variance for each image", SqVaeQuantizer.Variance.PER_EXAMPLE);
    }

    /** Type III: the encoder gives a variance for each position. {@code ./otvae train fashion-mnist-sq-vae-3} */
    Method sqVae3() {
        return sqVae("sq-vae-3", "type III: a variance for each position", SqVaeQuantizer.Variance.PER_POSITION);
    }

    /** Type IV: a variance for each position and dimension. {@code ./otvae train fashion-mnist-sq-vae-4} */
    Method sqVae4() {
        return sqVae("sq-vae-4", "type IV: a variance for each position and dimension", SqVaeQuantizer.Variance.PER_DIMENSION);
    }

    private Method sqVae(String method, String what, SqVaeQuantizer.Variance variance) {
        return new Method(method, "Gaussian SQ-VAE " + what,
                new SqVaeQuantizer(firstBatch(), variance, stochastic.combination, stochastic.initialVariance,
                        new Schedule.Exponential(1, stochastic.lastTemperature)),
                losses.nats(), speeds.sqVae);
    }

    /**
     * The discrete VAE with Gumbel-softmax samples [jang2017categorical], [ramesh2021zero].
     * {@code ./otvae train fashion-mnist-gumbel}
     */
    Method gumbel() {
        return new Method("gumbel", "discrete VAE: Gumbel-softmax samples, divergence from uniform codes",
                new GumbelQuantizer(normal(), new Schedule.Exponential(1, 0.0625), 0.1),
                losses.nats(), speeds.gumbel);
    }

    /**
     * Finite scalar quantization [mentzer2023finite] with the levels its authors advise for about 2^8 codes, and others
     * in their spirit for 2^7 and 2^9.
     * {@code ./otvae train fashion-mnist-fsq}
     */
    Method fsq() {
        return new Method("fsq", "finite scalar quantization: rounded channels, no codebook",
                new FsqQuantizer(levels(), dim),
                losses.mean(), Speed.EVEN);
    }

    /**
     * VQ-WAE [vuong2023vqwae]: nearest codes with a Wasserstein penalty, whose transport is close to their exact one. At its
     * authors' weight, 1e-3, with their first codes the penalty outweighs the error (docs/method.md, section 5).
     * {@code ./otvae train fashion-mnist-vq-wae}
     */
    Method vqWae() {
        return new Method("vq-wae", "VQ-WAE: nearest codes and a Wasserstein penalty towards equal use",
                new VqWaeQuantizer(firstBatch(), 5e-6, 1e-3, 50), losses.mean(), speeds.vqWae);
    }

    private List<Integer> levels() {
        return switch (codes) {
            case 128 -> List.of(5, 5, 5);
            case 256 -> List.of(8, 6, 5);
            default -> List.of(8, 8, 8);
        };
    }

    /** Jukebox's and Bailando's weights [dhariwal2020jukebox], [siyao2022bailando]. */
    private VqQuantizer resetting(DeadCodeReset.Placement placement) {
        return new VqQuantizer(firstBatch(), COMMITMENT, 1,
                new ExponentialMovingAverage(decay, 0).then(new DeadCodeReset(1, placement)));
    }

    private Codebook normal() {
        return new Codebook(codes, dim, new CodebookInit.Normal(1));
    }

    private Codebook firstBatch() {
        return new Codebook(codes, dim, new CodebookInit.FirstBatch(0));
    }
}
