package org.otvae.motion.dance;

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

/**
 * Judges a motion GPT by the negative log-likelihood of a split's next codes, in nats for the trainer, in bits for
 * people.
 */
final class MotionGptJudge implements Trainable.Judge {

    private final MotionGpt gpt;
    private final Corpus corpus;
    private final int batchSize;
    private final MotionGptGraph model;
    private final Session session;

    MotionGptJudge(MotionGpt gpt, Corpus corpus, int batchSize, Weights weights) {
        this.gpt = gpt;
        this.corpus = corpus;
        this.batchSize = batchSize;
        this.model = MotionGptGraph.build(gpt, weights, new Seed(1), false);
        this.session = Session.forward(model.graph(), List.of(model.nats().name(), model.targets().name()));
    }

    /** Perplexity and use are of the codes themselves, those of the lower half counted behind those of the upper. */
    @Override
    public Trainable.Verdict judge(Split split) {
        double nats = 0;
        long count = 0;
        CodebookUsage usage = new CodebookUsage(2 * gpt.codes());
        double perplexities = 0;
        int batches = 0;
        for (int start = 0; start < corpus.size(split); start += batchSize) {
            run(split, start, Math.min(batchSize, corpus.size(split) - start));
            for (float loss : Rows.of(session.value(model.nats().name()))) {
                nats += loss;
                count++;
            }
            int[] codes = apart(gpt, Rows.indices(session.value(model.targets().name())));
            CodebookUsage batch = new CodebookUsage(2 * gpt.codes());
            batch.add(codes);
            usage.add(codes);
            perplexities += batch.perplexity();
            batches++;
        }
        Scores scores = new Scores(Double.NaN, usage.perplexity(), perplexities / batches, usage.activeCodes(),
                2 * gpt.codes(), Double.NaN, Map.of("bitsPerCode", nats / count / Math.log(2)));
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

    /** The codes of both halves, of which the upper ones come first, told apart. */
    private static int[] apart(MotionGpt gpt, int[] codes) {
        int[] apart = codes.clone();
        for (int i = codes.length / 2; i < codes.length; i++) {
            apart[i] += gpt.codes();
        }
        return apart;
    }

    static Trainable.Measures measures(MotionGpt gpt, MotionGptGraph model, Session session) {
        CodebookUsage usage = new CodebookUsage(2 * gpt.codes());
        usage.add(apart(gpt, Rows.indices(session.value(model.targets().name()))));
        return new Trainable.Measures(Double.NaN, 0, Double.NaN, usage.perplexity(), usage.activeCodes());
    }
}
