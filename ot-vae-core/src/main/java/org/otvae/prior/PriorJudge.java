package org.otvae.prior;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Rows;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.metric.CodebookUsage;
import org.otvae.metric.Scores;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainable;

/** Judges a prior by the negative log-likelihood of a split's codes, in nats for the trainer and in bits for people. */
final class PriorJudge implements Trainable.Judge {

    private final Prior prior;
    private final Corpus corpus;
    private final int batchSize;
    private final PriorGraph model;
    private final Session session;

    PriorJudge(Prior prior, Corpus corpus, int batchSize, Weights weights) {
        this.prior = prior;
        this.corpus = corpus;
        this.batchSize = batchSize;
        this.model = PriorGraph.build(prior, weights, new Seed(1), false);
        this.session = Session.forward(model.graph(), List.of(model.nats().name(), model.targets().name()));
    }

    /**
     * Perplexity and use are of the codes, as in a judgement of their autoencoder; the prior's own number is bits per
     * code.
     */
    @Override
    public Trainable.Verdict judge(Split split) {
        double nats = 0;
        long count = 0;
        CodebookUsage usage = new CodebookUsage(prior.codes());
        double perplexities = 0;
        int batches = 0;
        for (int start = 0; start < corpus.size(split); start += batchSize) {
            run(split, start, Math.min(batchSize, corpus.size(split) - start));
            for (float loss : Rows.of(session.value(model.nats().name()))) {
                nats += loss;
                count++;
            }
            CodebookUsage batch = new CodebookUsage(prior.codes());
            int[] codes = Rows.indices(session.value(model.targets().name()));
            batch.add(codes);
            usage.add(codes);
            perplexities += batch.perplexity();
            batches++;
        }
        Scores scores = new Scores(Double.NaN, usage.perplexity(), perplexities / batches, usage.activeCodes(),
                prior.codes(), Double.NaN, Map.of("bitsPerCode", nats / count / Math.log(2)));
        return new Trainable.Verdict(nats / count, scores);
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

    static Trainable.Measures measures(Prior prior, PriorGraph model, Session session) {
        CodebookUsage usage = new CodebookUsage(prior.codes());
        usage.add(Rows.indices(session.value(model.targets().name())));
        return new Trainable.Measures(Double.NaN, 0, Double.NaN, usage.perplexity(), usage.activeCodes());
    }
}
