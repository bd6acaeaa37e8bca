package org.otvae.audio;

import java.util.Arrays;
import org.otvae.audio.data.WavFolder;

/**
 * Spectrograms in windows, as networks take them, and whole again: {@code [80, 101] → [4, 80, 32]}, the last one filled
 * up with the quietest value there is.
 */
final class Windows {

    /** Frames of a window. */
    static final int FRAMES = WavFolder.FRAMES;

    private Windows() {
    }

    /** {@code [bands, frames] → [windows, bands, 32]}. */
    static float[] of(float[] mel, int bands) {
        int length = mel.length / bands;
        int windows = (length + FRAMES - 1) / FRAMES;
        float quietest = Float.POSITIVE_INFINITY;
        for (float value : mel) {
            quietest = Math.min(quietest, value);
        }
        float[] examples = new float[windows * bands * FRAMES];
        Arrays.fill(examples, quietest);
        for (int window = 0; window < windows; window++) {
            int start = window * FRAMES;
            for (int band = 0; band < bands; band++) {
                System.arraycopy(mel, band * length + start, examples, (window * bands + band) * FRAMES,
                        Math.min(FRAMES, length - start));
            }
        }
        return examples;
    }

    /** {@code [windows, bands, 32] → [bands, frames]}, the first frames of them. */
    static float[] mel(float[] windows, int bands, int frames) {
        float[] mel = new float[bands * frames];
        for (int start = 0; start < frames; start += FRAMES) {
            for (int band = 0; band < bands; band++) {
                System.arraycopy(windows, start * bands + band * FRAMES, mel, band * frames + start,
                        Math.min(FRAMES, frames - start));
            }
        }
        return mel;
    }
}
