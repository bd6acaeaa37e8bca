package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.otvae.bench.ShellWord;
import org.otvae.bench.sweep.study.StoreException;
import org.otvae.bench.sweep.study.StudyStore;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Where studies are kept, the same for all commands on sweeps, be it said before or after their names. */
final class StudyOptions {

    private static final String RUNS = "--runs";
    private static final String STORE = "--store";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = RUNS, paramLabel = "DIR", description = "where run folders are made (default: runs)")
    private Path runs;

    @Option(names = STORE, paramLabel = "FILE|URL",
            description = "the studies: a SQLite file (default: sweeps.db in --runs) or a jdbc:postgresql: URL")
    private String store;

    Path runs() {
        return this.<Path>said(RUNS, runs).orElse(Path.of("runs"));
    }

    private Optional<String> store() {
        return said(STORE, store);
    }

    /** The text after which another command finds the same studies; empty for the usual place. */
    String repeated() {
        return (runs().equals(Path.of("runs")) ? "" : " --runs " + ShellWord.of(runs()))
                + store().map(place -> " --store " + ShellWord.of(StudyStore.shown(place))).orElse("");
    }

    /** Opens the studies, made if they are not there, for one part; what cannot be opened is told in one line. */
    <T> T with(Function<StudyStore, T> part) {
        return with(() -> StudyStore.open(place()), part);
    }

    /** The same for a part that reads: what is not there is told, and not made. */
    <T> T reading(Function<StudyStore, T> part) {
        outer().ifPresent(this::requireNothingElse);
        return with(() -> StudyStore.existing(place()), part);
    }

    private static <T> T with(Supplier<StudyStore> opened, Function<StudyStore, T> part) {
        try (var studies = opened.get()) {
            return part.apply(studies);
        } catch (StoreException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private String place() {
        return store().orElse(runs().resolve("sweeps.db").toString());
    }

    /** What stands after the name of the command, else what stands before it. */
    private <T> Optional<T> said(String option, T after) {
        return Optional.ofNullable(after).or(() -> outer().map(before -> before.matchedOptionValue(option, null)));
    }

    /** What stands before the name of a command on studies. */
    private Optional<ParseResult> outer() {
        return Optional.ofNullable(command.parent()).filter(parent -> parent.findOption(STORE) != null)
                .map(parent -> parent.commandLine().getParseResult());
    }

    private void requireNothingElse(ParseResult before) {
        for (ArgSpec given : before.matchedArgs()) {
            String name = given instanceof OptionSpec option ? option.longestName() : given.paramLabel();
            if (!given.inherited() && !name.equals(RUNS) && !name.equals(STORE)) {
                throw new UsageException("expected only " + RUNS + " and " + STORE + " before " + command.name() + ", found "
                        + name + "; what is meant for " + command.name() + " stands after it");
            }
        }
    }
}
