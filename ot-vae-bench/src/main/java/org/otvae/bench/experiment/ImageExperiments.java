package org.otvae.bench.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.codebook.DeadCodeReset;
import org.otvae.codebook.ExponentialMovingAverage;
import org.otvae.graph.Schedule;
import org.otvae.image.data.CelebA;
import org.otvae.image.data.Cifar10;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.image.data.FashionMnist;
import org.otvae.image.data.ImageFolder;
import org.otvae.image.data.Mnist;
import org.otvae.image.model.ProtocolDecoder;
import org.otvae.image.model.ProtocolEncoder;
import org.otvae.image.model.ProtocolNet;
import org.otvae.image.model.VqWaeDecoder;
import org.otvae.image.model.VqWaeEncoder;
import org.otvae.model.Autoencoder;
import org.otvae.model.Decoder;
import org.otvae.model.Encoder;
import org.otvae.model.Reconstruction;
import org.otvae.quantizer.FsqQuantizer;
import org.otvae.quantizer.GumbelQuantizer;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.quantizer.VqQuantizer;
import org.otvae.quantizer.VqWaeQuantizer;
import org.otvae.train.TrainingPlan;

/**
 * The image experiments: the protocol of [takida2022sqvae], one method per row of a table: on the slice inside the
 * program ({@code demo-}), Fashion-MNIST and MNIST with its network for 28 pixels, on CIFAR-10 with that for 32, on
 * CelebA with that for 64, and on any folder of pictures with both.
 * Rows of one corpus have the same network, data, budget and seed and differ in the quantizer alone, each at its best
 * known settings.
 *
 * <p>Expect 7,810 steps for the 5 epochs of a row of Fashion-MNIST, 6,250 of CIFAR-10, 25,430 of CelebA; the table of the demo shows how
 * many steps a second this machine makes. No published numbers exist for 5 epochs that we could find.
 */
public final class ImageExperiments {

    private static final int DIM = 64;
    private static final double LEARNING_RATE = 1e-3;
    /** Every codebook that learns by gradient was better for it, on validation data after one epoch (docs/method.md). */
    private static final double CODEBOOK_LEARNING_RATE = 20 * LEARNING_RATE;

    private static final int SHORT_EPOCHS = 5;

    private final String prefix;
    private final String corpus;
    private final int codes;
    private final int epochs;
    private final int steps;
    private final Encoder encoder;
    private final Decoder decoder;
    /** exp(s) of SQ-VAE at the start, by its authors' code. */
    private final double initialVariance;
    /** What their temperature exp(-1e-5 step) has come to at the end; tables give that of a short run. */
    private final double annealedTemperature;

    private ImageExperiments(String prefix, String corpus, int codes, Length length, Encoder encoder, Decoder decoder,
            double initialVariance, double annealedTemperature) {
        this.prefix = prefix;
        this.corpus = corpus;
        this.codes = codes;
        this.epochs = length.epochs();
        this.steps = length.steps();
        this.encoder = encoder;
        this.decoder = decoder;
        this.initialVariance = initialVariance;
        this.annealedTemperature = Math.pow(annealedTemperature, length.times());
    }

    /** The length of a run; 0 steps for whole epochs; times the short one. */
    private record Length(int epochs, int steps, double times) {

        static Length of(Scale scale, int fewEpochs, int fullEpochs) {
            return switch (scale) {
                case SMOKE -> new Length(fewEpochs, Scale.SMOKE_STEPS, 1);
                case SHORT -> new Length(fewEpochs, 0, 1);
                case FULL -> new Length(fullEpochs, 0, fullEpochs / (double) fewEpochs);
            };
        }
    }

    private static ImageExperiments of(String prefix, String corpus, int codes, Length length, ProtocolNet net,
            double initialVariance, double annealedTemperature) {
        return new ImageExperiments(prefix, corpus, codes, length, new ProtocolEncoder(net, DIM),
                new ProtocolDecoder(net, DIM), initialVariance, annealedTemperature);
    }

