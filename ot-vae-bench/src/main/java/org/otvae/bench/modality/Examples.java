package org.otvae.bench.modality;

import java.util.List;
import java.util.stream.IntStream;
import org.otvae.data.Corpus;
import org.otvae.data.Split;

/** Blocks of examples, one example after the other. */
final class Examples {

    /** How many numbers an array can hold. */
    static final int LONGEST = Integer.MAX_VALUE - 8;

    private Examples() {
    }

    /** One block after the other; a single one itself. */
    static float[] joined(List<float[]> blocks) {
        if (blocks.size() == 1) {
            return blocks.get(0);
        }
        long length = blocks.stream().mapToLong(block -> block.length).sum();
        if (length > LONGEST) {
            throw new IllegalArgumentException("expected examples of at most " + LONGEST + " numbers in all for one file of tokens, "
                    + "found " + length + "; encode them in parts");
        }
        var all = new float[(int) length];
        int filled = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, all, filled, block.length);
            filled += block.length;
        }
        return all;
    }

    /** The places of the first test examples, at most {@code most}. */
    static IntStream first(Corpus corpus, int most) {
        return IntStream.range(0, Math.min(most, corpus.size(Split.TEST)));
    }

    /** Test examples by their places in the split. */
    static float[] of(Corpus corpus, IntStream places) {
        int[] indices = places.toArray();
        var examples = new float[indices.length * corpus.exampleSize()];
        for (int i = 0; i < indices.length; i++) {
            corpus.read(Split.TEST, indices[i], 0, examples, i * corpus.exampleSize());
        }
        return examples;
    }
}
