package org.otvae.audio.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Recordings in WAV, FLAC and Ogg Vorbis, told apart by what is in a file, whatever its name; channels are averaged.
 */
public final class SoundFile {

    /** How the names of such files end, small letters. */
    static final List<String> ENDINGS = List.of(".wav", ".flac", ".ogg");

    private static final int MOST_COMPRESSED = 1 << 28; // 256 MB; WAV files are read piece by piece and may be longer

    private SoundFile() {
    }

    /**
     * Reads a file.
     *
     * @throws MissingDataException   if there is no such file
     * @throws MalformedDataException if it is damaged, of another format, or holds no sound
     */
    public static Recording read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("expected a WAV, FLAC or Ogg Vorbis file at " + file.toAbsolutePath()
                    + ", found none; give its path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            boolean flac = FlacFile.begins(start);
            if (!flac && !OggPackets.begins(start)) {
                return WaveFile.read(file);
            }
            String name = file.toAbsolutePath().toString();
            if (Files.size(file) > MOST_COMPRESSED) {
                throw new MalformedDataException(name + ": expected at most " + (MOST_COMPRESSED >> 20) + " MB, found "
                        + (Files.size(file) >> 20) + "; cut it into shorter recordings");
            }
            byte[] bytes = Files.readAllBytes(file);
            return flac ? FlacFile.read(bytes, name) : VorbisFile.read(bytes, name);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), failure);
        }
    }

    /** How long a file says it is, without decoding it: infinite where it does not say, 0 where it cannot be read. */
    static double seconds(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(FlacFile.HEADER);
            if (FlacFile.begins(start)) {
                return FlacFile.seconds(start, file.toString());
            }
            return OggPackets.begins(start) ? VorbisFile.seconds(file) : WaveFile.seconds(file);
        } catch (IOException | MalformedDataException unreadable) {
            return 0; // it will be left out, and named
        }
    }

    /** Whether a file's name ends as that of a recording does. */
    static boolean named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }
}
