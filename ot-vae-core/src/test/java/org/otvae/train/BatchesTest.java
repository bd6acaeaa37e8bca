package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.provenance.Seed;

class BatchesTest {

    /** Each example is its own index and the draw it was read with. */
    private record Counting(int size, Queue<Thread> readers, int most) implements Corpus {

        private Counting(int size) {
            this(size, new ConcurrentLinkedQueue<>(), Integer.MAX_VALUE);
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public long[] exampleShape() {
            return new long[] {2};
        }

        @Override
        public int size(Split split) {
            return split == Split.TRAIN ? size : 0;
        }

        @Override
        public String fingerprint() {
            return "00";
        }

        @Override
        public void read(Split split, int index, long draw, float[] target, int offset) {
            if (readers.size() == most) {
                throw new IllegalStateException("unreadable");
            }
            readers.add(Thread.currentThread());
            target[offset] = index;
            target[offset + 1] = draw;
        }
    }

    private static Batches batches(long seed) {
        return new Batches(new Counting(20), 4, 5, new Seed(seed));
    }

    private static List<Integer> indices(Batches batches, int epoch) {
        List<Integer> indices = new ArrayList<>();
        for (long step = epoch * 5L; step < epoch * 5L + 5; step++) {
            float[] batch = batches.at(step).data();
            for (int i = 0; i < 4; i++) {
                indices.add((int) batch[2 * i]);
            }
        }
        return indices;
    }

    @Test
    void anEpochShowsEachExampleOnce() {
        List<Integer> all = IntStream.range(0, 20).boxed().toList();

        assertThat(indices(batches(1), 0)).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
        assertThat(indices(batches(1), 3)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void epochsAndSeedsHaveTheirOwnOrder() {
        assertThat(indices(batches(1), 1)).isNotEqualTo(indices(batches(1), 0));
        assertThat(indices(batches(2), 0)).isNotEqualTo(indices(batches(1), 0));
    }

    @Test
    void aBatchDependsOnTheStepAloneNotOnWhatCameBefore() {
        Batches inOrder = batches(1);
        for (long step = 0; step < 12; step++) {
            inOrder.at(step);
        }

        assertThat(batches(1).at(12).data()).containsExactly(inOrder.at(12).data());
        assertThat(inOrder.at(3).data()).containsExactly(batches(1).at(3).data());
    }

    @Test
    void theNextBatchIsReadByAnotherThreadMeanwhile() throws InterruptedException {
        var readers = new LinkedBlockingQueue<Thread>();
        Batches batches = new Batches(new Counting(20, readers, Integer.MAX_VALUE), 4, 5, new Seed(1));

        batches.at(0);

        for (int i = 0; i < 4; i++) {
            assertThat(readers.take()).isSameAs(Thread.currentThread());
        }
        for (int i = 0; i < 4; i++) {
            assertThat(readers.poll(10, TimeUnit.SECONDS)).isNotNull().isNotSameAs(Thread.currentThread());
        }
        assertThat(batches.secondsWaiting()).isPositive();
    }

    @Test
    void whatACorpusThrowsComesOutOfTheStepThatNeedsIt() {
        Batches batches = new Batches(new Counting(20, new ConcurrentLinkedQueue<>(), 4), 4, 5, new Seed(1));
        batches.at(0);

        assertThatThrownBy(() -> batches.at(1)).isInstanceOf(IllegalStateException.class).hasMessage("unreadable");
    }

    @Test
    void drawsDifferByEpochAndExample() {
        float[] first = batches(1).at(0).data();
        float[] later = batches(1).at(5).data();

        assertThat(first[1]).isNotEqualTo(first[3]);
        assertThat(later[1]).isNotEqualTo(first[1]);
    }

    @Test
    void shapePutsTheBatchFirst() {
        assertThat(Batches.shape(new Counting(20), 4)).containsExactly(4, 2);
    }
}
