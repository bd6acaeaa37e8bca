package org.otvae.bench.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otvae.bench.modality.FeatureTraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code otvae features}: trains the classifier by whose features generated pictures are judged. */
@Command(name = "features",
        description = "Train the small classifier of Fashion-MNIST in whose features samples are compared.")
final class FeaturesCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--data", paramLabel = "DIR", description = "folder that has Fashion-MNIST's files")
    private Path data;

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the training images (default: 4)")
    private int epochs = 4;

    @Option(names = "--seed", paramLabel = "N", description = "seed of everything random (default: 1)")
    private long seed = 1;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR",
            description = "folder for weights.safetensors and checkpoints")
    private Path output;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    FeaturesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        BackendException.found();
        Path file = output.resolve("weights.safetensors");
        if (Files.exists(file)) {
            throw new UsageException("expected a new folder, found " + file + "; name another one");
        }
        Folders.make(output);
        var trained = UsageException.checked(() -> new FeatureTraining(epochs, seed).train(Optional.ofNullable(data),
                output.resolve("checkpoints"), line -> terminal.say(json, line)));
        trained.weights().write(file);
        terminal.say(json, String.format(Locale.ROOT,
                "wrote %s: finds the class of %.2f %% of the test images (step %d)", file,
                100 * trained.accuracy(), trained.step()));
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "features");
        event.put("file", file.toString());
        event.put("accuracy", trained.accuracy());
        terminal.event(json, event);
        return ExitCode.OK;
    }
}
