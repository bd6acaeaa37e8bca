package org.otvae.bench.experiment;

import java.util.List;
import org.otvae.graph.Schedule;
import org.otvae.image.data.Cifar10;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.image.data.FashionMnist;
import org.otvae.image.data.Mnist;
import org.otvae.prior.Prior;
import org.otvae.train.TrainingPlan;

/**
 * Priors over codes: a transformer that learns which codes follow which, given the class. Codes and positions follow the
 * tokenizer; {@code --set prior.network.classes=1} trains without classes. Sizes are for two cores (docs/method.md,
 * section 9).
 *
 * <p>{@code ./otvae train fashion-mnist-prior}, with a tokenizer of your own {@code --tokenizer RUNDIR}.
 */
final class PriorExperiments {

    private static final String METHOD = "prior";
    private static final int CLASSES = 10;
    private static final int SHORT_EPOCHS = 8;
    private static final int DEMO_EPOCHS = 24;
    private static final int FULL_EPOCHS = 40;

    private PriorExperiments() {
    }

    /** Every prior at a scale. */
    static List<Experiment> all(Scale scale) {
        return List.of(
                images("fashion-mnist", FashionMnist.NAME, "fashion-mnist", new Prior(256, 49, CLASSES, 4, 96, 4, 0.1),
                        Table.Length.of(scale, SHORT_EPOCHS, FULL_EPOCHS)),
                images("mnist", Mnist.NAME, "", new Prior(128, 49, CLASSES, 4, 96, 4, 0.1),
                        Table.Length.of(scale, SHORT_EPOCHS, FULL_EPOCHS)),
                images("cifar10", Cifar10.NAME, "cifar10", new Prior(512, 64, CLASSES, 4, 96, 4, 0.1),
                        Table.Length.of(scale, SHORT_EPOCHS, FULL_EPOCHS)),
                images("demo", EmbeddedFashionMnist.NAME, "fashion-mnist", new Prior(256, 49, CLASSES, 2, 64, 4, 0.2),
                        Table.Length.of(scale, DEMO_EPOCHS, DEMO_EPOCHS)));
    }

    private static Experiment images(String prefix, String corpus, String source, Prior network, Table.Length length) {
        var plan = new TrainingPlan(64, length.epochs(), length.steps(), new Schedule.Cosine(2e-3, 0), Schedule.constant(0), 1,
                500, 0, 1);
        var autoencoder = ImageExperiments.all(Scale.SHORT).stream().filter(row -> row.name().equals(prefix + "-ot"))
                .findFirst().orElseThrow().autoencoder();
        return new Experiment(prefix + "-" + METHOD, METHOD,
                "transformer of " + network.layers() + " layers, " + network.width() + " wide, over codes in raster order, told "
                        + "the class" + (source.isEmpty() ? "; needs --tokenizer" : ""),
                corpus, autoencoder, plan, new CodePrior(source, "", network));
    }
}
