package org.otvae.audio;

import java.util.Arrays;
import java.util.Optional;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.audio.signal.Level;
import org.otvae.audio.signal.SpectrogramStream;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/**
 * Tokens of sound that arrives in pieces, 335 ms after its first sample at the earliest and then every 320 ms. Put
 * together they are the tokens that {@link AudioTokenizer#encode(org.otvae.audio.data.Recording, Level)} gives for the
 * whole at the same level, whatever pieces it comes in. Not for several threads; memory does not grow.
 */
public final class TokenStream {

    private final Tokenizer tokenizer;
    private final int bands;
    private final SpectrogramStream spectrogram;
    private float[] waiting = new float[0]; // [frames, bands], less than a window
    private float quietest = Float.POSITIVE_INFINITY;

    TokenStream(Tokenizer tokenizer, FrontEnd frontEnd, Level level) {
        this.tokenizer = tokenizer;
        this.bands = frontEnd.bands();
        this.spectrogram = new SpectrogramStream(frontEnd, level);
    }

    /**
     * Takes the next samples and gives the tokens of the windows that they complete.
     *
     * @param samples {@code [samples]} at the model's sample rate, any number of them
     * @return tokens {@code [1, 16 a window]}, 20 ms each; empty if no window is complete
     */
    public Optional<Tokens> push(float[] samples) {
        take(spectrogram.push(samples));
        int whole = waiting.length / bands / Windows.FRAMES * Windows.FRAMES;
        return whole == 0 ? Optional.empty() : Optional.of(tokens(whole));
    }

    /**
     * Ends the sound and gives its last tokens.
     *
     * @return tokens {@code [1, count]}, 20 ms each; empty if the last window was complete
     * @throws IllegalArgumentException if the sound was shorter than half a transform, 64 ms
     */
    public Optional<Tokens> finish() {
        take(spectrogram.finish());
        return waiting.length == 0 ? Optional.empty() : Optional.of(tokens(waiting.length / bands));
    }

    private void take(float[] frames) {
        int before = waiting.length;
        waiting = Arrays.copyOf(waiting, before + frames.length);
        System.arraycopy(frames, 0, waiting, before, frames.length);
        for (float value : frames) {
            quietest = Math.min(quietest, value);
        }
    }

    /** The tokens of the first frames that wait, which then wait no longer. */
    private Tokens tokens(int frames) {
        int windows = (frames + Windows.FRAMES - 1) / Windows.FRAMES;
        float[] examples = new float[windows * bands * Windows.FRAMES];
        Arrays.fill(examples, quietest);
        for (int frame = 0; frame < frames; frame++) {
            int window = frame / Windows.FRAMES;
            for (int band = 0; band < bands; band++) {
                int at = (window * bands + band) * Windows.FRAMES + frame % Windows.FRAMES;
                examples[at] = waiting[frame * bands + band];
            }
        }
        waiting = Arrays.copyOfRange(waiting, frames * bands, waiting.length);
        return AudioTokenizer.line(tokenizer.encode(examples, windows), frames);
    }
}
