package org.otvae.bench.modality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.otvae.audio.Audio;
import org.otvae.bench.ShellWord;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Fidelity;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.prior.CodesCorpus;
import org.otvae.prior.CodesFile;
import org.otvae.prior.Prior;
import org.otvae.prior.Sampling;
import org.otvae.provenance.Seed;
import org.otvae.train.Trainable;

/** Speech from a prior over the codes of excerpts, told the speaker. Sound is made by Griffin and Lim's method. */
final class AudioGeneration implements Generation {

    private static final int USUAL = 6;

    @Override
    public int usualCount() {
        return USUAL;
    }

    @Override
    public Trainable fitted(Trainable network, Tokenizer tokenizer, Corpus corpus) {
        Prior prior = PriorCodes.prior(network);
        int perWindow = (int) tokenizer.positions()[0];
        PriorCodes.requireClasses(prior, corpus);
        if (prior.positions() % perWindow != 0) {
            throw new IllegalArgumentException("expected prior.network.positions of whole windows, a multiple of "
                    + perWindow
                    + ", found " + prior.positions());
        }
        return prior.fitted(tokenizer.autoencoder().quantizer().codes(), prior.positions());
    }

    @Override
    public CodesCorpus codes(Trainable network, Tokenizer tokenizer, Corpus corpus, Path folder) {
        Prior prior = PriorCodes.prior(network);
        var file = new CodesFile(folder.resolve("codes.safetensors"), tokenizer.model() + " " + corpus.fingerprint()
                + " "
                + prior.positions() + " " + (prior.classes() > 1));
        int windows = prior.positions() / (int) tokenizer.positions()[0];
        return file.orMade(() -> new SpokenCodes(tokenizer, windows).of(corpus, prior.classes() > 1));
    }

    @Override
    public void requireMeasures(Split split, List<Fidelity> more) {
        if (!more.isEmpty()) {
            throw new IllegalArgumentException("no measure compares samples of speech with recordings, found "
                    + more.get(0).name() + "; leave it out");
        }
    }

    @Override
    public Judged judged(TrainedPrior prior, Corpus corpus, Corpus codes, Split split, List<Fidelity> more) {
        var own = (CodesCorpus) codes;
        return new Judged(new LinkedHashMap<>(PriorCodes.entropies(own, split)), own.usage(split));
    }

    /** Windows of samples, one sample after the other. */
    @Override
    public float[] shown(TrainedPrior prior, Corpus corpus) {
        int windows = new AudioModality().shown(corpus).length / corpus.exampleSize();
        int perWindow = (int) prior.tokenizer().positions()[0];
        int each = PriorCodes.prior(prior.network()).positions() / perWindow;
        int[] classes = PriorCodes.classes(prior, (windows + each - 1) / each, Optional.empty());
        int[] codes = PriorCodes.sampled(prior, classes, Sampling.PLAIN, new Seed(1).derive("shown"));
        Tokens tokens = PriorCodes.tokens(prior.tokenizer(), Arrays.copyOf(codes, windows * perWindow));
        List<String> voices = voices(prior, classes);
        return voices.isEmpty() ? prior.tokenizer().decode(tokens) : prior.tokenizer().decode(tokens,
                IntStream.range(0, windows).mapToObj(i -> voices.get(i / each)).toList());
    }

    /** The voice of each sample, where both the prior and its tokenizer's decoder are told the speaker; else none. */
    private static List<String> voices(TrainedPrior prior, int[] classes) {
        boolean told = PriorCodes.prior(prior.network()).classes() > 1 && !prior.tokenizer().labels().isEmpty();
        return told ? Arrays.stream(classes).mapToObj(prior.labels()::get).toList() : List.of();
    }

    @Override
    public List<Path> files(TrainedPrior prior, Wanted wanted, Path output) {
        boolean one = isOneFile(output);
        if (one && wanted.count() > 1 || !one && Files.exists(output) && !Files.isDirectory(output)) {
            throw new IllegalArgumentException("expected a folder for " + wanted.count()
                    + " recordings, found the file " + output
                    + "; name a folder, or ask for one: --n 1");
        }
        if (one) {
            return List.of(output);
        }
        int[] classes = PriorCodes.classes(prior, wanted.count(), wanted.label());
        boolean told = PriorCodes.prior(prior.network()).classes() > 1;
        return IntStream.range(0, classes.length).mapToObj(i -> output.resolve(String.format(Locale.ROOT, "sample-%05d%s.wav", i,
                told ? "-" + prior.labels().get(classes[i]).replaceAll("[^A-Za-z0-9_-]", "_") : ""))).toList();
    }

    /** A folder of WAV files named after the speakers; of one sample a .wav or, for its tokens, an .otv file. */
    @Override
    public Generated generate(TrainedPrior prior, Wanted wanted, Path output) {
        List<Path> files = files(prior, wanted, output);
        PriorCodes.refuseMusic(wanted, "speech");
        var drawn = PriorCodes.drawn(prior, wanted);
        int[] codes = drawn.codes();
        int each = codes.length / wanted.count();
        if (!isOneFile(output)) {
            make(output);
        }
        List<String> voices = voices(prior, drawn.classes());
        for (int i = 0; i < files.size(); i++) {
            write(prior.tokenizer(), Arrays.copyOfRange(codes, i * each, (i + 1) * each),
                    voices.isEmpty() ? Optional.empty() : Optional.of(voices.get(i)), files.get(i));
        }
        return new Generated(files, codes.length, drawn.seconds());
    }

    private static boolean isOneFile(Path output) {
        return PriorCodes.endsWith(output, ".wav") || PriorCodes.endsWith(output, ".otv");
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + folder.toAbsolutePath(), e);
        }
    }

    private static void write(Tokenizer tokenizer, int[] codes, Optional<String> voice, Path file) {
        var tokens = new Tokens(tokenizer.autoencoder().quantizer().codes(), new int[] {1, codes.length}, codes,
                tokenizer.modality(), tokenizer.model());
        if (PriorCodes.endsWith(file, ".otv")) {
            tokens.write(file);
        } else {
            Audio.write(file, AudioModality.spoken(tokenizer, tokens, voice));
        }
    }

    @Override
    public List<String> commands(Path run) {
        String folder = ShellWord.of(run);
        return List.of("./otvae generate " + folder + " -o voices", "./otvae evaluate " + folder);
    }
}
