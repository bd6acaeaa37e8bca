package org.otvae.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.codebook.DeadCodeReset;
import org.otvae.codebook.ExponentialMovingAverage;
import org.otvae.data.SyntheticCorpus;
import org.otvae.graph.Schedule;
import org.otvae.model.Autoencoder;
import org.otvae.model.TinyNetwork;
import org.otvae.quantizer.FsqQuantizer;
import org.otvae.quantizer.GumbelQuantizer;
import org.otvae.quantizer.OtQuantizer;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.Score;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.quantizer.StreamsQuantizer;
import org.otvae.quantizer.VqQuantizer;
import org.otvae.quantizer.VqWaeQuantizer;

/** Runs of seconds over {@link SyntheticCorpus} and {@link TinyNetwork}, for tests of training. */
public final class TinyRuns {

    /** 96 examples in batches of 16: six steps an epoch. */
    static final SyntheticCorpus CORPUS = SyntheticCorpus.small();

    private static final Codebook CODES = new Codebook(8, 8, new CodebookInit.Normal(1));
    private static final Codebook FROM_BATCH = new Codebook(8, 8, new CodebookInit.FirstBatch(2));

    private TinyRuns() {
    }

    /** One quantizer of each kind of state. */
    enum Kind {
        VQ, EMA_RESET, WILLIAMS, GUMBEL, SQ_VAE, FSQ, VQ_WAE, OT, OT_QUEUE, OT_RUNNING,
        STREAMS_OT_QUEUE, STREAMS_EMA_RESET, STREAMS_SQ_VAE;

        Quantizer quantizer() {
            return switch (this) {
                case VQ -> new VqQuantizer(CODES, 0.25, 1, null);
                case EMA_RESET -> new VqQuantizer(FROM_BATCH, 0.02, 1, new ExponentialMovingAverage(0.9, 0)
                        .then(new DeadCodeReset(1, DeadCodeReset.Placement.RANDOM_LATENT)));
                case WILLIAMS -> new VqQuantizer(FROM_BATCH, 0.02, 1, new ExponentialMovingAverage(0.9, 1e-5)
                        .then(new DeadCodeReset(1, DeadCodeReset.Placement.NEAR_MOST_USED)));
                case GUMBEL -> new GumbelQuantizer(CODES, new Schedule.Exponential(1, 0.1), 1e-3);
                case SQ_VAE -> new SqVaeQuantizer(CODES, SqVaeQuantizer.Variance.PER_POSITION, SqVaeQuantizer.Combination.SUM, 2,
                        new Schedule.Exponential(1, 0.1));
                case FSQ -> new FsqQuantizer(List.of(4, 3), 8);
                case VQ_WAE -> new VqWaeQuantizer(CODES, 0.1, 0.1, 5);
                case OT -> ot(CODES, OtQuantizer.Inference.DUAL_POTENTIALS, 0);
                case OT_QUEUE -> ot(FROM_BATCH, OtQuantizer.Inference.DUAL_POTENTIALS, 100);
                case OT_RUNNING -> ot(CODES, OtQuantizer.Inference.RUNNING_POTENTIALS, 0);
                case STREAMS_OT_QUEUE -> new StreamsQuantizer(OT_QUEUE.quantizer(), 4);
                case STREAMS_EMA_RESET -> new StreamsQuantizer(EMA_RESET.quantizer(), 4);
                case STREAMS_SQ_VAE -> new StreamsQuantizer(SQ_VAE.quantizer(), 4);
            };
        }

        Autoencoder autoencoder() {
            return TinyNetwork.with(quantizer());
        }
    }

    private static Quantizer ot(Codebook codebook, OtQuantizer.Inference inference, int queue) {
        return new OtQuantizer(codebook, Score.SQUARED_DISTANCE, new Schedule.Exponential(0.1, 0.05), 10,
                new Schedule.Exponential(1, 0.1), Schedule.constant(1), 0.02, inference, queue, false);
    }

    /** A plan of {@code steps} steps. */
    static TrainingPlan plan(long steps, int checkpointEverySteps) {
        return new TrainingPlan(16, 1, steps, Schedule.constant(3e-3), Schedule.constant(1e-2), 0, checkpointEverySteps,
                0, 7);
    }

    /** A trainer with the identity {@code test}. */
    static Trainer trainer(Autoencoder autoencoder, TrainingPlan plan, Path folder, TrainingListener... listeners) {
        return new Trainer(autoencoder, CORPUS, plan, folder, "test", List.of(listeners));
    }

    /** Trains to the end from wherever the folder stands and gives the bytes of the last checkpoint's weights. */
    static byte[] train(Kind kind, TrainingPlan plan, Path folder, TrainingListener... listeners) {
        TrainingResult result = trainer(kind.autoencoder(), plan, folder, listeners).train();
        return file(folder, result.step(), "weights.safetensors");
    }

    /** A file of a checkpoint. */
    static byte[] file(Path folder, long step, String name) {
        try {
            return Files.readAllBytes(folder.resolve(String.format("step-%08d", step)).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers all reports. */
    static final class Reports implements TrainingListener {
        final List<StepReport> steps = new ArrayList<>();
        final List<String> events = new ArrayList<>();

        @Override
        public void started(long step, long all) {
            events.add("started " + step + "/" + all);
        }

        @Override
        public void stepped(StepReport report) {
            steps.add(report);
        }

        @Override
        public void validated(long step, org.otvae.metric.Scores scores, boolean best) {
            events.add("validated " + step + (best ? " best" : ""));
        }

        @Override
        public void saved(long step, Path checkpoint) {
            events.add("saved " + step);
        }

        @Override
        public void noted(String line) {
            events.add("noted " + line);
        }

        @Override
        public void finished(long step, boolean complete) {
            events.add("finished " + step + (complete ? " complete" : ""));
        }

        double meanLoss(int from, int to) {
            return steps.subList(from, to).stream().mapToDouble(StepReport::mse).average().orElseThrow();
        }
    }
}
