package org.otvae.audio.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * WAV files (RIFF): PCM of 8, 16, 24 or 32 bits, floats of 32 or 64, A-law and mu-law, any number of channels, which
 * are averaged. Sizes are checked against the file's length before memory is reserved; chunks that are not needed are
 * stepped over. A data chunk that promises more than the file has, as recorders leave it when they are cut off, ends
 * with the file.
 */
public final class WaveFile {

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int MOST_CHANNELS = 64;
    static final int MOST_RATE = 384_000;
    static final int LEAST_RATE = 1_000; // below it there is no speech, and a small file becomes a large one
    private static final long MOST_BYTES = 1L << 30; // three hours of 16 bits at 48 kHz
    private static final int PIECE = 1 << 20; // bytes that are held at a time
    private static final int MOST_CHUNKS = 1_000;

    private WaveFile() {
    }

    private record Format(int kind, int channels, int rate, int bits) {
        int frameBytes() {
            return channels * bits / 8;
        }
    }

    /** Where the samples lie, and of what kind they are. */
    private record Place(long at, long size, Format format) {
    }

    /**
     * Reads a file, its channels averaged.
     *
     * @throws MissingDataException   if there is no such file
     * @throws MalformedDataException if it is no WAV file of a kind above, or holds no sound
     */
    public static Recording read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("expected a WAV file at " + file.toAbsolutePath()
                    + ", found none; give its path");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return samples(channel, place(channel, file), file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), failure);
        }
    }

    /**
     * How long a file is, without reading its samples.
     *
     * @throws MalformedDataException if it is no WAV file
     */
    static double seconds(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Place place = place(channel, file);
            return place.size() / place.format().frameBytes() / (double) place.format().rate();
        }
    }

    private static Place place(FileChannel channel, Path file) throws IOException {
        ByteBuffer start = bytes(channel, 0, 12, file);
        if (start.getInt(0) != code("RIFF") || start.getInt(8) != code("WAVE")) {
            throw malformed(file, "a RIFF file of WAVE form", "another format");
        }
        Format format = null;
        long at = 12;
        for (int chunk = 0; chunk < MOST_CHUNKS && at + 8 <= channel.size(); chunk++) {
            ByteBuffer header = bytes(channel, at, 8, file);
            long size = header.getInt(4) & 0xFFFF_FFFFL;
            at += 8;
            if (header.getInt(0) == code("fmt ")) {
                format = format(bytes(channel, at, (int) Math.min(size, 40), file), file);
            } else if (header.getInt(0) == code("data")) {
                if (format == null) {
                    throw malformed(file, "a format chunk before the data", "none");
                }
                return new Place(at, Math.min(size, channel.size() - at), format);
            }
            at += size + size % 2;
        }
        throw malformed(file, "a data chunk", "none");
    }

    /** Writes 16-bit PCM; samples outside [-1, 1] are cut off. */
    public static void write(Path file, Recording recording) {
        try {
            Files.write(file, bytes(recording));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), failure);
        }
    }

    /** The content of the file that {@link #write} makes. */
    public static byte[] bytes(Recording recording) {
        int length = recording.samples().length;
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(44, Math.multiplyExact(2, length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(code("RIFF")).putInt(36 + 2 * length).putInt(code("WAVE"));
        bytes.putInt(code("fmt ")).putInt(16).putShort((short) PCM).putShort((short) 1).putInt(recording.sampleRate())
                .putInt(2 * recording.sampleRate()).putShort((short) 2).putShort((short) 16);
        bytes.putInt(code("data")).putInt(2 * length);
        for (float sample : recording.samples()) {
            bytes.putShort((short) Math.round(Short.MAX_VALUE * Math.max(-1, Math.min(1, sample))));
        }
        return bytes.array();
    }

    private static Format format(ByteBuffer chunk, Path file) {
        if (chunk.capacity() < 16) {
            throw malformed(file, "a format chunk of at least 16 bytes", chunk.capacity() + " bytes");
        }
        int kind = chunk.getShort(0) & 0xFFFF;
        int channels = chunk.getShort(2) & 0xFFFF;
        int rate = chunk.getInt(4);
        int bits = chunk.getShort(14) & 0xFFFF;
        if (kind == EXTENSIBLE && chunk.capacity() >= 26) {
            kind = chunk.getShort(24) & 0xFFFF; // the first two bytes of the sub-format
        }
        boolean known = kind == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32)
                || kind == FLOAT && (bits == 32 || bits == 64) || (kind == A_LAW || kind == MU_LAW) && bits == 8;
        if (!known || channels < 1 || channels > MOST_CHANNELS || rate < LEAST_RATE || rate > MOST_RATE) {
            throw malformed(file, "PCM of 8, 16, 24 or 32 bits, floats of 32 or 64 or 8-bit A-law or mu-law, 1 to "
                    + MOST_CHANNELS
                    + " channels, " + LEAST_RATE + " to " + MOST_RATE + " Hz", "kind " + kind + ", " + bits + " bits, " + channels
                    + " channels, " + Integer.toUnsignedString(rate) + " Hz");
        }
        return new Format(kind, channels, rate, bits);
    }

    private static Recording samples(FileChannel channel, Place place, Path file) throws IOException {
        Format format = place.format();
        int frames = (int) Math.min(Integer.MAX_VALUE, place.size() / format.frameBytes());
        if (frames < 1 || place.size() > MOST_BYTES) {
            throw malformed(file, "sound, at most " + (MOST_BYTES >> 20) + " MB of it", place.size() + " bytes");
        }
        float[] samples = new float[frames];
        int piece = PIECE / format.frameBytes();
        for (int first = 0; first < frames; first += piece) {
            int count = Math.min(piece, frames - first);
            ByteBuffer bytes = bytes(channel, place.at() + (long) first * format.frameBytes(), count * format.frameBytes(), file);
            read(bytes, format, count, samples, first, file);
        }
        return new Recording(samples, format.rate());
    }

    private static void read(ByteBuffer bytes, Format format, int count, float[] samples, int first, Path file) {
        int width = format.bits() / 8;
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int c = 0; c < format.channels(); c++) {
                sum += sample(bytes, (i * format.channels() + c) * width, format);
            }
            samples[first + i] = (float) (sum / format.channels());
            if (!Float.isFinite(samples[first + i])) {
                throw malformed(file, "finite samples", samples[first + i] + " at " + (first + i));
            }
        }
    }

    private static double sample(ByteBuffer bytes, int at, Format format) {
        if (format.kind() == FLOAT) {
            return format.bits() == 32 ? bytes.getFloat(at) : bytes.getDouble(at);
        }
        if (format.kind() == A_LAW || format.kind() == MU_LAW) {
            return format.kind() == A_LAW ? Companding.aLaw(bytes.get(at)) : Companding.muLaw(bytes.get(at));
        }
        return switch (format.bits()) {
            case 8 -> ((bytes.get(at) & 0xFF) - 128) / 128.0;
            case 16 -> bytes.getShort(at) / 32_768.0;
            case 24 -> (bytes.get(at + 2) << 16 | (bytes.getShort(at) & 0xFFFF)) / 8_388_608.0;
            default -> bytes.getInt(at) / 2_147_483_648.0;
        };
    }

    private static ByteBuffer bytes(FileChannel channel, long at, int length, Path file) throws IOException {
        if (at + length > channel.size()) {
            throw malformed(file, length + " more bytes at " + at, Math.max(0, channel.size() - at) + " until the end");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            continue; // a channel may give less than was asked for
        }
        return bytes;
    }

    private static int code(String letters) {
        return letters.charAt(0) | letters.charAt(1) << 8 | letters.charAt(2) << 16 | letters.charAt(3) << 24;
    }

    private static MalformedDataException malformed(Path file, String expected, String found) {
        return new MalformedDataException(file.toAbsolutePath() + ": expected " + expected + ", found " + found
                + "; convert it to WAV with 16 bits");
    }
}
