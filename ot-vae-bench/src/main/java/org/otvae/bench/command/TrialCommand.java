package org.otvae.bench.command;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.experiment.Scale;
import org.otvae.bench.sweep.TrialTraining;
import org.otvae.data.MissingDataException;
import org.otvae.train.NonFiniteException;
import org.otvae.train.ResumeMismatchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae sweep-trial}: the child process of a sweep; talks JSON lines with it and ends when its input ends. */
@Command(name = "sweep-trial", hidden = true, description = "Run one trial of a sweep; ./otvae sweep starts it.")
final class TrialCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 100; // less than the sweep waits

    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "the experiment")
    private String name;

    @Option(names = "--folder", required = true, paramLabel = "DIR", description = "the folder of the trial")
    private Path folder;

    @Option(names = "--data", paramLabel = "DIR", description = "folder that has the data's files")
    private Path data;

    @Option(names = "--scale", paramLabel = "smoke|short|full", description = "length", converter = ScaleConverter.class)
    private Scale scale = Scale.SHORT;

    @Option(names = "--set", paramLabel = "path=value", description = "change a setting; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

    TrialCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            return run();
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) { // told, then over
            var event = new LinkedHashMap<String, Object>();
            event.put("event", "failed");
            event.put("kind", kind(e));
            event.put("reason", e instanceof OutOfMemoryError ? "out of memory: " + e.getMessage() : ExitCode.line(e));
            terminal.event(true, event);
            e.printStackTrace(terminal.err());
            return ExitCode.of(e);
        }
    }

    /** Whose doing it was: where the disk, the data or the folder cannot be used, other trials cannot either. */
    static String kind(Throwable failure) {
        boolean surroundings = Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(cause ->
                cause instanceof UncheckedIOException || cause instanceof MissingDataException
                        || cause instanceof ResumeMismatchException);
        return failure instanceof NonFiniteException ? "non-finite" : surroundings ? "surroundings" : "error";
    }

    private int run() {
        var wanted = UsageException.checked(() -> Experiments.named(name, scale).with(settings));
        var corpus = TrainCommand.open(wanted, Optional.ofNullable(data));
        var backend = BackendException.found();
        var training = new TrialTraining(TrainCommand.resolved(wanted, corpus), corpus, backend, event ->
                terminal.event(true, event));
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var ear = new Thread(() -> training.listen(input), "input");
        ear.setDaemon(true);
        ear.start();
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> {
            training.stop();
            await(ended);
        }, "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var end = training.run(folder, Optional.ofNullable(data).map(path -> path.toAbsolutePath().toString()));
            return end == TrialTraining.End.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.OK;
        } finally {
            ended.countDown();
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