    private static ImageExperiments onSlice(Scale scale) {
        // 750 steps a row, meant to stay under 5 minutes in all on 2 cores
        return of("demo", EmbeddedFashionMnist.NAME, 256, Length.of(scale, 6, 100), ProtocolNet.PIXELS_28, 10, 0.925);
    }

    private static ImageExperiments onFashionMnist(Scale scale) {
        return of("fashion-mnist", FashionMnist.NAME, 256, Length.of(scale, SHORT_EPOCHS, 100), ProtocolNet.PIXELS_28, 10,
                0.925);
    }

    private static ImageExperiments onMnist(Scale scale) {
        return of("mnist", Mnist.NAME, 128, Length.of(scale, SHORT_EPOCHS, 100), ProtocolNet.PIXELS_28, 10, 0.925);
    }

    private static ImageExperiments onCifar10(Scale scale) {
        return of("cifar10", Cifar10.NAME, 512, Length.of(scale, SHORT_EPOCHS, 100), ProtocolNet.PIXELS_32, 20, 0.939);
    }

    /** With the wider network of VQ-WAE's tables, which are not comparable with the protocol's. */
    private static ImageExperiments onCifar10Wide(Scale scale) {
        return new ImageExperiments("cifar10-wide", Cifar10.NAME, 512, Length.of(scale, SHORT_EPOCHS, 100),
                new VqWaeEncoder(DIM), new VqWaeDecoder(DIM), 20, 0.939);
    }

    private static ImageExperiments onCelebA(Scale scale) {
        return of("celeba", CelebA.NAME, 512, Length.of(scale, SHORT_EPOCHS, 70), ProtocolNet.PIXELS_64, 20, 0.775);
    }

    private static ImageExperiments onFolder32(Scale scale) {
        return of("folder32", ImageFolder.NAME_32, 512, Length.of(scale, SHORT_EPOCHS, 100), ProtocolNet.PIXELS_32, 20, 0.939);
    }

    private static ImageExperiments onFolder64(Scale scale) {
        return of("folder64", ImageFolder.NAME_64, 512, Length.of(scale, SHORT_EPOCHS, 70), ProtocolNet.PIXELS_64, 20, 0.775);
    }

    /** The rows of {@code ./otvae demo}. */
    static List<Experiment> demo() {
        return rows(onSlice(Scale.SHORT), List.of(ImageExperiments::ot, ImageExperiments::vq, ImageExperiments::vqEma,
                ImageExperiments::vqEmaReset, ImageExperiments::sqVae, ImageExperiments::gumbel));
    }

    /** Every row on every corpus. */
    static List<Experiment> all(Scale scale) {
        List<Function<ImageExperiments, Experiment>> methods = List.of(ImageExperiments::ot, ImageExperiments::otPaper,
                ImageExperiments::vq, ImageExperiments::vqEma, ImageExperiments::vqEmaReset,
                ImageExperiments::vqEmaJukebox, ImageExperiments::vqEmaWilliams,
                ImageExperiments::sqVae, ImageExperiments::sqVae2, ImageExperiments::sqVae3, ImageExperiments::sqVae4,
                ImageExperiments::gumbel, ImageExperiments::fsq, ImageExperiments::vqWae);
        var all = new ArrayList<Experiment>();
        Stream.<Function<Scale, ImageExperiments>>of(ImageExperiments::onFashionMnist, ImageExperiments::onMnist,
                        ImageExperiments::onCifar10, ImageExperiments::onCifar10Wide, ImageExperiments::onCelebA,
                        ImageExperiments::onFolder32, ImageExperiments::onFolder64, ImageExperiments::onSlice)
                .forEach(table -> all.addAll(rows(table.apply(scale), methods)));
        return List.copyOf(all);
    }

    private static List<Experiment> rows(ImageExperiments table, List<Function<ImageExperiments, Experiment>> methods) {
        return methods.stream().map(method -> method.apply(table)).toList();
    }

