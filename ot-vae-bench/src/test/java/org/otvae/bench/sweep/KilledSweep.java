package org.otvae.bench.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.otvae.bench.sweep.study.StudyStore;
import org.otvae.bench.sweep.study.Trial;

/** A sweep of its own process, made to be killed: writes the number of each trial to a file when the trial ends. */
final class KilledSweep {

    private KilledSweep() {
    }

    /** Arguments: the file of the store, the file of the numbers, the number of trials. */
    public static void main(String[] arguments) {
        Path ended = Path.of(arguments[1]);
        TrialRunner runner = (trial, reporter) -> {
            pause();
            return TestFunction.BRANIN.run(trial, reporter);
        };
        try (var store = StudyStore.open(arguments[0])) {
            new Sweep(store.begin(Studies.of(TestFunction.BRANIN, "random", 1)), runner,
                    new Sweep.Limits(Integer.parseInt(arguments[2]), 2, 30_000), point -> Optional.empty(), new SweepListener() {
                        @Override
                        public synchronized void ended(Trial trial) {
                            append(ended, trial.number() + "\n");
                        }
                    }).run();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
