package org.otvae.bench.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.otvae.audio.Audio;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.data.MissingDataException;
import org.otvae.image.Images;
import org.otvae.model.Tokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae decode}: turns a file of tokens into pictures or sound. */
@Command(name = "decode", description = "Turn a file of tokens into PNG pictures or a WAV file.")
final class DecodeCommand implements Callable<Integer> {

    private static final int ITERATIONS = 60; // of Griffin and Lim's method

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL", description = "the run folder, model folder or name that encoded")
    private Path directory;

    @Parameters(index = "1", paramLabel = "TOKENS", description = "a file of tokens")
    private Path file;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR",
            description = "folder for 00000.png and so on, or for sound.wav")
    private Path output;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    DecodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("expected a file of tokens, found none at " + file.toAbsolutePath());
        }
        Tokens tokens = Tokens.read(file);
        try (var tokenizer = Model.tokenizer(directory)) {
            if (!tokens.modelFingerprint().equals(tokenizer.model())) {
                throw new UsageException(file + ": expected tokens of the model " + tokenizer.model()
                        + ", found tokens of "
                        + tokens.modelFingerprint() + "; decode with the model that encoded");
            }
            float[] examples = UsageException.checked(() -> tokenizer.decode(tokens));
            makeFolder();
            boolean sound = tokenizer.modality().equals(Audio.MODALITY);
            if (sound) {
                var encoder = (SpeechEncoder) tokenizer.autoencoder().encoder();
                Audio.write(output.resolve("sound.wav"), Audio.sound(encoder.frontEnd(), examples, ITERATIONS));
            } else {
                write(examples, tokens.samples(), tokenizer.exampleShape());
            }
            said(sound, tokens.samples());
        }
        return ExitCode.OK;
    }

    private void said(boolean sound, int count) {
        terminal.say(json, sound ? "wrote " + output.resolve("sound.wav") : "wrote " + count + " pictures to " + output);
        var event = new LinkedHashMap<String, Object>();
        event.put("event", sound ? "sound" : "pictures");
        event.put("dir", output.toString());
        event.put("count", sound ? 1 : count);
        terminal.event(json, event);
    }

    private void makeFolder() {
        try {
            Files.createDirectories(output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + output.toAbsolutePath(), e);
        }
    }

    private void write(float[] examples, int count, long[] shape) {
        int size = examples.length / count;
        for (int i = 0; i < count; i++) {
            Images.write(output.resolve(String.format("%05d.png", i)),
                    Arrays.copyOfRange(examples, i * size, (i + 1) * size),
                    shape);
        }
    }
}
