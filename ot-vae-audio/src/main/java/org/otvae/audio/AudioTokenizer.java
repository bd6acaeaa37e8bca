package org.otvae.audio;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.otvae.audio.data.Recording;
import org.otvae.audio.data.Recordings;
import org.otvae.audio.model.SpeechEncoder;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.audio.signal.Level;
import org.otvae.data.MalformedDataException;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/**
 * A trained model that turns recordings into tokens and back. Immutable and safe for several threads.
 *
 * <p>A recording is scaled by its peak and turned into a spectrogram as a whole; that is cut into windows of 320 ms,
 * each with 16 tokens that depend on nothing else. Sound that is not over has no known peak: {@link #stream} takes a
 * stated {@link Level} in its place. Example: a recording of 1.01 s, 102 frames, has tokens {@code [1, 51]}.
 */
public final class AudioTokenizer implements AutoCloseable {

    private static final int ITERATIONS = 60; // of Griffin and Lim; more is hardly heard
    private static final int FRAMES_PER_TOKEN = 2;
    private static final int TOKENS = Windows.FRAMES / FRAMES_PER_TOKEN; // of a window

    private final Tokenizer tokenizer;
    private final FrontEnd frontEnd;

    /**
     * A tokenizer over one whose examples are spectrogram windows; closing this closes that.
     *
     * @throws MalformedDataException if its encoder takes no recordings
     */
    public AudioTokenizer(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        if (!(tokenizer.autoencoder().encoder() instanceof SpeechEncoder encoder)) {
            tokenizer.close();
            throw new MalformedDataException("expected a model of recordings, found the encoder "
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
     * The tokens of a recording of any rate, one for each 20 ms, {@code [1, tokens]}.
     *
     * @throws IllegalArgumentException if the recording is shorter than half a transform, 64 ms
     */
    public Tokens encode(Recording recording) {
        return encode(frontEnd.logMel(Recordings.at(recording, frontEnd.sampleRate()).samples()));
    }

    /** The same with a level that is stated and not measured: the tokens that {@link #stream} gives piece by piece. */
    public Tokens encode(Recording recording, Level level) {
        return encode(frontEnd.logMel(Recordings.at(recording, frontEnd.sampleRate()).samples(), level));
    }

    private Tokens encode(float[] mel) {
        float[] windows = Windows.of(mel, frontEnd.bands());
        return line(tokenizer.encode(windows, windows.length / frontEnd.bands() / Windows.FRAMES),
                mel.length / frontEnd.bands());
    }

    /** {@code [windows, 16] → [1, tokens]}, without those that stand for no frame. */
    static Tokens line(Tokens windows, int frames) {
        int count = (frames + FRAMES_PER_TOKEN - 1) / FRAMES_PER_TOKEN;
        return new Tokens(windows.codes(), new int[] {1, count}, Arrays.copyOf(windows.indices(), count),
                windows.modality(), windows.modelFingerprint());
    }

    /** The level of a recording, for streams of the same voice and microphone. */
    public Level level(Recording recording) {
        return frontEnd.level(Recordings.at(recording, frontEnd.sampleRate()).samples());
    }

    /**
     * Begins to encode sound that arrives in pieces, at the model's sample rate.
     *
     * @param level how loud it will be: {@link #level} of an earlier recording, for instance
     */
    public TokenStream stream(Level level) {
        return new TokenStream(tokenizer, frontEnd, level);
    }

    /** The speakers whose voices {@link #decode(Tokens, String)} can take; empty if the decoder is not told the speaker. */
    public List<String> speakers() {
        return tokenizer.labels();
    }

    /**
     * The spectrogram that tokens stand for, {@code [bands, 2 frames a token]}, in the voice of the first speaker if the
     * decoder is told one: tokens do not say whose they were.
     *
     * @param tokens in the order of time, whatever their shape
     * @throws IllegalArgumentException if the tokens are of another model, or there are none
     */
    public float[] spectrogram(Tokens tokens) {
        return spectrogram(tokens, tokenizer::decode);
    }

    /**
     * The same in the voice of one of {@link #speakers()}.
     *
     * @throws IllegalArgumentException if the speaker is unknown, the tokens are of another model, or there are none
     */
    public float[] spectrogram(Tokens tokens, String speaker) {
        return spectrogram(tokens, windows -> tokenizer.decode(windows, speaker));
    }

    private float[] spectrogram(Tokens tokens, Function<Tokens, float[]> decoder) {
        int[] indices = tokens.indices();
        if (indices.length == 0) {
            throw new IllegalArgumentException("expected at least one token, found none");
        }
        int windows = (indices.length + TOKENS - 1) / TOKENS;
        int[] whole = Arrays.copyOf(indices, windows * TOKENS);
        Arrays.fill(whole, indices.length, whole.length, indices[indices.length - 1]);
        float[] decoded = decoder.apply(new Tokens(tokens.codes(), new int[] {windows, TOKENS}, whole,
                tokens.modality(), tokens.modelFingerprint()));
        return Windows.mel(decoded, frontEnd.bands(), FRAMES_PER_TOKEN * indices.length);
    }

    /**
     * The sound of tokens at the model's sample rate, as long as the recording to 10 ms, with a peak of 0.9; in the voice
     * of the first speaker if the decoder is told one.
     *
     * @throws IllegalArgumentException if the tokens are of another model, or too few for sound
     */
    public Recording decode(Tokens tokens) {
        return Audio.sound(frontEnd, spectrogram(tokens), ITERATIONS);
    }

    /**
     * The same in the voice of one of {@link #speakers()}: what one said, as another would.
     *
     * @throws IllegalArgumentException if the speaker is unknown, the tokens are of another model, or too few for sound
     */
    public Recording decode(Tokens tokens, String speaker) {
        return Audio.sound(frontEnd, spectrogram(tokens, speaker), ITERATIONS);
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
