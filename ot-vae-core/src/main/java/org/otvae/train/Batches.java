package org.otvae.train;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.provenance.Seed;

/**
 * The training batches of a run: each epoch a new permutation of the split, made from the seed and the epoch's number, so
 * that the step alone says which examples come next. While one batch is used, another thread reads the next.
 */
final class Batches {

    private final Corpus corpus;
    private final int batchSize;
    private final long perEpoch;
    private final Seed seed;
    private long epoch = -1;
    private int[] order;
    private CompletableFuture<Batch> ahead;
    private long aheadStep;
    private long nanosWaiting;

    /**
     * The examples of one step.
     *
     * @param data   {@code [batchSize, ...]}, one example after the other
     * @param labels what each is of, {@code [batchSize]}; empty if the corpus has no labels
     */
    record Batch(float[] data, long[] labels) {
    }

    Batches(Corpus corpus, int batchSize, long perEpoch, Seed seed) {
        this.corpus = corpus;
        this.batchSize = batchSize;
        this.perEpoch = perEpoch;
        this.seed = seed;
    }

    /** The batch of a step. For one thread. */
    Batch at(long step) {
        long start = System.nanoTime();
        if (ahead != null && aheadStep != step) {
            ahead.exceptionally(unwanted -> null).join(); // of another place; it still writes the order of its epoch
            ahead = null;
        }
        Batch batch = ahead == null ? read(step) : await(ahead);
        nanosWaiting += System.nanoTime() - start;
        aheadStep = step + 1;
        ahead = CompletableFuture.supplyAsync(() -> read(step + 1));
        return batch;
    }

    /** The time that calls of {@link #at} took in all. */
    double secondsWaiting() {
        return nanosWaiting / 1e9;
    }

    private static Batch await(CompletableFuture<Batch> batch) {
        try {
            return batch.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    private Batch read(long step) {
        if (epoch != step / perEpoch) {
            epoch = step / perEpoch;
            order = permutation(corpus.size(Split.TRAIN), seed.derive("shuffle").derive(epoch).random());
        }
        int first = Math.toIntExact(step % perEpoch) * batchSize;
        int size = corpus.exampleSize();
        float[] data = new float[batchSize * size];
        long[] labels = new long[corpus.labels().isEmpty() ? 0 : batchSize];
        for (int i = 0; i < batchSize; i++) {
            int index = order[first + i];
            corpus.read(Split.TRAIN, index, seed.derive("draw").derive(epoch).derive(index).mixed(), data, i * size);
            if (labels.length > 0) {
                labels[i] = corpus.label(Split.TRAIN, index);
            }
        }
        return new Batch(data, labels);
    }

    /** The shape of a batch of {@code count} examples. */
    static long[] shape(Corpus corpus, int count) {
        long[] example = corpus.exampleShape();
        long[] shape = new long[example.length + 1];
        shape[0] = count;
        System.arraycopy(example, 0, shape, 1, example.length);
        return shape;
    }

    private static int[] permutation(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
