package org.otvae.bench.modality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.otvae.bench.ShellWord;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.image.data.EmbeddedFashionMnist;
import org.otvae.image.data.FashionMnist;
import org.otvae.image.metric.ClassifierFrechet;
import org.otvae.image.metric.ReconstructionFrechet;
import org.otvae.image.preview.ImageGrid;
import org.otvae.metric.Fidelity;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.prior.CodesCorpus;
import org.otvae.prior.CodesFile;
import org.otvae.prior.Prior;
import org.otvae.prior.Sampling;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainable;

/** Pictures from a prior over their grids of codes in raster order, told the class. */
final class ImageGeneration implements Generation {

    /** Corpora whose pictures our classifier knows. */
    private static final Set<String> CLOTHES = Set.of(FashionMnist.NAME, EmbeddedFashionMnist.NAME);

    private static final int BATCH = 500; // pictures that measures see at once
    private static final int SCALE = 2;
    private static final int MOST_COLUMNS = 16;

    @Override
    public Trainable fitted(Trainable network, Tokenizer tokenizer, Corpus corpus) {
        Prior prior = PriorCodes.prior(network);
        PriorCodes.requireClasses(prior, corpus);
        int positions = (int) Arrays.stream(tokenizer.positions()).reduce(1, Math::multiplyExact);
        return prior.fitted(tokenizer.autoencoder().quantizer().codes(), positions);
    }

    @Override
    public CodesCorpus codes(Trainable network, Tokenizer tokenizer, Corpus corpus, Path folder) {
        var file = new CodesFile(folder.resolve("codes.safetensors"), tokenizer.model() + " " + corpus.fingerprint());
        CodesCorpus codes = file.orMade(() -> CodesCorpus.of(tokenizer, corpus));
        return PriorCodes.prior(network).classes() == 1 ? codes : codes.labelledAs(corpus);
    }

    @Override
    public Judged judged(TrainedPrior prior, Corpus corpus, Corpus codes, Split split, List<Fidelity> more) {
        var own = (CodesCorpus) codes;
        Map<String, Double> measures = new LinkedHashMap<>(PriorCodes.entropies(own, split));
        if (split == Split.TEST && CLOTHES.contains(corpus.name())) {
            try (var clothes = new ClassifierFrechet()) {
                List<Fidelity> all = new ArrayList<>(more);
                all.add(clothes);
                measures.putAll(compared(prior, corpus, all));
            }
        } else if (!more.isEmpty()) {
            measures.putAll(compared(prior, corpus, more));
        }
        return new Judged(measures, own.usage(split));
    }

    /** Refuses measures of pairs, as samples are of no picture in particular. */
    @Override
    public void requireMeasures(Split split, List<Fidelity> wished) {
        if (wished.stream().anyMatch(measure -> !(measure instanceof ReconstructionFrechet))) {
            throw new IllegalArgumentException("--lpips compares pictures with what became of them, found a prior, whose "
                    + "samples are of none; leave it out");
        }
        if (!wished.isEmpty() && split != Split.TEST) {
            throw new IllegalArgumentException("samples are compared with the test split, found --fid for the split "
                    + split.name().toLowerCase(java.util.Locale.ROOT) + "; leave one of them out");
        }
    }

    /** The measures of as many samples as there are test examples, of the same classes. */
    private static Map<String, Double> compared(TrainedPrior prior, Corpus corpus, List<Fidelity> measures) {
        int size = corpus.exampleSize();
        int[] codes = PriorCodes.sampled(prior, classes(prior, corpus, corpus.size(Split.TEST)), Sampling.PLAIN,
                new Seed(1).derive("judged"));
        int positions = codes.length / corpus.size(Split.TEST);
        for (int first = 0; first < corpus.size(Split.TEST); first += BATCH) {
            int count = Math.min(BATCH, corpus.size(Split.TEST) - first);
            float[] samples = decoded(prior, Arrays.copyOfRange(codes, first * positions, (first + count) * positions));
            float[] originals = new float[count * size];
            for (int i = 0; i < count; i++) {
                corpus.read(Split.TEST, first + i, 0, originals, i * size);
            }
            measures.forEach(measure -> measure.add(originals, samples));
        }
        Map<String, Double> values = new LinkedHashMap<>();
        measures.forEach(measure -> values.put(measure instanceof ReconstructionFrechet ? "fid" : measure.name(),
                measure.value()));
        values.put("samples", (double) corpus.size(Split.TEST));
        return values;
    }

    /** Those of the first test examples; zeros for a prior without classes. */
    private static int[] classes(TrainedPrior prior, Corpus corpus, int count) {
        boolean told = PriorCodes.prior(prior.network()).classes() > 1;
        return IntStream.range(0, count).map(i -> told ? corpus.label(Split.TEST, i) : 0).toArray();
    }

    private static float[] decoded(TrainedPrior prior, int[] codes) {
        return prior.tokenizer().decode(PriorCodes.tokens(prior.tokenizer(), codes));
    }

    @Override
    public float[] shown(TrainedPrior prior, Corpus corpus) {
        int count = new ImageModality().shown(corpus).length / corpus.exampleSize();
        return decoded(prior, PriorCodes.sampled(prior, classes(prior, corpus, count), Sampling.PLAIN, new Seed(1)
                .derive("shown")));
    }

    @Override
    public List<Path> files(TrainedPrior prior, Wanted wanted, Path output) {
        if (!PriorCodes.endsWith(output, ".png") && !PriorCodes.endsWith(output, ".otv")) {
            throw new IllegalArgumentException("expected a file that ends in .png or, for tokens, .otv, found "
                    + output);
        }
        return List.of(output);
    }

    /** A PNG of all samples side by side, or, to a name that ends in .otv, their tokens. */
    @Override
    public Generated generate(TrainedPrior prior, Wanted wanted, Path output) {
        List<Path> files = files(prior, wanted, output);
        PriorCodes.refuseMusic(wanted, "images");
        var drawn = PriorCodes.drawn(prior, wanted);
        Tokens tokens = PriorCodes.tokens(prior.tokenizer(), drawn.codes());
        if (PriorCodes.endsWith(output, ".otv")) {
            tokens.write(output);
        } else {
            write(output, grid(prior, tokens, wanted));
        }
        return new Generated(files, drawn.codes().length, drawn.seconds());
    }

    private static byte[] grid(TrainedPrior prior, Tokens tokens, Wanted wanted) {
        long[] shape = prior.tokenizer().exampleShape();
        boolean inTurn = wanted.label().isEmpty() && PriorCodes.prior(prior.network()).classes() > 1;
        int columns = inTurn ? PriorCodes.prior(prior.network()).classes() // a column for each class
                : (int) Math.ceil(Math.sqrt(wanted.count()));
        return new ImageGrid((int) shape[0], (int) shape[1], (int) shape[2],
                List.of(new ImageGrid.Row("", prior.tokenizer().decode(tokens))), Math.min(MOST_COLUMNS, columns),
                SCALE).png();
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), e);
        }
    }

    @Override
    public List<String> commands(Path run) {
        String folder = ShellWord.of(run);
        return List.of("./otvae generate " + folder + " --n 64 -o samples.png", "./otvae evaluate " + folder);
    }
}
