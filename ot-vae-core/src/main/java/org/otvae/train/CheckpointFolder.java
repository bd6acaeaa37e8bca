package org.otvae.train;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.otvae.data.DurableFiles;
import org.otvae.data.Json;
import org.otvae.data.JsonObject;
import org.otvae.data.MalformedDataException;
import org.otvae.data.SafeTensors;
import org.otvae.data.Sha256;

/**
 * One checkpoint as a folder: {@code weights.safetensors}, {@code optimizer.safetensors}, {@code state.json}, and
 * {@code MANIFEST}, written last, with a line {@code sha256  size  name} for each of them.
 */
final class CheckpointFolder {

    static final String WEIGHTS = "weights.safetensors";
    static final String OPTIMIZER = "optimizer.safetensors";
    static final String STATE = "state.json";
    static final String MANIFEST = "MANIFEST";
    private static final Pattern NAME = Pattern.compile("step-[0-9]{8,18}");
    private static final List<String> FILES = List.of(WEIGHTS, OPTIMIZER, STATE);
    private static final int MAX_MANIFEST_BYTES = 4096;
    private static final int MAX_STATE_BYTES = 16 << 20; // arbitrary; a state has a few hundred bytes
    private static final long FORMAT = 1;

    private CheckpointFolder() {
    }

    static void write(Checkpoint checkpoint, Optional<Long> best, Path folder) throws IOException {
        byte[] state = state(checkpoint, best);
        Files.createDirectory(folder);
        DurableFiles.create(folder.resolve(WEIGHTS), checkpoint.weights()::write);
        DurableFiles.create(folder.resolve(OPTIMIZER), checkpoint.optimizer()::write);
        DurableFiles.create(folder.resolve(STATE), out -> out.write(state));
        byte[] manifest = manifest(folder).getBytes(StandardCharsets.US_ASCII);
        DurableFiles.create(folder.resolve(MANIFEST), out -> out.write(manifest));
        DurableFiles.forceDirectory(folder);
    }

    private static byte[] state(Checkpoint checkpoint, Optional<Long> best) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("step", checkpoint.step());
        fields.put("best", best.orElse(null));
        fields.put("state", checkpoint.state());
        byte[] bytes = Json.bytes(fields);
        if (bytes.length > MAX_STATE_BYTES) {
            throw new IllegalArgumentException("state must have at most " + MAX_STATE_BYTES + " bytes in JSON, found "
                    + bytes.length + "; put arrays into the optimizer's tensors");
        }
        return bytes;
    }

    /** Reads a folder after every check: names, sizes and sums of the manifest, then the formats of the files. */
    static Checkpoint read(Path folder, long step) throws IOException {
        String expected = readManifest(folder);
        String found = manifest(folder);
        if (!found.equals(expected)) {
            throw new MalformedDataException("files differ from " + MANIFEST + ": expected "
                    + difference(expected, found) + ", found " + difference(found, expected));
        }
        JsonObject fields = readState(folder, step);
        SafeTensors weights = SafeTensors.read(folder.resolve(WEIGHTS));
        SafeTensors optimizer = SafeTensors.read(folder.resolve(OPTIMIZER));
        return new Checkpoint(step, weights, optimizer, fields.object("state").fields());
    }

    /** The step that was the best when this one was saved; only the state is checked, not the tensors. */
    static Optional<Long> best(Path folder, long step) throws IOException {
        String line = line(folder, STATE);
        if (!readManifest(folder).endsWith(line)) {
            throw new MalformedDataException(STATE + " differs from " + MANIFEST);
        }
        JsonObject fields = readState(folder, step);
        return fields.isNull("best") ? Optional.empty() : Optional.of(fields.integer("best"));
    }

    private static JsonObject readState(Path folder, long step) {
        JsonObject fields = JsonObject.read(folder.resolve(STATE), MAX_STATE_BYTES);
        if (fields.integer("format") != FORMAT || fields.integer("step") != step) {
            throw new MalformedDataException(STATE + ": expected format " + FORMAT + " and step " + step
                    + ", found format " + fields.integer("format") + " and step " + fields.integer("step"));
        }
        return fields;
    }

    /** The name of the folder of a step, {@code step-00001234}. */
    static String name(long step) {
        return String.format(Locale.ROOT, "step-%08d", step);
    }

    /** The step of a folder's name; empty for any other name. */
    static Optional<Long> step(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(Long.valueOf(name.substring("step-".length()))).filter(step -> name(step).equals(name));
    }

    private static String readManifest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new MalformedDataException("the folder is missing");
        }
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new MalformedDataException(MANIFEST + " is missing; the checkpoint was not finished");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_MANIFEST_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    private static String manifest(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : FILES) {
            lines.append(line(folder, name));
        }
        return lines.toString();
    }

    private static String line(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new MalformedDataException(name + " is missing");
        }
        return HexFormat.of().formatHex(Sha256.of(file)) + "  " + Files.size(file) + "  " + name + "\n";
    }

    private static String difference(String lines, String other) {
        List<String> others = other.lines().toList();
        String first = lines.lines().filter(line -> !others.contains(line)).findFirst().orElse("no such line");
        String shortened = first.length() <= 120 ? first : first.substring(0, 120) + "...";
        return "\"" + shortened.replaceAll("\\P{Print}", "?") + "\"";
    }
}
