package org.otvae.prior;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.otvae.data.Corpus;
import org.otvae.data.Sha256;
import org.otvae.data.Split;
import org.otvae.model.Tokenizer;

/**
 * The codes of a corpus's examples as a corpus, {@code [1 + positions]}: what a {@link Prior} learns from. The first
 * value is the example's class, 0 without classes. Example: 50,000 images of 7 x 7 codes are 50,000 examples of 50
 * numbers, 10 MB.
 */
public final class CodesCorpus implements Corpus {

    private static final int ENCODED_AT_ONCE = 512; // examples; bounds the memory for data, not for codes

    private final String name;
    private final int codes;
    private final int positions;
    private final Map<Split, int[]> examples = new EnumMap<>(Split.class); // class, then codes, example after example

    private CodesCorpus(String name, int codes, int positions) {
        this.name = name;
        this.codes = codes;
        this.positions = positions;
    }

    /**
     * A corpus of given codes.
     *
     * @param codes     K, the number of codes
     * @param positions T, the codes of an example
     * @param examples  {@code [1 + positions]} numbers an example, class and codes, for each split that has any
     */
    public static CodesCorpus of(String name, int codes, int positions, Map<Split, int[]> examples) {
        CodesCorpus own = new CodesCorpus(name, codes, positions);
        for (Split split : Split.values()) {
            own.examples.put(split, examples.getOrDefault(split, new int[0]).clone());
        }
        return own;
    }

    /** The examples of a split one after the other; not a copy. */
    int[] numbers(Split split) {
        return examples.get(split);
    }

    /** The codes that a model gives to the examples of a corpus, each read once, without classes. */
    public static CodesCorpus of(Tokenizer tokenizer, Corpus corpus) {
        int positions = Math.toIntExact(Arrays.stream(tokenizer.positions()).reduce(1, Math::multiplyExact));
        int codes = tokenizer.autoencoder().quantizer().codes();
        CodesCorpus own = new CodesCorpus(corpus.name() + "-codes", codes, positions);
        for (Split split : Split.values()) {
            own.examples.put(split, own.encoded(tokenizer, corpus, split));
        }
        return own;
    }

    private int[] encoded(Tokenizer tokenizer, Corpus corpus, Split split) {
        int count = corpus.size(split);
        int size = corpus.exampleSize();
        int[] all = new int[Math.multiplyExact(count, 1 + positions)];
        for (int first = 0; first < count; first += ENCODED_AT_ONCE) {
            int some = Math.min(ENCODED_AT_ONCE, count - first);
            float[] data = new float[some * size];
            for (int i = 0; i < some; i++) {
                corpus.read(split, first + i, 0, data, i * size);
            }
            int[] indices = tokenizer.encode(data, some).indices();
            for (int i = 0; i < some; i++) {
                System.arraycopy(indices, i * positions, all, (first + i) * (1 + positions) + 1, positions);
            }
        }
        return all;
    }

    /**
     * The same codes with classes.
     *
     * @param classes of the examples of each split that has any, from 0 on
     */
    public CodesCorpus withClasses(Map<Split, int[]> classes) {
        CodesCorpus own = new CodesCorpus(name, codes, positions);
        for (Split split : Split.values()) {
            int[] all = examples.get(split).clone();
            int[] labels = Objects.requireNonNullElse(classes.get(split), new int[0]);
            if (labels.length != size(split)) {
                throw new IllegalArgumentException("expected " + size(split) + " classes of the split " + split
                        + ", found " + labels.length);
            }
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] < 0) {
                    throw new IllegalArgumentException("classes must be at least 0, found " + labels[i]);
                }
                all[i * (1 + positions)] = labels[i];
            }
            own.examples.put(split, all);
        }
        return own;
    }

    /** The same codes with the labels of the corpus they are of as classes, see {@link Corpus#label}. */
    public CodesCorpus labelledAs(Corpus corpus) {
        Map<Split, int[]> classes = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            classes.put(split, IntStream.range(0, corpus.size(split)).map(i -> corpus.label(split, i)).toArray());
        }
        return withClasses(classes);
    }

    /** How often each code stands in a split, {@code [codes]}. */
    public long[] usage(Split split) {
        long[] counts = new long[codes];
        int[] all = examples.get(split);
        for (int i = 0; i < all.length; i++) {
            if (i % (1 + positions) > 0) {
                counts[all[i]]++;
            }
        }
        return counts;
    }

    @Override
    public String name() {
        return name;
    }

    /** K, the number of codes. */
    public int codes() {
        return codes;
    }

    /** T, the codes of an example. */
    public int positions() {
        return positions;
    }

    /** One more than the largest class. */
    public int classes() {
        int most = 0;
        for (int[] all : examples.values()) {
            for (int i = 0; i < all.length; i += 1 + positions) {
                most = Math.max(most, all[i]);
            }
        }
        return most + 1;
    }

    @Override
    public long[] exampleShape() {
        return new long[] {1 + positions};
    }

    @Override
    public int size(Split split) {
        return examples.get(split).length / (1 + positions);
    }

    @Override
    public String fingerprint() {
        MessageDigest digest = Sha256.begun();
        for (int[] all : examples.values()) {
            ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * all.length).putInt(all.length);
            bytes.asIntBuffer().put(all);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        Objects.checkIndex(index, size(split));
        int[] all = examples.get(split);
        for (int i = 0; i <= positions; i++) {
            target[offset + i] = all[index * (1 + positions) + i];
        }
    }
}
