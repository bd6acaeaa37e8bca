package org.otvae.bench.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.otvae.audio.Audio;
import org.otvae.audio.data.Recording;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.data.MissingDataException;
import org.otvae.image.Images;
import org.otvae.image.data.IdxStream;
import org.otvae.model.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae encode}: turns pictures, IDX files or recordings into one file of tokens. */
@Command(name = "encode", description = "Turn pictures (PNG, JPEG, GIF, BMP), IDX files or recordings (WAV) into tokens.")
final class EncodeCommand implements Callable<Integer> {

    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
    private static final float WHITE = 255;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "MODEL",
            description = "a run folder, a model folder, or fashion-mnist or cifar10, the models inside the program")
    private Path directory;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "INPUT",
            description = "pictures, IDX files or recordings, as the model takes them, in this order")
    private List<Path> inputs;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE",
            description = "the file of tokens to write")
    private Path output;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    EncodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var tokenizer = Model.tokenizer(directory)) {
            long[] shape = tokenizer.exampleShape();
            int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
            float[] examples = joined(inputs.stream().map(input -> tokenizer.modality().equals(Audio.MODALITY)
                    ? windows(input, tokenizer) : read(input, shape)).toList());
            var tokens = tokenizer.encode(examples, examples.length / size);
            tokens.write(output);
            terminal.say(json, "wrote " + tokens.samples() + " x " + tokens.positions() + " tokens of " + tokens.codes()
                    + " codes to " + output);
            var event = new LinkedHashMap<String, Object>();
            event.put("event", "tokens");
            event.put("file", output.toString());
            event.put("samples", tokens.samples());
            event.put("positions", tokens.positions());
            event.put("codes", tokens.codes());
            terminal.event(json, event);
        }
        return ExitCode.OK;
    }

    private static float[] windows(Path input, Tokenizer tokenizer) {
        var encoder = (SpeechEncoder) tokenizer.autoencoder().encoder();
        Recording recording = Audio.read(input);
        return UsageException.checked(() -> Audio.windows(encoder.frontEnd(), recording));
    }

    private static float[] joined(List<float[]> parts) {
        var all = new float[parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact)];
        int filled = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, filled, part.length);
            filled += part.length;
        }
        return all;
    }

    private static float[] read(Path input, long[] shape) {
        String name = input.toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(input)) {
            throw new MissingDataException("expected a picture or an IDX file, found no file at "
                    + input.toAbsolutePath());
        }
        return PICTURES.stream().anyMatch(name::endsWith) ? Images.read(input, shape) : images(input, shape);
    }

    private static float[] images(Path input, long[] shape) {
        try (var idx = IdxStream.open(input)) {
            if (!idx.holdsImages() || shape[0] != 1 || idx.rows() != shape[1] || idx.columns() != shape[2]) {
                throw new UsageException(input + ": expected grey images for examples of shape "
                        + Arrays.toString(shape)
                        + ", found " + (idx.holdsImages() ? idx.rows() + " x " + idx.columns() + " pixels" : "labels"));
            }
            var pixels = new byte[idx.itemBytes()];
            var examples = new float[Math.multiplyExact(idx.count(), idx.itemBytes())];
            for (int i = 0; i < idx.count(); i++) {
                idx.read(pixels, 0);
                for (int j = 0; j < pixels.length; j++) {
                    examples[i * pixels.length + j] = (pixels[j] & 0xff) / WHITE;
                }
            }
            return examples;
        }
    }
}
