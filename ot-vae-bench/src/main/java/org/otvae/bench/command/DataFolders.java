package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otvae.bench.experiment.Corpora;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/** Finds the data of corpora among folders that the user named, each by trying, then where they usually are. */
final class DataFolders {

    private final List<Path> folders;

    /** Looks in these first. */
    DataFolders(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * A corpus that is there.
     *
     * @param corpus the data
     * @param folder the user's folder; empty where it was found in its usual place
     * @param where  for people
     */
    record Found(Corpus corpus, Optional<Path> folder, String where) {
    }

    /**
     * The corpus, if it is anywhere.
     *
     * @throws MalformedDataException if its files are there and damaged
     */
    Optional<Found> find(String name) {
        for (Path folder : folders) {
            var corpus = open(name, folder);
            if (corpus.isPresent() && belongs(corpus.get(), folder)) {
                return Optional.of(new Found(corpus.get(), Optional.of(folder), folder.toAbsolutePath().toString()));
            }
        }
        try {
            return Optional.of(new Found(Corpora.open(name, Optional.empty()), Optional.empty(),
                    Corpora.place(name).orElse("its usual place")));
        } catch (MissingDataException e) {
            return Optional.empty();
        }
    }

    private static Optional<Corpus> open(String name, Path folder) {
        if (Corpora.place(name).equals(Optional.of("part of the program"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Corpora.open(name, Optional.of(folder)));
        } catch (MissingDataException e) {
            return Optional.empty();
        } catch (MalformedDataException e) {
            if (takesAny(name)) {
                return Optional.empty(); // nothing says that this folder was meant for it
            }
            throw e;
        }
    }

    /**
     * Whether a folder that a corpus can read is meant for it: sets of equal format, MNIST and Fashion-MNIST, are told apart by
     * the published fingerprints, and corpora that take any folder get what no other corpus can read.
     */
    private static boolean belongs(Corpus corpus, Path folder) {
        var published = Corpora.publishedFingerprint(corpus.name());
        if (published.isPresent() && published.get().equals(corpus.fingerprint())) {
            return true;
        }
        boolean any = takesAny(corpus.name());
        for (String other : others(corpus.name())) {
            var rival = open(other, folder);
            boolean rivals = rival.isPresent() && (any || published.isPresent()
                    || Corpora.publishedFingerprint(other).equals(rival.map(Corpus::fingerprint)));
            if (rivals) {
                return false;
            }
        }
        return true;
    }

    private static List<String> others(String name) {
        var others = new ArrayList<>(Corpora.names());
        others.removeIf(other -> other.equals(name) || takesAny(other));
        return others;
    }

    private static boolean takesAny(String name) {
        return name.contains("folder");
    }
}
