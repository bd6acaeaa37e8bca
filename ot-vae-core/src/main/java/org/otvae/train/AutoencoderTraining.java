package org.otvae.train;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.codebook.Rows;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Schedule;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.metric.CodebookUsage;
import org.otvae.metric.Scores;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.Calibration;

/** The training of an autoencoder: reconstruction and quantizer's loss; judged by the mean squared error. */
record AutoencoderTraining(Autoencoder autoencoder) implements Trainable {

    private static final int CALIBRATION_EXAMPLES = 1024;
    private static final int MORE_CALIBRATION_EXAMPLES = 4096; // docs/method.md, section 5

    @Override
    public Objective objective(Corpus corpus, int batchSize, Weights weights, Seed seed) {
        long[] shape = corpus.exampleShape();
        autoencoder.quantizer().requireBatch((long) batchSize * AutoencoderGraph.positionsPerExample(autoencoder, shape));
        autoencoder.requireLabels(corpus);
        AutoencoderGraph model = AutoencoderGraph.build(autoencoder, shape, weights, seed, true);
        List<SDVariable> read = new ArrayList<>(List.of(model.reconstruction(), model.squaredError(), model.indices()));
        if (model.quantization() != null) {
            read.add(model.quantization());
        }
        return new Objective(model.graph(), model.graph().sameDiff().getVariable(AutoencoderGraph.DATA), model.loss(), read,
                session -> measures(model, session));
    }

    private Measures measures(AutoencoderGraph model, Session session) {
        CodebookUsage usage = new CodebookUsage(autoencoder.quantizer().codes());
        usage.add(Rows.indices(session.value(model.indices().name())));
        return new Measures(session.scalar(model.reconstruction().name()),
                model.quantization() == null ? 0 : session.scalar(model.quantization().name()),
                session.scalar(model.squaredError().name()), usage.perplexity(), usage.activeCodes());
    }

    @Override
    public Judge judge(Corpus corpus, int batchSize, Weights weights) {
        Evaluation evaluation = new Evaluation(autoencoder, corpus, weights, batchSize);
        evaluation.requireRuns();
        return new Judge() {
            @Override
            public void calibrate(Schedule.Progress progress) {
                var quantizer = autoencoder.quantizer();
                if (quantizer.calibrates()) {
                    int positions = AutoencoderGraph.positionsPerExample(autoencoder, corpus.exampleShape());
                    int examples = calibrationExamples(Calibration.latents(quantizer.codes()), positions);
                    quantizer.calibrate(new Calibration(evaluation.trainingLatents(examples), positions, weights, progress));
                }
            }

            @Override
            public Verdict judge(Split split) {
                Scores scores = evaluation.judge(split).scores();
                return new Verdict(scores.mse(), scores);
            }

            @Override
            public void close() {
                evaluation.close();
            }
        };
    }

    /** Latents of one example are alike, so more examples where few do not have enough. */
    private static int calibrationExamples(long latents, int positions) {
        return latents <= (long) CALIBRATION_EXAMPLES * positions
                ? CALIBRATION_EXAMPLES : (int) Math.min(Integer.MAX_VALUE, Math.max(MORE_CALIBRATION_EXAMPLES, latents / positions));
    }
}
