package org.otvae.prior;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.otvae.data.DurableFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.SafeTensors;
import org.otvae.data.Split;
import org.otvae.data.Tensor;

/**
 * A file that keeps the codes of a corpus, so that they are made once: a tensor {@code [examples, 1 + positions]} of
 * each split, class and codes, and what they were made from.
 *
 * @param file   need not exist yet
 * @param origin of which model and data the codes are; codes of another origin are not read
 */
public record CodesFile(Path file, String origin) {

    private static final String NAME = "name";
    private static final String CODES = "codes";
    private static final String ORIGIN = "origin";

    /**
     * The codes; empty if there is no file, or one of another origin.
     *
     * @throws MalformedDataException if the file is damaged
     */
    public Optional<CodesCorpus> read() {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        SafeTensors stored = stored();
        if (!origin.equals(stored.metadata().get(ORIGIN))) {
            return Optional.empty();
        }
        var missing = Stream.of(Split.values()).map(CodesFile::key).filter(key -> !stored.tensors().containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            throw damaged("codes of the splits " + missing + " too", stored.tensors().keySet().toString());
        }
        return Optional.of(corpus(stored));
    }

    /**
     * The codes of the file, or else those that are made now and written to it.
     *
     * @throws MalformedDataException if the file is damaged
     */
    public CodesCorpus orMade(Supplier<CodesCorpus> maker) {
        return read().orElseGet(() -> {
            CodesCorpus made = maker.get();
            write(made);
            return made;
        });
    }

    private SafeTensors stored() {
        try {
            return SafeTensors.read(file);
        } catch (MalformedDataException cut) {
            throw new MalformedDataException(cut.getMessage() + "; remove the file, it is made again", cut);
        }
    }

    private CodesCorpus corpus(SafeTensors stored) {
        int codes = number(stored);
        int length = 0;
        Map<Split, int[]> examples = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            Tensor tensor = stored.get(key(split));
            long[] shape = tensor.shape();
            if (tensor.type() != Tensor.Type.I32 || shape.length != 2 || shape[1] < 2 || length > 0
                    && shape[1] != length) {
                throw damaged("equally long examples of whole numbers", tensor.toString());
            }
            length = (int) shape[1];
            examples.put(split, checked(tensor.ints(), length, codes));
        }
        return CodesCorpus.of(stored.metadata().getOrDefault(NAME, CODES), codes, length - 1, examples);
    }

    private int number(SafeTensors stored) {
        String text = stored.metadata().getOrDefault(CODES, "");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw damaged("a number of codes", "\"" + text + "\"");
        }
    }

    private int[] checked(int[] numbers, int length, int codes) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] < 0 || i % length > 0 && numbers[i] >= codes) {
                throw damaged("codes from 0 to " + (codes - 1), String.valueOf(numbers[i]));
            }
        }
        return numbers;
    }

    private MalformedDataException damaged(String expected, String found) {
        return new MalformedDataException(file.toAbsolutePath() + ": expected " + expected + ", found " + found
                + "; remove the file, it is made again");
    }

    /** Writes codes; the file is never seen half written. */
    public void write(CodesCorpus corpus) {
        var tensors = new TreeMap<String, Tensor>();
        for (Split split : Split.values()) {
            tensors.put(key(split), Tensor.of(corpus.numbers(split), corpus.size(split), 1L + corpus.positions()));
        }
        var metadata = new TreeMap<>(Map.of(NAME, corpus.name(), CODES, Integer.toString(corpus.codes()), ORIGIN,
                origin));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            DurableFiles.replace(file, new SafeTensors(tensors, metadata)::write);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), e);
        }
    }

    private static String key(Split split) {
        return split.name().toLowerCase(Locale.ROOT);
    }
}
