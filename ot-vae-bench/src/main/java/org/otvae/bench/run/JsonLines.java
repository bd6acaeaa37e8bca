package org.otvae.bench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.otvae.data.MalformedDataException;

/** Ordered maps as single lines of JSON and back. Numbers that are not finite are written as null. */
public final class JsonLines {

    private static final int LINE_LIMIT = 4 << 20; // a line of usage counts has some kilobytes

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {
    };

    private static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(1 << 16)
                    .maxDocumentLength(LINE_LIMIT).build()).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonLines() {
    }

    /** One line without its end. */
    public static String line(Map<String, ?> fields) {
        try {
            return MAPPER.writeValueAsString(finite(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + fields.keySet() + " as JSON", e);
        }
    }

    /**
     * The object that a line holds.
     *
     * @param where names the line in messages
     * @throws MalformedDataException if it is not one JSON object
     */
    public static Map<String, Object> object(String line, String where) {
        try {
            var object = MAPPER.readValue(line, OBJECT);
            if (object == null) {
                throw new MalformedDataException(where + ": expected a JSON object, found null");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new MalformedDataException(where + ": expected a JSON object, found something else ("
                    + e.getOriginalMessage().lines().findFirst().orElse("") + "); repair or remove the line", e);
        }
    }

    /** The objects of a file of lines; empty lines are left out, and so is a last line that a crash cut short. */
    static List<Map<String, Object>> read(Path file) {
        var objects = new ArrayList<Map<String, Object>>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = in.readLine(); line != null; ) {
                String next = in.readLine();
                number++;
                if (!line.isBlank() && (next != null || whole(line) || endsWithNewline(file))) {
                    objects.add(object(line, file.toAbsolutePath() + ":" + number));
                }
                line = next;
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        }
    }

    /** Appends one line in a single write under a lock; a last line that a crash cut short is removed first. */
    static void append(Path file, Map<String, ?> fields) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE); var lock = channel.lock()) {
                String text = mended(channel) + line(fields) + "\n";
                write(channel, text);
                channel.force(lock.isValid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot append to " + file.toAbsolutePath(), e);
        }
    }

    /** Removes a last line that a crash cut short, so that what is written next begins a line; makes no file. */
    static void mend(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            write(channel, mended(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot mend " + file.toAbsolutePath(), e);
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        channel.position(channel.size());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Cuts an unfinished last line off, or, if someone left only its end out, gives the end. */
    private static String mended(FileChannel channel) throws IOException {
        if (channel.size() == 0 || endsWithNewline(channel)) {
            return "";
        }
        int length = (int) Math.min(channel.size(), LINE_LIMIT);
        var tail = ByteBuffer.allocate(length);
        channel.read(tail, channel.size() - length);
        byte[] bytes = tail.array();
        int start = length;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        if (whole(new String(bytes, start, length - start, StandardCharsets.UTF_8))) {
            return "\n";
        }
        channel.truncate(channel.size() - length + start);
        return "";
    }

    private static boolean whole(String line) {
        try {
            return MAPPER.readTree(line).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean endsWithNewline(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return endsWithNewline(channel);
        }
    }

    /** By the channel that holds the lock: closing another one of the same file would give the lock back. */
    private static boolean endsWithNewline(FileChannel channel) throws IOException {
        var last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) == '\n';
    }

    private static Object finite(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<Object, Object>();
            map.forEach((key, element) -> copy.put(key, finite(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<>();
            list.forEach(element -> copy.add(finite(element)));
            return copy;
        }
        return value;
    }
}
