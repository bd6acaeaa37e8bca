package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.prior.CodeEntropy;
import org.otvae.prior.CodesCorpus;
import org.otvae.prior.Prior;
import org.otvae.prior.Sampler;
import org.otvae.prior.Sampling;
import org.otvae.provenance.Seed;
import org.otvae.settings.Names;
import org.otvae.train.Trainable;

/** What kinds of data share whose examples are one line of codes each: core's {@link Prior} over them. */
final class PriorCodes {

    private static final int AT_ONCE = 256; // sequences; bounds the memory of their keys and values

    private PriorCodes() {
    }

    /** The network, which must be core's. */
    static Prior prior(Trainable network) {
        if (network instanceof Prior prior) {
            return prior;
        }
        throw new IllegalArgumentException("expected a " + Prior.class.getSimpleName()
                + " over codes of this kind of data, found "
                + network.getClass().getSimpleName() + "; choose another experiment");
    }

    /** Whether the name of a file to be written ends so, in small letters or capitals. */
    static boolean endsWith(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /** Refuses a prior that is told more or fewer classes than the data have. */
    static void requireClasses(Prior prior, Corpus corpus) {
        if (prior.classes() > 1 && prior.classes() != corpus.labels().size()) {
            throw new IllegalArgumentException("expected prior.network.classes of 1, or as many as " + corpus.name()
                    + " has ("
                    + corpus.labels().size() + "), found " + prior.classes());
        }
    }

    /** Refuses what only motion follows. */
    static void refuseMusic(Wanted wanted, String kind) {
        if (wanted.music().isPresent()) {
            throw new IllegalArgumentException("--music is for priors of motion, found a prior of " + kind
                    + "; leave it out");
        }
    }

    /** The entropies that a prior is measured by, in bits per code. */
    static Map<String, Double> entropies(CodesCorpus codes, Split split) {
        CodeEntropy entropy = CodeEntropy.of(codes, split);
        var measures = new LinkedHashMap<String, Double>();
        measures.put("unigramBits", entropy.unigramBits());
        measures.put("bigramBits", entropy.bigramBits());
        return measures;
    }

    /** Samples as tokens {@code [classes.length, positions]}. */
    static int[] sampled(TrainedPrior trained, int[] classes, Sampling sampling, Seed seed) {
        Prior prior = prior(trained.network());
        try (Sampler sampler = new Sampler(prior, trained.weights(), Math.min(AT_ONCE, classes.length))) {
            return sampler.sample(classes, sampling, seed);
        }
    }

    /**
     * What was drawn.
     *
     * @param classes of the samples
     * @param codes   {@code [classes.length, positions]}
     * @param seconds that it took
     */
    record Drawn(int[] classes, int[] codes, double seconds) {
    }

    /** The samples that a user wants. */
    static Drawn drawn(TrainedPrior trained, Wanted wanted) {
        int[] classes = classes(trained, wanted.count(), wanted.label());
        long start = System.nanoTime();
        int[] codes = sampled(trained, classes, wanted.sampling(), new Seed(wanted.seed()));
        return new Drawn(classes, codes, (System.nanoTime() - start) / 1e9);
    }

    /** Codes as tokens of examples of their tokenizer. */
    static Tokens tokens(Tokenizer tokenizer, int[] codes) {
        long[] positions = tokenizer.positions();
        int each = (int) Arrays.stream(positions).reduce(1, (a, b) -> a * b);
        int[] shape = IntStream.concat(IntStream.of(codes.length / each), Arrays.stream(positions)
                .mapToInt(Math::toIntExact))
                .toArray();
        return new Tokens(tokenizer.autoencoder().quantizer().codes(), shape, codes, tokenizer.modality(),
                tokenizer.model());
    }

    /** The classes of samples: the wanted one, else each in turn. */
    static int[] classes(TrainedPrior trained, int count, Optional<String> label) {
        int classes = prior(trained.network()).classes();
        int wanted = label.map(name -> number(trained, classes, name)).orElse(-1);
        return IntStream.range(0, count).map(i -> wanted < 0 ? i % classes : wanted).toArray();
    }

    private static int number(TrainedPrior trained, int classes, String name) {
        if (classes == 1) {
            throw new IllegalArgumentException("this prior was trained without classes, found --class " + name
                    + "; leave it out");
        }
        int place = trained.labels().indexOf(name);
        if (place < 0 && name.matches("\\d{1,6}") && Integer.parseInt(name) < classes) {
            place = Integer.parseInt(name);
        }
        if (place < 0) {
            throw new IllegalArgumentException("expected one of the classes " + String.join(", ",
                    Names.closestFirst(name, trained.labels())) + ", or a number below " + classes + ", found \"" + name
                    + "\"");
        }
        return place;
    }
}
