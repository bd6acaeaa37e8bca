package org.otvae.bench.command;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.otvae.bench.run.JsonLines;
import org.otvae.bench.run.JsonProgress;
import org.otvae.bench.run.PlainProgress;
import org.otvae.bench.run.TerminalProgress;
import org.otvae.train.TrainingListener;

/**
 * Where a command speaks. With {@code --json} standard output carries JSON lines alone and people read standard error.
 *
 * @param out         standard output
 * @param err         standard error
 * @param environment variables of the environment
 * @param interactive whether a person watches at a terminal that can move its cursor
 * @param nanos       a clock in nanoseconds
 */
public record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, boolean interactive,
        LongSupplier nanos) {

    private static final int COLUMNS = 110; // where the launcher could not find out

    /** The terminal of this process. */
    public static Terminal ofProcess(PrintStream out, PrintStream err) {
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        boolean redirected = "0".equals(System.getenv("OTVAE_TERMINAL")); // of standard error, as the launcher found it
        return new Terminal(out, err, System.getenv(), System.console() != null && !dumb && !redirected, System::nanoTime);
    }

    /** A line for people. */
    void say(boolean json, String line) {
        (json ? err : out).println(line);
    }

    /** A line for machines; nothing without {@code json}. */
    void event(boolean json, Map<String, ?> event) {
        if (json) {
            out.println(JsonLines.line(event));
            out.flush();
        }
    }

    /** A listener that shows how a training goes. */
    TrainingListener progress(boolean json, String task) {
        if (json) {
            return new JsonProgress(event -> event(true, event), err::println, nanos);
        }
        return interactive ? new TerminalProgress(task, err, err::println, columns())
                : new PlainProgress(line -> out.println(task + ": " + line), nanos);
    }

    /** Whether stack traces are wanted. */
    boolean debug() {
        return Optional.ofNullable(environment.get("OTVAE_DEBUG")).filter(value -> !value.isBlank()).isPresent();
    }

    private int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : COLUMNS;
    }
}
