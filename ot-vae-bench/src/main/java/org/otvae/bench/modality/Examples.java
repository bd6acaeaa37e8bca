package org.otvae.bench.modality;

import java.util.List;
import org.otvae.data.Corpus;
import org.otvae.data.Split;

/** Blocks of examples, one example after the other. */
final class Examples {

    private Examples() {
    }

    /** One block after the other. */
    static float[] joined(List<float[]> blocks) {
        var all = new float[blocks.stream().mapToInt(block -> block.length).reduce(0, Math::addExact)];
        int filled = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, all, filled, block.length);
            filled += block.length;
        }
        return all;
    }

    /** The first test examples, at most {@code most}. */
    static float[] first(Corpus corpus, int most) {
        int count = Math.min(most, corpus.size(Split.TEST));
        var examples = new float[count * corpus.exampleSize()];
        for (int i = 0; i < count; i++) {
            corpus.read(Split.TEST, i, 0, examples, i * corpus.exampleSize());
        }
        return examples;
    }
}
