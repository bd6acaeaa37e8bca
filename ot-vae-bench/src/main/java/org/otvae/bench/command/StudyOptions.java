package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.function.Function;
import org.otvae.bench.ShellWord;
import org.otvae.bench.sweep.study.StoreException;
import org.otvae.bench.sweep.study.StudyStore;
import picocli.CommandLine.Option;

/** Where studies are kept, the same for all commands on sweeps. */
final class StudyOptions {

    @Option(names = "--runs", paramLabel = "DIR", description = "where run folders are made (default: runs)")
    private Path runs = Path.of("runs");

    @Option(names = "--store", paramLabel = "FILE|URL",
            description = "the studies: a SQLite file (default: sweeps.db in --runs) or a jdbc:postgresql: URL")
    private String store;

    Path runs() {
        return runs;
    }

    /** The text after which another command finds the same studies; empty for the usual place. */
    String repeated() {
        return (runs.equals(Path.of("runs")) ? "" : " --runs " + ShellWord.of(runs))
                + (store == null ? "" : " --store " + ShellWord.of(StudyStore.shown(store)));
    }

    /** Opens the studies for one part; what cannot be opened is told in one line. */
    <T> T with(Function<StudyStore, T> part) {
        try (var studies = StudyStore.open(store == null ? runs.resolve("sweeps.db").toString() : store)) {
            return part.apply(studies);
        } catch (StoreException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
