package org.otvae.motion.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/** Reads whole files up to a limit, and gives complaints about their content the file's path. */
final class FileBytes {

    private FileBytes() {
    }

    /**
     * Hands the bytes of a file to a parser.
     *
     * @param limit largest accepted number of bytes; no more than this is read
     * @throws MissingDataException   if there is no such file
     * @throws MalformedDataException if it is longer, or the parser refuses it; the message begins with the path
     */
    static <T> T parse(Path file, int limit, String kind, Function<byte[], T> parser) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("expected " + kind + " at " + file.toAbsolutePath()
                    + ", found none; give its path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > limit) {
                throw new MalformedDataException("expected " + kind + " of at most " + limit + " bytes, found " + size);
            }
            return parser.apply(in.readNBytes(limit));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), failure);
        } catch (MalformedDataException refused) {
            throw new MalformedDataException(file.toAbsolutePath() + ": " + refused.getMessage(), refused);
        }
    }
}
