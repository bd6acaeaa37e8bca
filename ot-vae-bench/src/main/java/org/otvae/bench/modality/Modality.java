package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.otvae.bench.experiment.Experiment;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Fidelity;
import org.otvae.metric.Scores;
import org.otvae.model.Autoencoder;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/**
 * A kind of data, as far as commands, runs and reports differ between kinds. Stateless. A new one is a class here and a line
 * in {@link Modalities}.
 */
public interface Modality {

    /** What token files, model folders and {@code --modality} call it. */
    String id();

    /** The names of its corpora. */
    List<String> corpora();

    /** The names of its models inside the program. */
    List<String> pretrained();

    /** The tokenizer of one of {@link #pretrained()}; the caller closes it. */
    Tokenizer pretrained(String name);

    /**
     * Turns files into tokens.
     *
     * @param inputs at least one
     * @return in the order of the inputs: one for all of them where they can share a file, else one for each
     * @throws org.otvae.data.MissingDataException   if there is no such file
     * @throws org.otvae.data.MalformedDataException if one cannot be read
     * @throws IllegalArgumentException              if one does not fit the model
     */
    List<Encoding> encode(Tokenizer tokenizer, List<Path> inputs);

    /** The names of what {@link #encode} makes of inputs. */
    default List<String> encodedNames(List<Path> inputs) {
        return Encoding.names(inputs);
    }

    /** The names of the files that {@link #decode} makes of tokens. */
    List<String> decodedNames(Tokens tokens, String name);

    /**
     * Turns tokens into files.
     *
     * @param label  one of {@link Tokenizer#labels()}, whose voice for instance; empty for the first, and where there are none
     * @param folder exists
     * @param name   that the files' names begin with
     * @return the files, at least one
     */
    List<Path> decode(Tokenizer tokenizer, Tokens tokens, Optional<String> label, Path folder, String name);

    /** The measures beside the mean squared error that every record has, for one evaluation. */
    List<Fidelity> fidelity(long[] exampleShape);

    /**
     * Measures that cost more, where they were wished for; those that are {@link AutoCloseable} the caller closes.
     *
     * @throws IllegalArgumentException if what is wished for does not exist for this kind of data
     */
    List<Fidelity> further(Wishes wishes, long[] exampleShape, Autoencoder autoencoder);

    /** Measures that follow from the others, by name; empty where there are none. */
    default Map<String, Double> derived(Scores scores, long[] exampleShape, Autoencoder autoencoder) {
        return Map.of();
    }

    /** Whether there are {@link #wholeRecordings}. */
    default boolean hasWholeRecordings() {
        return false;
    }

    /**
     * Measures of whole recordings, each passed through the model in one piece, by name; minutes.
     *
     * @param tokenizers of examples of a given shape, which this method closes
     * @throws IllegalArgumentException if this kind of data has no recordings that are longer than an example
     */
    default Map<String, Double> wholeRecordings(Corpus corpus, Split split, Function<long[], Tokenizer> tokenizers) {
        throw new IllegalArgumentException("--utterances is a measure of speech, found a run on " + corpus.name()
                + "; leave it out");
    }

    /**
     * How priors over its codes work.
     *
     * @throws IllegalArgumentException if none is known
     */
    default Generation generation() {
        throw new IllegalArgumentException("priors exist over codes of images, found codes of " + id());
    }

    /** The places in the test split of the examples that reports show; always the same of one corpus. */
    IntStream shownPlaces(Corpus corpus);

    /** The test examples that reports show, {@code [count, ...exampleShape]}. */
    default float[] shown(Corpus corpus) {
        return Examples.of(corpus, shownPlaces(corpus));
    }

    /** What a model makes of the examples of {@link #shown}, each decoded as its own label has it if the decoder is told any. */
    default float[] reconstructed(Tokenizer tokenizer, Corpus corpus) {
        int[] places = shownPlaces(corpus).toArray();
        Tokens tokens = tokenizer.encode(Examples.of(corpus, Arrays.stream(places)), places.length);
        return tokenizer.labels().isEmpty() ? tokenizer.decode(tokens) : tokenizer.decode(tokens, Arrays.stream(places)
                .mapToObj(place -> corpus.labels().get(corpus.label(Split.TEST, place))).toList());
    }

    /**
     * Pictures and sounds of those examples, one line for each of the rows.
     *
     * @param rows the originals and what methods made of them
     */
    List<Exhibit> exhibits(Corpus corpus, List<Exhibit.Values> rows);

    /** One sentence above the exhibits of a report. */
    String exhibitsCaption();

    /** The rows of its demo. */
    List<Experiment> demo();

    /** What one can do with a finished run, one command a line. */
    List<String> commands(Path run);

    /** How to go on from its demo to full data, one command a line. */
    List<String> fullData();
}
