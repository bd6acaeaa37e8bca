package org.otvae.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes small JSON documents, strictly: RFC 8259 and nothing else, at most {@value #MAX_DEPTH} levels deep,
 * no key twice in an object, no text after the value, valid UTF-8 only.
 *
 * <p>Java values: objects are {@code Map<String, Object>} in the order of the text, arrays {@code List<Object>},
 * strings {@code String}, numbers without fraction and exponent {@code Long}, other numbers {@code Double}, then {@code
 * Boolean} and {@code null}. Doubles written here come back with the same bits. Maps and lists that were read cannot be
 * modified.
 */
public final class Json {

    /** Objects and arrays may be nested this deep. */
    public static final int MAX_DEPTH = 16;

    private Json() {
    }

    /**
     * The value of a UTF-8 text.
     *
     * @param limit largest accepted number of bytes
     * @throws MalformedDataException if the text is longer or is not JSON
     */
    public static Object read(byte[] utf8, int limit) {
        requireWithin(limit, utf8.length);
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            throw new MalformedDataException("expected JSON in UTF-8, found bytes that are not UTF-8", e);
        }
        return new JsonReader(text.toString()).document();
    }

    /**
     * The value of a text.
     *
     * @param limit largest accepted number of characters
     * @throws MalformedDataException if the text is longer or is not JSON
     */
    public static Object read(String text, int limit) {
        requireWithin(limit, text.length());
        return new JsonReader(text).document();
    }

    /**
     * The value in a file.
     *
     * @param limit largest accepted number of bytes; no more than this is read
     * @throws MalformedDataException if the file is longer or is not JSON
     * @throws UncheckedIOException   if the file cannot be read
     */
    public static Object read(Path file, int limit) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new MalformedDataException("expected JSON of at most " + limit + " bytes, found more");
            }
            return read(bytes, limit);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        } catch (MalformedDataException e) {
            throw new MalformedDataException(file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The compact text of a value made of the types listed above; other integer types count as Long, Float as Double.
     *
     * @throws IllegalArgumentException if a number is not finite, a string holds half a surrogate pair, a type has no
     *                                  JSON form, or the nesting is too deep
     */
    public static String write(Object value) {
        StringBuilder text = new StringBuilder();
        JsonWriter.append(text, value, 0);
        return text.toString();
    }

    /** The compact text of a value in UTF-8; errors as in {@link #write}. */
    public static byte[] bytes(Object value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    private static void requireWithin(int limit, long length) {
        if (length > limit) {
            throw new MalformedDataException("expected JSON of at most " + limit + " bytes, found " + length);
        }
    }
}
