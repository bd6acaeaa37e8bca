package org.otvae.motion.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.motion.file.NpyFile;
import org.otvae.motion.file.NumpyArray;
import org.otvae.motion.file.PickleFile;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.SmplBody;

/**
 * SMPL's body at rest from a user's file, and poses from the pickles of AIST++.
 *
 * <p>The body is an array {@code [24, 3]} in an {@code .npy} file, the entry {@code J} of an {@code .npz} or pickle, or
 * there {@code J_regressor} {@code [24, vertices]} times {@code v_template} {@code [vertices, 3]}.
 */
final class SmplFile {

    /** Where the body may lie in a data set's folder, in the order in which they are looked for. */
    static final List<String> NAMES = List.of("smpl_joints.npy", "SMPL_MALE.npz", "SMPL_MALE.pkl");

    private static final int JOINTS = 24;
    private static final double RATE = 60; // of AIST++, in Hz

    private SmplFile() {
    }

    /** The body in a folder. */
    static Path in(Path folder) {
        return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new MissingDataException("expected SMPL's joints at rest in "
                + folder.toAbsolutePath() + ", one of "
                        + String.join(", ", NAMES)
                        + ", found none; SMPL's licence keeps them out of this program, docs/data.md "
                        + "tells how to write smpl_joints.npy from your copy of SMPL"));
    }

    static SmplBody body(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        Object content = name.endsWith(".npy") ? NpyFile.read(file) : name.endsWith(".npz") ? NpyFile.readAll(file)
                : PickleFile.read(file);
        if (content == null) {
            throw new MalformedDataException(file.toAbsolutePath() + ": expected SMPL's 24 joints at rest, found None");
        }
        try {
            return new SmplBody(content instanceof NumpyArray array ? array.doubles() : joints((Map<?, ?>) content));
        } catch (IllegalArgumentException | ClassCastException refused) {
            throw new MalformedDataException(file.toAbsolutePath() + ": expected SMPL's 24 joints at rest, found "
                    + refused.getMessage(), refused);
        }
    }

    private static double[] joints(Map<?, ?> fields) {
        if (fields.get("J") instanceof NumpyArray joints) {
            return joints.doubles();
        }
        if (fields.get("J_regressor") instanceof NumpyArray regressor
                && fields.get("v_template") instanceof NumpyArray vertices
                && regressor.shape().equals(List.of(JOINTS, vertices.size() / 3)) && vertices.size() % 3 == 0) {
            double[] weights = regressor.doubles();
            double[] places = vertices.doubles();
            int count = places.length / 3;
            double[] joints = new double[3 * JOINTS];
            for (int i = 0; i < joints.length; i++) {
                for (int v = 0; v < count; v++) {
                    joints[i] += weights[i / 3 * count + v] * places[3 * v + i % 3];
                }
            }
            return joints;
        }
        throw new IllegalArgumentException("neither J nor J_regressor with v_template among " + fields.keySet());
    }

    /** The poses of one of AIST++'s motion pickles, its translation brought to the body's metres by its scaling. */
    static Poses poses(SmplBody body, Path file) {
        Object content = PickleFile.read(file);
        if (!(content instanceof Map<?, ?> fields) || !(fields.get("smpl_poses") instanceof NumpyArray rotations)
                || !(fields.get("smpl_trans") instanceof NumpyArray translations)) {
            throw new MalformedDataException(file.toAbsolutePath()
                    + ": expected a dictionary with smpl_poses, smpl_trans and "
                    + "smpl_scaling, found another value");
        }
        double scaling = fields.get("smpl_scaling") instanceof NumpyArray array && array.size() == 1
                ? array.doubles()[0]
                : fields.get("smpl_scaling") instanceof Number number ? number.doubleValue() : Double.NaN;
        double[] trans = translations.doubles();
        double[] rotation = rotations.doubles();
        if (!(scaling > 0) || Double.isInfinite(scaling) || !finite(trans) || !finite(rotation)) {
            throw new MalformedDataException(file.toAbsolutePath()
                    + ": expected finite numbers and one smpl_scaling above 0, found "
                    + "others");
        }
        try {
            return body.poses(rotation, Arrays.stream(trans).map(x -> x / scaling).toArray(), RATE);
        } catch (IllegalArgumentException refused) {
            throw new MalformedDataException(file.toAbsolutePath() + ": " + refused.getMessage(), refused);
        }
    }

    private static boolean finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
