package org.otvae.audio.data;

import java.util.ArrayList;
import java.util.List;
import org.otvae.data.MalformedDataException;

/**
 * Collects samples whose number is known only when all have been decoded. A file may not unpack into more than {@value
 * #RATIO} samples a byte beyond the first {@value #FREE}, all channels counted: digital silence takes a FLAC encoder 11
 * bytes for 4,096 samples and a Vorbis encoder 3 for 1,024; what unpacks into more was made to fill memory.
 */
final class SampleBuffer {

    static final int RATIO = 512;
    static final int FREE = 1 << 20;
    private static final long MOST = 1L << 28; // 93 minutes at 48 kHz

    private final List<float[]> full = new ArrayList<>();
    private final String name;
    private final long most;
    private float[] part = new float[1 << 12];
    private int used;
    private int before;
    private long all;

    /**
     * An empty buffer.
     *
     * @param fileBytes length of the file that is decoded
     * @param name      of the file, for messages
     */
    SampleBuffer(long fileBytes, String name) {
        this.name = name;
        this.most = Math.min(MOST, FREE + RATIO * fileBytes);
    }

    /** Says that {@code length} samples of each of {@code channels} channels were decoded. */
    void reserve(int length, int channels) {
        all += (long) length * channels;
        if (all > most) {
            throw new MalformedDataException(name + ": expected at most " + most
                    + " samples of a file of this length, found more; cut it into shorter recordings");
        }
    }

    /** Appends a sample. */
    void add(float sample) {
        if (used == part.length) {
            full.add(part);
            before += used;
            part = new float[Math.min(1 << 20, 2 * used)];
            used = 0;
        }
        part[used++] = sample;
    }

    /** The number of samples so far. */
    int length() {
        return before + used;
    }

    /** The first {@code length} samples. */
    float[] toArray(int length) {
        float[] samples = new float[length];
        int at = 0;
        for (float[] each : full) {
            System.arraycopy(each, 0, samples, at, Math.min(each.length, length - at));
            at += Math.min(each.length, length - at);
        }
        System.arraycopy(part, 0, samples, at, length - at);
        return samples;
    }
}
