package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.bench.experiment.Corpora;
import org.otvae.data.Corpus;
import org.otvae.data.SafeTensors;
import org.otvae.data.Split;
import org.otvae.graph.Schedule;
import org.otvae.graph.Weights;
import org.otvae.image.data.FashionMnist;
import org.otvae.image.metric.ClassifierFrechet;
import org.otvae.metric.Scores;
import org.otvae.provenance.Seed;
import org.otvae.train.Checkpoint;
import org.otvae.train.CheckpointStore;
import org.otvae.train.Trainer;
import org.otvae.train.TrainingListener;
import org.otvae.train.TrainingPlan;

/**
 * Trains the classifier in whose features generated clothes are compared with real ones, on Fashion-MNIST. The one
 * inside the image module was made so.
 *
 * @param epochs passes over the training images
 * @param seed   of everything random
 */
public record FeatureTraining(int epochs, long seed) {

    private static final int BATCH = 64;

    public FeatureTraining {
        if (epochs < 1) {
            throw new IllegalArgumentException("expected --epochs of at least 1, found " + epochs);
        }
    }

    /**
     * What came out.
     *
     * @param weights  of the best epoch by the validation images
     * @param accuracy share of the test images whose class it finds
     * @param step     of the best epoch
     */
    public record Trained(SafeTensors weights, double accuracy, long step) {
    }

    /**
     * Trains, from where an earlier run in the folder stopped if there is one.
     *
     * @param data   folder of Fashion-MNIST's files; empty to look where they usually are
     * @param folder for checkpoints
     * @param lines  hears of each epoch
     */
    public Trained train(Optional<Path> data, Path folder, Consumer<String> lines) {
        Corpus corpus = Corpora.open(FashionMnist.NAME, data);
        var plan = new TrainingPlan(BATCH, epochs, 0, new Schedule.Cosine(1e-3, 0), Schedule.constant(0), 0, 1000, 0,
                seed);
        var network = ClassifierFrechet.NETWORK;
        var tellingEpochs = new TrainingListener() {
            @Override
            public void validated(long step, Scores scores, boolean best) {
                lines.accept("after step " + step + ": " + accuracy(scores) + " of the validation images"
                        + (best ? " (best)" : ""));
            }
        };
        try (var trainer = new Trainer(network, corpus, plan, folder,
                "features " + network + " " + plan + " " + corpus.fingerprint(), List.of(tellingEpochs))) {
            trainer.train();
        }
        Checkpoint best = new CheckpointStore(folder, 1).best().checkpoint().orElseThrow();
        var weights = new Weights(new Seed(seed), DataType.FLOAT);
        try (var judge = network.judge(corpus, BATCH, weights)) {
            weights.assign(best.weights());
            return new Trained(weights.tensors(), judge.judge(Split.TEST).scores().fidelity().get("accuracy"), best.step());
        }
    }

    private static String accuracy(Scores scores) {
        return String.format(java.util.Locale.ROOT, "%.2f %%", 100 * scores.fidelity().get("accuracy"));
    }
}
