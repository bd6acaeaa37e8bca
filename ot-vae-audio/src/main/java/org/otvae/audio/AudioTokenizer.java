package org.otvae.audio;

import java.util.Arrays;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.WavFolder;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.audio.signal.GriffinLim;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/**
 * A trained model that turns recordings into tokens and back. Immutable and safe for several threads.
 *
 * <p>A recording is normalised and turned into a spectrogram as a whole; that is cut into windows of 320 ms, each with 16
 * tokens that depend on nothing else. Encoding the windows one by one gives the same tokens as all at once.
 */
public final class AudioTokenizer implements AutoCloseable {

    private static final int ITERATIONS = 60; // of Griffin and Lim; more is hardly heard

    private final Tokenizer tokenizer;
    private final FrontEnd frontEnd;

    /**
     * A tokenizer over one whose examples are spectrogram windows; closing this closes that.
     *
     * @throws org.otvae.data.MalformedDataException if its encoder takes no recordings
     */
    public AudioTokenizer(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        if (!(tokenizer.autoencoder().encoder() instanceof SpeechEncoder encoder)) {
            tokenizer.close();
            throw new org.otvae.data.MalformedDataException("expected a model of recordings, found the encoder "
                    + tokenizer.autoencoder().encoder() + "; give a model of speech");
        }
        this.frontEnd = encoder.frontEnd();
    }

    /** The tokenizer of spectrogram windows inside. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** How recordings become spectrograms. */
    public FrontEnd frontEnd() {
        return frontEnd;
    }

    /**
     * The tokens of a recording of any rate, {@code [windows, 16]}; the last window is filled up with silence.
     *
     * @throws IllegalArgumentException if the recording is shorter than half a transform, 64 ms
     */
    public Tokens encode(Recording recording) {
        float[] windows = Audio.windows(frontEnd, recording);
        return tokenizer.encode(windows, windows.length / (frontEnd.bands() * WavFolder.FRAMES));
    }

    /**
     * The sound of tokens at the model's sample rate, 320 ms for each window, with a peak of 0.9.
     *
     * @throws IllegalArgumentException if the tokens are of another model
     */
    public Recording decode(Tokens tokens) {
        if (!tokens.modelFingerprint().equals(tokenizer.model())) {
            throw new IllegalArgumentException("expected tokens of the model " + tokenizer.model() + ", found tokens of "
                    + tokens.modelFingerprint() + "; decode with the model that encoded");
        }
        return Audio.sound(frontEnd, tokenizer.decode(tokens), ITERATIONS);
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    @Override
    public String toString() {
        return "AudioTokenizer of " + Arrays.toString(tokenizer.exampleShape());
    }
}
