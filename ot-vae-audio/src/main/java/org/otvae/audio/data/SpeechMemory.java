package org.otvae.audio.data;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.MalformedDataException;

/** Refuses a corpus whose spectrograms would not fit into the Java heap before hours were spent on making them. */
final class SpeechMemory {

    private static final int BYTES = 2; // a sample
    private static final int TAIL = 1 << 16; // the longest page of Ogg, whose last one tells the length
    private static final int RATE_AT = 40; // page header 28, packet type 7, version 4, channels 1
    private static final int HEADER = 44;

    private SpeechMemory() {
    }

    /**
     * By the sizes of the files, as if all had 16 bits and the front end's rate, FLAC half of them; by the length of
     * Vorbis.
     */
    static void require(String name, FrontEnd frontEnd, List<Path> files) {
        double samples = 0;
        for (Path file : files) {
            long bytes = file.toFile().length(); // 0 if there is none
            samples += !file.toString().endsWith(".ogg") ? bytes / BYTES * (file.toString().endsWith(".flac") ? 2 : 1)
                    : Math.min(bytes * 10.0 / BYTES, vorbisSeconds(file) * frontEnd.sampleRate());
        }
        double needed = samples / frontEnd.hop() * frontEnd.bands() * Float.BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap * 0.75) {
            throw new MalformedDataException(name + ": expected spectrograms that fit into memory, found recordings "
                    + "whose need about " + ((long) needed >> 20) + " MB of a Java heap of " + (heap >> 20)
                    + " MB; raise it with "
                    + "OTVAE_JAVA_OPTIONS=-Xmx" + (((long) needed * 4 / 3 >> 30) + 1) + "g or give fewer recordings");
        }
    }

    /**
     * What the last page's position and the first one's rate say; no end where they say nothing, for the size then
     * decides.
     */
    static double vorbisSeconds(Path path) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(file.length(), TAIL)];
            if (bytes.length < HEADER) {
                return Double.POSITIVE_INFINITY;
            }
            file.readFully(bytes, 0, HEADER);
            long rate = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(RATE_AT);
            file.seek(file.length() - bytes.length);
            file.readFully(bytes);
            int last = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("OggS");
            if (last < 0 || last + 14 > bytes.length || rate < 1) {
                return Double.POSITIVE_INFINITY;
            }
            long position = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(last + 6);
            return position < 0 ? Double.POSITIVE_INFINITY : position / (double) rate;
        } catch (IOException unreadable) {
            return 0; // it will be left out
        }
    }
}