    /**
     * OT-VAE at our best settings: a small weight on the transport cost, an entropic strength that falls with the
     * temperature, Gumbel noise that fades out, a codebook that learns twenty times as fast as the network, codes chosen
     * by the transport's dual potentials. Chosen on the validation split after one epoch (docs/method.md, section 5).
     * {@code ./otvae train fashion-mnist-ot}
     */
    Experiment ot() {
        return row("ot",
                "OT-VAE with our best settings: transport weight 0.01, fast codebook, fading noise, dual potentials",
                new OtQuantizer(firstBatch(), Score.SQUARED_DISTANCE, new Schedule.Exponential(0.1, 0.05), 10,
                        new Schedule.Exponential(1, 0.1), new Schedule.Linear(1, 0), 0.01,
                        OtQuantizer.Inference.DUAL_POTENTIALS, 0, false),
                new Reconstruction.LogSquaredError(), CODEBOOK_LEARNING_RATE);
    }

    /**
     * OT-VAE as the paper's text can be read: reconstruction alone, nearest codes at test time, SQ-VAE's temperature
     * over its 100 epochs.
     * {@code ./otvae train fashion-mnist-ot-paper}
     */
    Experiment otPaper() {
        return row("ot-paper",
                "OT-VAE by the letter of the paper: reconstruction loss alone, nearest code at test time",
                new OtQuantizer(normal(), Score.SQUARED_DISTANCE, Schedule.constant(0.1), 10,
                        new Schedule.Exponential(1, 0.21), Schedule.constant(1), 0, OtQuantizer.Inference.NEAREST, 0,
                        false),
                new Reconstruction.LogSquaredError(), LEARNING_RATE);
    }

    /**
     * VQ-VAE [oord2017neural] with the usual commitment weight and a fast codebook.
     * {@code ./otvae train fashion-mnist-vq}
     */
    Experiment vq() {
        return row("vq", "VQ-VAE: stop-gradient, codebook and commitment losses",
                new VqQuantizer(new Codebook(codes, DIM, new CodebookInit.Uniform(1.0 / codes)), 0.25, 1, null),
                new Reconstruction.SquaredError(), CODEBOOK_LEARNING_RATE);
    }

    /**
     * VQ-VAE whose codes follow the mean of their latents [oord2017neural] appendix A.1.
     * {@code ./otvae train fashion-mnist-vq-ema}
     */
    Experiment vqEma() {
        return row("vq-ema", "VQ-VAE with a codebook by exponential moving averages",
                new VqQuantizer(normal(), 0.25, 1, new ExponentialMovingAverage(0.99, 1e-5)),
                new Reconstruction.SquaredError(), LEARNING_RATE);
    }

    /**
     * Moving averages, and dead codes start again at random latents that count as one use: the strongest rival. Jukebox's
     * literal rule, {@link #vqEmaJukebox}, was far behind it in perplexity in every comparison so far.
     * {@code ./otvae train fashion-mnist-vq-ema-reset}
     */
    Experiment vqEmaReset() {
        return row("vq-ema-reset", "VQ-VAE with moving averages and a reset of dead codes that counts as one use",
                resetting(DeadCodeReset.Placement.RANDOM_LATENT_COUNTED),
                new Reconstruction.SquaredError(), LEARNING_RATE);
    }

    /**
     * Moving averages, and dead codes start again at random latents by the letter of [dhariwal2020jukebox].
     * {@code ./otvae train fashion-mnist-vq-ema-jukebox}
     */
    Experiment vqEmaJukebox() {
        return row("vq-ema-jukebox", "VQ-VAE with moving averages and Jukebox's reset of dead codes",
                resetting(DeadCodeReset.Placement.RANDOM_LATENT), new Reconstruction.SquaredError(), LEARNING_RATE);
    }

    /**
     * Moving averages, and dead codes start again beside the most used one [williams2020hierarchical].
     * {@code ./otvae train fashion-mnist-vq-ema-williams}
     */
    Experiment vqEmaWilliams() {
        return row("vq-ema-williams", "VQ-VAE with moving averages and Williams' reset of dead codes",
                resetting(DeadCodeReset.Placement.NEAR_MOST_USED),
                new Reconstruction.SquaredError(), LEARNING_RATE);
    }

