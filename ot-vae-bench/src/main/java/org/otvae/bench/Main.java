package org.otvae.bench;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.otvae.bench.command.Commands;
import org.otvae.bench.command.Terminal;

/** The program. */
public final class Main {

    private Main() {
    }

    /** Runs one command line; see {@code otvae --help}. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        // libraries chatter
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.exit(Commands.run(Terminal.ofProcess(out, err), arguments));
    }
}
