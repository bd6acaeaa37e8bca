package org.otvae.bench.command;

import java.io.PrintWriter;
import org.otvae.provenance.Build;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole: which commands there are and how failures are told. */
@Command(name = "otvae", description = "Learned discrete representations: OT-VAE and its rivals.%n",
        footer = {"%nExit codes: 0 done, 1 internal error, 2 usage or configuration, 3 data,",
            "4 NaN or infinity in training, 5 a run folder of another run, 130 interrupted (the run can be resumed)."})
public final class Commands implements Runnable {

    private final Terminal terminal;
    private CommandLine line;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "show stack traces, as OTVAE_DEBUG=1 does")
    private boolean debug;

    private Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs one command line and gives its exit code. */
    public static int run(Terminal terminal, String... arguments) {
        var commands = new Commands(terminal);
        var line = new CommandLine(commands);
        commands.line = line;
        line.addSubcommand(new DemoCommand(terminal)).addSubcommand(new TrainCommand(terminal))
                .addSubcommand(new EvaluateCommand(terminal)).addSubcommand(new EncodeCommand(terminal))
                .addSubcommand(new DecodeCommand(terminal)).addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new GenerateCommand(terminal)).addSubcommand(new FeaturesCommand(terminal))
                .addSubcommand(new ExperimentsCommand(terminal))
                .addSubcommand(new ReproduceCommand(terminal))
                .addSubcommand(new ResultsCommand(terminal))
                .addSubcommand(new CommandLine(new SweepCommand(terminal))
                        .addSubcommand(new SweepShowCommand(terminal)).addSubcommand(new SweepBestCommand(terminal))
                        .addSubcommand(new SweepExportCommand(terminal)).addSubcommand(new SweepWatchCommand(terminal)))
                .addSubcommand(new TrialCommand(terminal))
                .addSubcommand(new CommandLine(new DataCommand())
                        .addSubcommand(new DataCommand.ListCommand(terminal))
                        .addSubcommand(new DataCommand.FetchCommand(terminal))
                        .addSubcommand(new DataCommand.VerifyCommand(terminal)));
        help(line);
        line.setOut(new PrintWriter(terminal.out(), true));
        line.setErr(new PrintWriter(terminal.err(), true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((failure, rest) -> commands.wrong(failure));
        line.setExecutionExceptionHandler((failure, command, parsed) -> commands.failed(failure));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError full) { // the one error that a user can do something about
            if (terminal.debug()) {
                full.printStackTrace(terminal.err());
            }
            terminal.err().println("otvae: expected data and a model that fit into memory, found a full Java heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB; give it more with OTVAE_JAVA_OPTIONS=-Xmx4g, or less at a time");
            return ExitCode.DATA;
        }
    }

    private static void help(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true).version("otvae " + Build.current().version() + " ("
                + Build.current().commit() + ")");
        line.getSubcommands().values().forEach(Commands::help);
    }

    @Override
    public void run() {
        throw new ParameterException(line, "expected a command, found none");
    }

    private int wrong(ParameterException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName(" ");
        var hint = new StringBuilder(failure.getMessage().lines().findFirst().orElse("wrong arguments"));
        if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            hint.append("; did you mean ").append(String.join(" or ", unmatched.getSuggestions())).append('?');
        } else if (!failure.getCommandLine().getSubcommands().isEmpty()) {
            hint.append("; there are ").append(String.join(", ", failure.getCommandLine().getSubcommands().keySet()));
        }
        terminal.err().println("otvae: " + hint + " (./" + command + " --help)");
        return ExitCode.USAGE;
    }

    private int failed(Throwable failure) {
        if (debug || terminal.debug()) {
            failure.printStackTrace(terminal.err());
        }
        terminal.err().println("otvae: " + ExitCode.line(failure));
        return ExitCode.of(failure);
    }
}
