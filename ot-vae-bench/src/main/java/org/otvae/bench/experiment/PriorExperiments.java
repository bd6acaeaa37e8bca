package org.otvae.bench.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.otvae.audio.data.EmbeddedPrompts;
import org.otvae.audio.data.Prompts8k;
import org.otvae.graph.Schedule;
import org.otvae.image.data.Cifar10;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.image.data.FashionMnist;
import org.otvae.image.data.Mnist;
import org.otvae.prior.Prior;
import org.otvae.train.TrainingPlan;

/**
 * Priors over codes: a transformer that learns which codes follow which, given the class. Codes and positions follow
 * the tokenizer; {@code --set prior.network.classes=1} trains without classes. Sizes are for two cores (docs/method.md,
 * section 6).
 *
 * <p>{@code ./otvae train fashion-mnist-prior}, with a tokenizer of your own {@code --tokenizer RUNDIR}.
 */
final class PriorExperiments {

    private static final String METHOD = "prior";
    private static final int CLASSES = 10;
    private static final int SPEAKERS = 6; // of prompts8k, see AudioExperiments
    private static final int SLICE_SPEAKERS = 5;
    private static final int EXCERPT = 192; // codes, 3.84 s; half of the prompts are shorter than 1.4 s
    private static final int BATCH = 32;
    private static final int SHORT_EPOCHS = 1; // 1,562 steps
    private static final int DEMO_EPOCHS = 8; // 1,000 steps
    private static final int FULL_EPOCHS = 40;

    private PriorExperiments() {
    }

    /** Every prior at a scale. */
    static List<Experiment> all(Scale scale) {
        return Stream.concat(codes(scale).stream(), DanceExperiments.all(scale).stream()).toList();
    }

    private static List<Experiment> codes(Scale scale) {
        double dropout = scale == Scale.FULL ? 0.1 : 0; // short runs see no picture often enough to learn it by heart
        var length = Table.Length.of(scale, SHORT_EPOCHS, FULL_EPOCHS);
        return List.of(
                images("fashion-mnist", FashionMnist.NAME, "fashion-mnist", new Prior(256, 49, CLASSES, 3, 96, 4,
                dropout), length),
                images("mnist", Mnist.NAME, "", new Prior(128, 49, CLASSES, 3, 96, 4, dropout), length),
                images("cifar10", Cifar10.NAME, "cifar10", new Prior(512, 64, CLASSES, 3, 96, 4, dropout), length),
                speech("prompts8k", Prompts8k.NAME, new Prior(512, EXCERPT, SPEAKERS, 3, 96, 4, dropout), length),
                speech("audio-demo", EmbeddedPrompts.NAME, new Prior(512, EXCERPT, SLICE_SPEAKERS, 2, 64, 4, 0.1),
                        Table.Length.of(scale, DEMO_EPOCHS, DEMO_EPOCHS)),
                images("demo", EmbeddedFashionMnist.NAME, "fashion-mnist", new Prior(256, 49, CLASSES, 2, 64, 4, 0.1),
                        Table.Length.of(scale, DEMO_EPOCHS, DEMO_EPOCHS)));
    }

    /** The images' prior over the codes of several tokenizers of the catalogue: rows of one table. */
    static List<Experiment> rows(String prefix, List<String> methods, Scale scale) {
        var prior = all(scale).stream().filter(row -> row.name().equals(prefix + "-" + METHOD)).findFirst()
                .orElseThrow();
        var tokenizers = ImageExperiments.all(scale);
        return methods.stream().map(method -> tokenizers.stream().filter(row -> row.name().equals(prefix + "-"
                + method))
                .findFirst().orElseThrow()).map(tokenizer -> over(prior, tokenizer)).toList();
    }

    private static Experiment over(Experiment prior, Experiment tokenizer) {
        var network = (Prior) prior.prior().network();
        return new Experiment(prior.name() + "-" + tokenizer.method(), tokenizer.method(),
                prior.description() + "; codes of " + tokenizer.name(), prior.corpus(), tokenizer.autoencoder(),
                prior.plan(),
                new CodePrior(tokenizer.name(), "",
                        network.fitted(tokenizer.autoencoder().quantizer().codes(), network.positions())));
    }

    private static Experiment images(String prefix, String corpus, String source, Prior network, Table.Length length) {
        return experiment(prefix, corpus, source, "codes in raster order, told the class", network, plan(BATCH, length),
                ImageExperiments.all(Scale.SHORT));
    }

    /** Batches with as many codes as those of pictures. */
    private static Experiment speech(String prefix, String corpus, Prior network, Table.Length length) {
        return experiment(prefix, corpus, "prompts8k", "codes of excerpts of 3.8 s, told the speaker", network,
                plan(BATCH / 4, length), AudioExperiments.all(Scale.SHORT));
    }

    private static TrainingPlan plan(int batch, Table.Length length) {
        return new TrainingPlan(batch, length.epochs(), length.steps(), new Schedule.Cosine(2e-3, 0),
                Schedule.constant(0), 1, 500,
                0, 1);
    }

    private static Experiment experiment(String prefix, String corpus, String source, String what, Prior network,
            TrainingPlan plan, List<Experiment> tokenizers) {
        var autoencoder = tokenizers.stream().filter(row -> row.name().equals(prefix + "-ot")).findFirst().orElseThrow()
                .autoencoder();
        return new Experiment(prefix + "-" + METHOD, METHOD, "transformer of " + network.layers() + " layers, "
                + network.width() + " wide, over " + what + (source.isEmpty() ? "; needs --tokenizer" : ""), corpus,
                autoencoder,
                plan, new CodePrior(source, "", network));
    }
}
