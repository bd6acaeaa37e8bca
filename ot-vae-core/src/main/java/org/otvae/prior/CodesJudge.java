package org.otvae.prior;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Session;
import org.otvae.metric.CodebookUsage;
import org.otvae.metric.Scores;
import org.otvae.train.Trainable;

/**
 * Judges a model of codes by the negative log-likelihood of a split's codes, in nats for the trainer and in bits for
 * people. Perplexity and use are of the codes, as in a judgement of their autoencoder; the model's own number is bits per
 * code.
 */
public final class CodesJudge implements Trainable.Judge {

    private final CodesModel model;
    private final Corpus corpus;
    private final int batchSize;
    private final Session session;

    /**
     * A judge of the model's weights, now and after they change.
     *
     * @param model built for judgement, not for training
     */
    public CodesJudge(CodesModel model, Corpus corpus, int batchSize) {
        this.model = model;
        this.corpus = corpus;
        this.batchSize = batchSize;
        this.session = Session.forward(model.graph(), List.of(model.nats().name(), model.targets().name()));
    }

    @Override
    public Trainable.Verdict judge(Split split) {
        double nats = 0;
        long count = 0;
        CodebookUsage usage = new CodebookUsage(model.codes());
        double perplexities = 0;
        int batches = 0;
        for (int start = 0; start < corpus.size(split); start += batchSize) {
            run(split, start, Math.min(batchSize, corpus.size(split) - start));
            for (float loss : Rows.of(session.value(model.nats().name()))) {
                nats += loss;
                count++;
            }
            int[] codes = codes(model, session);
            CodebookUsage batch = new CodebookUsage(model.codes());
            batch.add(codes);
            usage.add(codes);
            perplexities += batch.perplexity();
            batches++;
        }
        Scores scores = new Scores(Double.NaN, usage.perplexity(), perplexities / batches, usage.activeCodes(),
                model.codes(), Double.NaN, Map.of("bitsPerCode", nats / count / Math.log(2)));
        return new Trainable.Verdict(nats / count, scores);
    }

    @Override
    public void close() {
        session.close();
    }

    private void run(Split split, int start, int count) {
        int size = corpus.exampleSize();
        float[] data = new float[count * size];
        for (int i = 0; i < count; i++) {
            corpus.read(split, start + i, 0, data, i * size);
        }
        INDArray input = Nd4j.createFromArray(data).reshape(count, size).castTo(model.graph().dataType());
        session.run(Map.of(model.data().name(), input));
        input.close(); // native memory, which the garbage collector would free late
    }

    private static int[] codes(CodesModel model, Session session) {
        return model.told().apply(Rows.indices(session.value(model.targets().name())));
    }

    /** What a training step on the model was like. */
    static Trainable.Measures measures(CodesModel model, Session session) {
        CodebookUsage usage = new CodebookUsage(model.codes());
        usage.add(codes(model, session));
        return new Trainable.Measures(Double.NaN, 0, Double.NaN, usage.perplexity(), usage.activeCodes());
    }
}
