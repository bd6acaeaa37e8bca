package org.otvae.audio.metric;

import java.util.Arrays;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.Recordings;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.audio.signal.GriffinLim;
import org.otvae.metric.Fidelity;

/**
 * {@link Intelligibility} of the sound of reconstructed spectrograms against the sound of the original ones, both by
 * Griffin and Lim's method, so that it tells what quantization costs and not what the way back to sound does. Windows
 * of 32 FRAMES are put together in the order in which they come, ten at a time, which is 3.2 s, and every fourth such
 * stretch is judged.
 */
public final class SoundIntelligibility implements Fidelity {

    private static final int FRAMES = 32; // of a window
    private static final int WINDOWS = 10;
    private static final int EVERY = 4; // stretches; sound takes about a second each
    private static final int ITERATIONS = 60;

    private final FrontEnd frontEnd;
    private float[] original = new float[0];
    private float[] reconstruction = new float[0];
    private long stretches;
    private double sum;
    private long judged;

    /** A measure without data, of windows of 32 frames. */
    public SoundIntelligibility(FrontEnd frontEnd) {
        this.frontEnd = frontEnd;
    }

    @Override
    public String name() {
        return "stoi";
    }

    @Override
    public void add(float[] originals, float[] reconstructions) {
        DecibelError.requireSame(originals, reconstructions);
        original = joined(original, originals);
        reconstruction = joined(reconstruction, reconstructions);
        int size = WINDOWS * frontEnd.bands() * FRAMES;
        int from = 0;
        for (; from + size <= original.length; from += size) {
            if (stretches++ % EVERY == 0) {
                judge(Arrays.copyOfRange(original, from, from + size),
                        Arrays.copyOfRange(reconstruction, from, from + size));
            }
        }
        original = Arrays.copyOfRange(original, from, original.length);
        reconstruction = Arrays.copyOfRange(reconstruction, from, reconstruction.length);
    }

    private void judge(float[] windows, float[] found) {
        double value = Intelligibility.of(sound(windows), sound(found));
        if (!Double.isNaN(value)) {
            sum += value;
            judged++;
        }
    }

    private float[] sound(float[] windows) {
        int bands = frontEnd.bands();
        float[] mel = new float[windows.length];
        for (int window = 0; window < WINDOWS; window++) {
            for (int band = 0; band < bands; band++) {
                System.arraycopy(windows, (window * bands + band) * FRAMES, mel, (band * WINDOWS + window) * FRAMES,
                        FRAMES);
            }
        }
        var recording = new Recording(GriffinLim.samples(frontEnd, mel, ITERATIONS), frontEnd.sampleRate());
        return Recordings.at(recording, Intelligibility.SAMPLE_RATE).samples();
    }

    private static float[] joined(float[] before, float[] more) {
        float[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all;
    }

    /** The mean over the stretches that were judged; NaN before ten windows. */
    @Override
    public double value() {
        return sum / judged;
    }
}
