package org.otvae.motion.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.motion.music.MusicFeatures;

/**
 * Reads the motions and the music of Bailando's preprocessed archive [siyao2022bailando, code]: JSON objects whose field {@code
 * dance_array} has one array of 72 numbers for each frame, x, y and z of SMPL's 24 joints in metres, and whose field {@code
 * music_array} has one of 438. Other fields are stepped over as they stream by; memory follows the frames that arrive.
 */
public final class BailandoJson {

    private static final String DANCE = "dance_array";
    private static final int DANCE_CHANNELS = 72;
    private static final String MUSIC = "music_array";
    private static final int MOST_FRAMES = 1_000_000;
    private static final double MOST = 1e9; // larger numbers are damage, and their squares leave float

    private final JsonBytes text;
    private final String field;
    private final int channels;
    private final byte[] word = new byte[64];

    private BailandoJson(InputStream in, String field, int channels) throws IOException {
        this.text = new JsonBytes(in);
        this.field = field;
        this.channels = channels;
    }

    /**
     * The positions of a file, {@code [frames, 24, 3]} in metres.
     *
     * @throws MissingDataException   if there is no such file
     * @throws MalformedDataException if it is not such JSON
     */
    public static float[] read(Path file) {
        return read(file, DANCE, DANCE_CHANNELS);
    }

    /**
     * The features of music of a file, {@code [frames, 438]}.
     *
     * @throws MissingDataException   if there is no such file
     * @throws MalformedDataException if it is not such JSON
     */
    public static float[] readMusic(Path file) {
        return read(file, MUSIC, MusicFeatures.COUNT);
    }

    private static float[] read(Path file, String field, int channels) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("expected a JSON file at " + file.toAbsolutePath()
                    + ", found none; give its path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new BailandoJson(in, field, channels).document();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), failure);
        } catch (MalformedDataException refused) {
            throw new MalformedDataException(file.toAbsolutePath() + ": " + refused.getMessage(), refused);
        }
    }

    private float[] document() throws IOException {
        float[] frames = null;
        text.require('{');
        boolean more = !text.skipped('}');
        while (more) {
            String key = text.key();
            text.require(':');
            if (!key.equals(field)) {
                text.skipValue();
            } else if (frames == null) {
                frames = frames();
            } else {
                throw text.malformed(field + " once", "it twice");
            }
            more = text.skipped(',');
            if (!more) {
                text.require('}');
            }
        }
        text.skipSpace();
        if (text.current() >= 0) {
            throw text.malformed("the end of the text", text.shown());
        }
        if (frames == null) {
            throw text.malformed("the field " + field, "none");
        }
        return frames;
    }

    private float[] frames() throws IOException {
        Floats values = new Floats();
        text.require('[');
        do {
            if (values.size() / channels >= MOST_FRAMES) {
                throw text.malformed("at most " + MOST_FRAMES + " frames", "more");
            }
            text.require('[');
            for (int channel = 0; channel < channels; channel++) {
                if (channel > 0) {
                    text.require(',');
                }
                values.add(number());
            }
            text.require(']');
        } while (text.skipped(','));
        text.require(']');
        return values.toArray();
    }

    private double number() throws IOException {
        text.skipSpace();
        int length = 0;
        for (int c = text.current(); c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
                c = text.current()) {
            if (length == word.length) {
                throw text.malformed("a number of at most " + word.length + " characters", "a longer one");
            }
            word[length++] = (byte) c;
            text.step();
        }
        double value = Decimal.parse(word, 0, length);
        if (!(Math.abs(value) <= MOST)) {
            throw text.malformed("a number of at most " + MOST, length == 0 ? text.shown() : new String(word, 0,
                    length,
                    StandardCharsets.US_ASCII));
        }
        return value;
    }
}
