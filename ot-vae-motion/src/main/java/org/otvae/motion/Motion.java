package org.otvae.motion;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.otvae.data.MissingDataException;
import org.otvae.metric.Fidelity;
import org.otvae.model.ModelFolder;
import org.otvae.motion.data.BvhFolder;
import org.otvae.motion.file.BvhWriter;
import org.otvae.motion.file.PoseBvh;
import org.otvae.motion.metric.AbsoluteDifference;
import org.otvae.motion.metric.JointError;
import org.otvae.motion.metric.ReconstructionFrechet;
import org.otvae.motion.skeleton.BodyHalves;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Resampling;
import org.otvae.motion.skeleton.RootChannels;

/**
 * Motions as examples of a corpus, and examples as motions; the cut of the protocol, AIST++ [siyao2022bailando, code],
 * as numbers.
 */
public final class Motion {

    /** What token files and model folders call this modality. */
    public static final String MODALITY = "motion";

    /** Frames a second, in Hz. */
    public static final int FRAME_RATE_HZ = 60;

    /** Frames of a window of training: 4 s. */
    public static final int WINDOW_FRAMES = 240;

    /** From one window to the next in frames. */
    public static final int STRIDE_FRAMES = 40;

    /** Frames for each latent. */
    public static final int FRAMES_PER_LATENT = 8;

    private static final List<String> PRETRAINED = List.of("cmu-playground");

    private Motion() {
    }

    /**
     * Reads a BVH file, brought to SMPL's joints in metres and to a common rate: by the rig of a file {@code rig.json} beside
     * it or in the folder above, else by the rig inside the program that has the file's joints.
     *
     * @param framesPerSecond frames a second, in Hz; those of the tokenizer that it is for
     * @throws org.otvae.data.MissingDataException   if there is no such file
     * @throws org.otvae.data.MalformedDataException if it is no BVH, or none of those rigs
     */
    public static Poses read(Path file, double framesPerSecond) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("expected a BVH file, found no file " + file.toAbsolutePath()
                    + "; give a file that exists");
        }
        return Resampling.at(BvhFolder.poses(file), framesPerSecond);
    }

    /** Writes a motion as a BVH file in centimetres, with bones that keep their lengths: see {@link PoseBvh}. */
    public static void write(Path file, Poses poses) {
        BvhWriter.write(file, PoseBvh.of(poses));
    }

    /**
     * A motion as examples: its poses relative to the root in windows one after the other,
     * {@code [windows, 72, frames]}, the last filled up with the last pose. Example: 100 frames in windows of 64 are
     * two, of which the second repeats the last pose 28 times.
     *
     * @param poses  of SMPL's skeleton
     * @param frames of a window, at least 1
     * @throws IllegalArgumentException if the skeleton is another
     */
    public static float[] windows(Poses poses, int frames) {
        requireFrames(frames);
        int windows = (poses.frames() + frames - 1) / frames;
        float[] positions = new float[Math.multiplyExact(windows * frames, poses.joints() * 3)];
        System.arraycopy(poses.positions(), 0, positions, 0, poses.positions().length);
        for (int i = poses.positions().length; i < positions.length; i++) {
            positions[i] = positions[i - poses.joints() * 3];
        }
        var filled = new Poses(poses.skeleton(), positions, poses.framesPerSecond());
        float[] examples = new float[windows * BodyHalves.CHANNELS * frames];
        for (int window = 0; window < windows; window++) {
            BodyHalves.write(filled, window * frames, frames, RootChannels.ZERO, examples,
                    window * BodyHalves.CHANNELS * frames);
        }
        return examples;
    }

    /**
     * The poses of examples, one window after the other; the root stays at the origin, whatever its channels hold.
     *
     * @param windows         {@code [windows, 72, frames]}
     * @param frames          of a window
     * @param framesPerSecond frames a second, in Hz
     */
    public static Poses poses(float[] windows, int frames, double framesPerSecond) {
        return BodyHalves.poses(BodyHalves.withoutRoot(joined(windows, frames)), framesPerSecond);
    }

    /**
     * The same on the way that the root's channels tell: it begins at the origin and goes on from window to window.
     *
     * @param windows {@code [windows, 72, frames]} with {@link RootChannels#VELOCITY}
     */
    public static Poses posesOnTheirWay(float[] windows, int frames, double framesPerSecond) {
        return BodyHalves.poses(joined(windows, frames), framesPerSecond);
    }

    private static void requireFrames(int frames) {
        if (frames < 1) {
            throw new IllegalArgumentException("a window must have at least 1 frame, found " + frames);
        }
    }

    /** {@code [windows, 72, frames]} → {@code [72, windows * frames]}. */
    private static float[] joined(float[] windows, int frames) {
        requireFrames(frames);
        if (windows.length % (BodyHalves.CHANNELS * frames) != 0) {
            throw new IllegalArgumentException("expected whole windows of " + BodyHalves.CHANNELS + " x " + frames
                    + " values, found " + windows.length + " values; name the frames of a window that they have");
        }
        int count = windows.length / (BodyHalves.CHANNELS * frames);
        float[] whole = new float[windows.length];
        for (int window = 0; window < count; window++) {
            for (int channel = 0; channel < BodyHalves.CHANNELS; channel++) {
                System.arraycopy(windows, (window * BodyHalves.CHANNELS + channel) * frames, whole,
                        (channel * count + window) * frames, frames);
            }
        }
        return whole;
    }

    /** The names of the models inside the jar; the README beside each tells its data, licence and scores. */
    public static List<String> pretrained() {
        return PRETRAINED;
    }

    /**
     * The tokenizer of a model inside the jar; the caller closes it.
     *
     * @throws IllegalArgumentException if {@link #pretrained()} has no such name
     */
    public static MotionTokenizer pretrained(String name) {
        if (!PRETRAINED.contains(name)) {
            throw new IllegalArgumentException("expected one of the models " + String.join(", ", PRETRAINED)
                    + ", found \"" + name + "\"");
        }
        return new MotionTokenizer(ModelFolder.tokenizer(Motion.class, "pretrained/" + name, MODALITY));
    }

    /** What tells how good reconstructed motion is beside the mean squared error, for one evaluation. */
    public static List<Fidelity> fidelity(int frames, double framesPerSecond) {
        return List.of(new JointError(JointError.Order.POSITION, frames, framesPerSecond),
                new AbsoluteDifference(frames),
                new JointError(JointError.Order.VELOCITY, frames, framesPerSecond),
                new JointError(JointError.Order.ACCELERATION, frames, framesPerSecond),
                new ReconstructionFrechet(ReconstructionFrechet.Features.KINETIC, frames, framesPerSecond),
                new ReconstructionFrechet(ReconstructionFrechet.Features.GEOMETRIC, frames, framesPerSecond));
    }

    /**
     * The tokenizer of a model folder, as {@code ./otvae export} writes it; the caller closes it. Needs an ND4J backend
     * on the class path.
     *
     * @throws org.otvae.data.MissingDataException   if there is no model in the folder
     * @throws org.otvae.data.MalformedDataException if it is damaged or no model of motion
     */
    public static MotionTokenizer tokenizer(Path modelFolder) {
        return new MotionTokenizer(ModelFolder.tokenizer(modelFolder, MODALITY));
    }
}
