package org.otvae.bench.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.otvae.bench.modality.Encoding;
import org.otvae.bench.modality.Modalities;
import org.otvae.model.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae encode}: turns files into tokens. */
@Command(name = "encode",
        description = "Turn pictures (PNG, JPEG, GIF, BMP), IDX files, recordings (WAV, FLAC, Ogg) or motions (BVH) into tokens.")
final class EncodeCommand implements Callable<Integer> {

    private static final String ENDING = ".otv";

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL",
            description = "a run folder, a model folder, or the name of a model inside the program: " + Model.NAMES)
    private Path directory;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT",
            description = "pictures, IDX files, recordings or motions, as the model takes them, in this order")
    private List<Path> inputs;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE|DIR",
            description = "the file of tokens to write; of several recordings, or where it is a folder, one file of each in it, "
                    + "named after it (several pictures share one, pictures.otv)")
    private Path output;

    @Option(names = "--overwrite", description = "replace files of tokens that are there")
    private boolean overwrite;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    EncodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        requireNoOtherFile();
        try (var tokenizer = Model.tokenizer(directory, line -> terminal.say(json, line))) {
            var modality = Modalities.named(tokenizer.modality());
            List<Path> files = files(modality.encodedNames(inputs));
            Folders.requireNoFile(files.get(0).toAbsolutePath().getParent());
            if (!overwrite) {
                Folders.requireNew(files, "name another place for -o");
            }
            List<Encoding> encodings = UsageException.checked(() -> modality.encode(tokenizer, inputs));
            Folders.make(files.get(0).toAbsolutePath().getParent());
            for (int i = 0; i < files.size(); i++) {
                write(encodings.get(i).tokens(), files.get(i));
            }
        }
        return ExitCode.OK;
    }

    private List<Path> files(List<String> names) {
        return names.size() == 1 && !Files.isDirectory(output) ? List.of(output)
                : names.stream().map(name -> output.resolve(name + ENDING)).toList();
    }

    /** {@code -o *.png} would replace the first picture. */
    private void requireNoOtherFile() {
        if (Files.exists(output) && !Files.isDirectory(output) && !output.toString().endsWith(ENDING)) {
            throw new UsageException("expected the name of a new file of tokens or of one that ends in " + ENDING + " for -o, found "
                    + output + ", which exists and would be lost; name another");
        }
        if (inputs.size() == 1 || output.toString().endsWith(ENDING)) {
            Folders.requireParent(output);
        } // else it may be a folder of folders, made as decode makes its own
    }

    private void write(Tokens tokens, Path file) {
        tokens.write(file);
        terminal.say(json, "wrote " + tokens.samples() + " x " + tokens.positions() + " tokens of " + tokens.codes()
                + " codes to " + file);
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "tokens");
        event.put("file", file.toString());
        event.put("samples", tokens.samples());
        event.put("positions", tokens.positions());
        event.put("codes", tokens.codes());
        terminal.event(json, event);
    }
}
