package org.otvae.bench.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otvae.bench.modality.Encoding;
import org.otvae.bench.modality.Modalities;
import org.otvae.data.MissingDataException;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.settings.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae decode}: turns tokens into files of the kind they were made from. */
@Command(name = "decode", description = "Turn files of tokens into PNG pictures, WAV or BVH files.")
final class DecodeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "the run folder, model folder or name that encoded")
    private Path directory;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TOKENS", description = "files of tokens")
    private List<Path> files;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR",
            description = "folder for what comes out, named after the files of tokens")
    private Path output;

    @Option(names = "--label", paramLabel = "NAME",
            description = "what the decoder is told, the speaker whose voice it takes for instance (default: the first it knows)")
    private String label;

    @Option(names = "--overwrite", description = "replace files that are there")
    private boolean overwrite;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    DecodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Tokens> tokens = files.stream().map(DecodeCommand::read).toList();
        List<String> names = Encoding.names(files);
        try (var tokenizer = Model.tokenizer(directory, line -> terminal.say(json, line))) {
            for (int i = 0; i < files.size(); i++) {
                requireOwn(files.get(i), tokens.get(i), tokenizer);
            }
            requireKnown(tokenizer);
            var modality = Modalities.named(tokenizer.modality());
            for (int i = 0; i < files.size() && !overwrite; i++) {
                Folders.requireNew(modality.decodedNames(tokens.get(i), names.get(i)).stream().map(output::resolve).toList(),
                        "name another folder for -o"); // tokens have the names of the recordings that they were made from
            }
            Folders.make(output);
            for (int i = 0; i < files.size(); i++) {
                Tokens each = tokens.get(i);
                String name = names.get(i);
                said(UsageException.checked(() -> modality.decode(tokenizer, each, Optional.ofNullable(label), output, name)));
            }
        }
        return ExitCode.OK;
    }

    private static Tokens read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("expected a file of tokens, found none at " + file.toAbsolutePath());
        }
        Tokens tokens = Tokens.read(file);
        if (tokens.samples() == 0) {
            throw new MissingDataException(file + ": expected tokens of at least one example, found none; encode something first");
        }
        return tokens;
    }

    private static void requireOwn(Path file, Tokens tokens, Tokenizer tokenizer) {
        if (!tokens.modelFingerprint().equals(tokenizer.model())) {
            throw new UsageException(file + ": expected tokens of the model " + tokenizer.model() + ", found tokens of "
                    + tokens.modelFingerprint() + "; decode with the model that encoded");
        }
    }

    private void requireKnown(Tokenizer tokenizer) {
        List<String> known = tokenizer.labels();
        if (label != null && !known.contains(label)) {
            throw new UsageException(known.isEmpty()
                    ? "--label: this model's decoder is told nothing, found \"" + label + "\"; leave it out"
                    : "--label: expected one of " + String.join(", ", Names.closestFirst(label, known)) + ", found \"" + label + "\"");
        }
    }

    private void said(List<Path> written) {
        terminal.say(json, "wrote " + written.get(0) + (written.size() == 1 ? "" : " to " + written.get(written.size() - 1)));
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "decoded");
        event.put("dir", output.toString());
        event.put("files", written.stream().map(file -> file.getFileName().toString()).toList());
        terminal.event(json, event);
    }
}
