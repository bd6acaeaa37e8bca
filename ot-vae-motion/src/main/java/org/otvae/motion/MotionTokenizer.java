package org.otvae.motion;

import java.util.Arrays;
import org.otvae.data.MalformedDataException;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;
import org.otvae.motion.model.MotionEncoder;
import org.otvae.motion.model.RootDecoder;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.motion.skeleton.Poses;

/**
 * A trained model that turns motions into tokens and back. Immutable and safe for several threads.
 *
 * <p>A motion is cut into windows, each with a token for 8 frames of each half of the body, which depend on nothing
 * else: encoding the windows one by one gives the same tokens as all at once.
 */
public final class MotionTokenizer implements AutoCloseable {

    private static final double SAME_RATE = 1e-3; // of a hertz: files tell their frame time in few digits

    private final Tokenizer tokenizer;
    private final double framesPerSecond;
    private final int frames;

    /**
     * Takes over a tokenizer of windows, and closes it when closed.
     *
     * @throws MalformedDataException if its model is none of motion
     */
    public MotionTokenizer(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        if (!(tokenizer.autoencoder().encoder() instanceof MotionEncoder encoder)) {
            tokenizer.close();
            throw new MalformedDataException("expected a model of motion, found the encoder "
                    + tokenizer.autoencoder().encoder() + "; give a model of motion");
        }
        this.framesPerSecond = encoder.framesPerSecond();
        this.frames = Math.toIntExact(tokenizer.exampleShape()[1]);
    }

    /** The tokenizer of windows inside. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Frames a second of the motions that it takes and gives, in Hz. */
    public double framesPerSecond() {
        return framesPerSecond;
    }

    /** Frames of a window. */
    public int windowFrames() {
        return frames;
    }

    /**
     * The tokens of a motion, {@code [windows, 2, frames / 8]}, the upper half of the body before the lower one; the
     * last window is filled up with the last pose.
     *
     * @param poses of SMPL's skeleton at the model's rate, at least 1 frame
     * @throws IllegalArgumentException if skeleton or rate are others, or a position is not finite
     */
    public Tokens encode(Poses poses) {
        if (poses.frames() == 0 || Math.abs(poses.framesPerSecond() - framesPerSecond) > SAME_RATE * framesPerSecond) {
            throw new IllegalArgumentException("expected a motion at " + framesPerSecond + " frames a second, found "
                    + poses.frames() + " frames at " + poses.framesPerSecond() + "; resample it first");
        }
        for (int i = 0; i < poses.positions().length; i++) {
            if (!Float.isFinite(poses.positions()[i])) {
                throw new IllegalArgumentException("expected finite positions, found " + poses.positions()[i] + " in frame "
                        + i / (3 * poses.joints()) + "; fill gaps in the motion first");
            }
        }
        float[] windows = Motion.windows(poses, frames);
        return tokenizer.encode(windows, windows.length / (BodyHalves.CHANNELS * frames));
    }

    /** Whether decoded motion goes its way; else its root stays at the origin. */
    public boolean keepsTheWay() {
        return tokenizer.autoencoder().decoder() instanceof RootDecoder;
    }

    /**
     * The motion of tokens at the model's rate, its root at the origin, or on its way from there where the model tells
     * it. It has whole windows: of a motion that {@link #encode} filled up, {@link #decode(Tokens, int)} gives as many frames as
     * it had.
     *
     * @throws IllegalArgumentException if the tokens are of another model
     */
    public Poses decode(Tokens tokens) {
        float[] windows = tokenizer.decode(tokens);
        return keepsTheWay() ? Motion.posesOnTheirWay(windows, frames, framesPerSecond)
                : Motion.poses(windows, frames, framesPerSecond);
    }

    /**
     * The first frames of the same.
     *
     * @param frames how many, from 1 to those of all windows
     * @throws IllegalArgumentException if the tokens are of another model or stand for fewer frames
     */
    public Poses decode(Tokens tokens, int frames) {
        Poses whole = decode(tokens);
        if (frames < 1 || frames > whole.frames()) {
            throw new IllegalArgumentException("expected from 1 to " + whole.frames() + " frames, found " + frames);
        }
        return new Poses(whole.skeleton(), Arrays.copyOf(whole.positions(), frames * 3 * whole.joints()), whole.framesPerSecond());
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    @Override
    public String toString() {
        return "MotionTokenizer of " + Arrays.toString(tokenizer.exampleShape()) + " at " + framesPerSecond + " Hz";
    }
}