    /**
     * Gaussian SQ-VAE type I [takida2022sqvae] with the temperature that its authors' decay reaches in 5 epochs.
     * First codes from latents and a codebook that learns forty times as fast as the network help it as they help OT-VAE.
     * {@code ./otvae train fashion-mnist-sq-vae}
     */
    Experiment sqVae() {
        return sqVae("sq-vae", "type I: stochastic quantization with a learned variance", SqVaeQuantizer.Variance.SHARED);
    }

    /** Type II: the encoder gives a variance for each image. {@code ./otvae train fashion-mnist-sq-vae-2} */
    Experiment sqVae2() {
        return sqVae("sq-vae-2", "type II: a variance for each image", SqVaeQuantizer.Variance.PER_EXAMPLE);
    }

    /** Type III: the encoder gives a variance for each position. {@code ./otvae train fashion-mnist-sq-vae-3} */
    Experiment sqVae3() {
        return sqVae("sq-vae-3", "type III: a variance for each position", SqVaeQuantizer.Variance.PER_POSITION);
    }

    /** Type IV: a variance for each position and dimension. {@code ./otvae train fashion-mnist-sq-vae-4} */
    Experiment sqVae4() {
        return sqVae("sq-vae-4", "type IV: a variance for each position and dimension", SqVaeQuantizer.Variance.PER_DIMENSION);
    }

    private Experiment sqVae(String method, String what, SqVaeQuantizer.Variance variance) {
        return row(method, "Gaussian SQ-VAE " + what,
                new SqVaeQuantizer(firstBatch(), variance, initialVariance, new Schedule.Exponential(1, annealedTemperature)),
                new Reconstruction.LogSquaredError(), 40 * LEARNING_RATE);
    }

    /**
     * The discrete VAE with Gumbel-softmax samples [jang2017categorical], [ramesh2021zero].
     * {@code ./otvae train fashion-mnist-gumbel}
     */
    Experiment gumbel() {
        return row("gumbel", "discrete VAE: Gumbel-softmax samples, divergence from uniform codes",
                new GumbelQuantizer(normal(), new Schedule.Exponential(1, 0.0625), 0.1),
                new Reconstruction.LogSquaredError(), CODEBOOK_LEARNING_RATE);
    }

    /**
     * Finite scalar quantization [mentzer2023finite] with the levels its authors advise for about 2^8 codes, and others
     * in their spirit for 2^7 and 2^9.
     * {@code ./otvae train fashion-mnist-fsq}
     */
    Experiment fsq() {
        return row("fsq", "finite scalar quantization: rounded channels, no codebook",
                new FsqQuantizer(levels(), DIM),
                new Reconstruction.SquaredError(), LEARNING_RATE);
    }

    /**
     * VQ-WAE [vuong2023vqwae]: nearest codes with a Wasserstein penalty.
     * {@code ./otvae train fashion-mnist-vq-wae}
     */
    Experiment vqWae() {
        return row("vq-wae", "VQ-WAE: nearest codes and a Wasserstein penalty towards equal use",
                new VqWaeQuantizer(normal(), 1e-3, 0.1, 10), new Reconstruction.SquaredError(), LEARNING_RATE);
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
        return new VqQuantizer(firstBatch(), 0.02, 1,
                new ExponentialMovingAverage(0.99, 0).then(new DeadCodeReset(1, placement)));
    }

    private Codebook normal() {
        return new Codebook(codes, DIM, new CodebookInit.Normal(1));
    }

    private Codebook firstBatch() {
        return new Codebook(codes, DIM, new CodebookInit.FirstBatch(0));
    }

    private Experiment row(String method, String description, Quantizer quantizer, Reconstruction reconstruction,
            double codebookLearningRate) {
        var autoencoder = new Autoencoder(encoder, quantizer, decoder, reconstruction);
        var plan = new TrainingPlan(32, epochs, steps, falling(LEARNING_RATE), falling(codebookLearningRate), 0, 500, 0, 1);
        return new Experiment(prefix + "-" + method, method, description, corpus, autoencoder, plan);
    }

    /**
     * Half a cosine down to 0, for every row. The protocol halves on plateaus of the validation loss, which a run of 5
     * epochs never meets; every method that was tried both ways was better with the cosine.
     */
    private static Schedule falling(double initial) {
        return new Schedule.Cosine(initial, 0);
    }
}
