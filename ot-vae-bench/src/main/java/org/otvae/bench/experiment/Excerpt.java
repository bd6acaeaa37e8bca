package org.otvae.bench.experiment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.otvae.data.Corpus;
import org.otvae.data.Sha256;
import org.otvae.data.Split;

/**
 * The first examples of a corpus, for runs that only show that everything works. It has the corpus's name and a fingerprint of
 * its own, so that its numbers are never taken for those of the whole.
 */
public final class Excerpt implements Corpus {

    private static final int TRAIN = 4_000;
    private static final int VALIDATION = 500;
    private static final int TEST = 1_000;

    private final Corpus whole;

    private Excerpt(Corpus whole) {
        this.whole = whole;
    }

    /** At most 4,000 examples for training, 500 for validation, 1,000 for the test; a smaller corpus as it is. */
    public static Corpus of(Corpus whole) {
        boolean small = whole.size(Split.TRAIN) <= TRAIN && whole.size(Split.VALIDATION) <= VALIDATION
                && whole.size(Split.TEST) <= TEST;
        return small ? whole : new Excerpt(whole);
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public long[] exampleShape() {
        return whole.exampleShape();
    }

    @Override
    public int size(Split split) {
        return Math.min(whole.size(split), switch (split) {
            case TRAIN -> TRAIN;
            case VALIDATION -> VALIDATION;
            case TEST -> TEST;
        });
    }

    @Override
    public String fingerprint() {
        String text = "first " + size(Split.TRAIN) + ", " + size(Split.VALIDATION) + ", " + size(Split.TEST) + " of "
                + whole.fingerprint();
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> notes() {
        return whole.notes();
    }

    @Override
    public Corpus whole() {
        return whole;
    }

    @Override
    public List<String> labels() {
        return whole.labels();
    }

    @Override
    public int label(Split split, int index) {
        requireInside(split, index);
        return whole.label(split, index);
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        requireInside(split, index);
        whole.read(split, index, draw, target, offset);
    }

    private void requireInside(Split split, int index) {
        if (index >= size(split)) {
            throw new IndexOutOfBoundsException("index must be below " + size(split) + ", found " + index);
        }
    }
}
