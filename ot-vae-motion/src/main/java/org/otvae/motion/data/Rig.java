package org.otvae.motion.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.otvae.data.Json;
import org.otvae.data.MalformedDataException;
import org.otvae.motion.file.Bvh;
import org.otvae.motion.file.ForwardKinematics;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Skeleton;

/**
 * How the joints of a kind of BVH stand for SMPL's 24: each of those is a weighted mean of the file's joints, or of
 * points fixed to them, times the length of a unit. Rigs are JSON files, four of them inside the program; docs/data.md
 * tells how to write another.
 *
 * @param name          what messages call it
 * @param metresPerUnit the length of the file's unit, in metres, greater than 0
 * @param joints        for each of SMPL's joints what it is made of
 */
public record Rig(String name, double metresPerUnit, List<List<RigPoint>> joints) {

    /** The rigs inside the program. */
    public static final List<String> NAMES = List.of("smpl", "cmu", "female1", "bandai-namco");

    private static final int MOST_BYTES = 100_000;
    private static final double NEARLY = 1e-6;

    private static final class Inside { // read when it is first asked for
        static final List<Rig> RIGS = NAMES.stream().map(Rig::named).toList();
    }

    /** Checks that every joint of SMPL has points whose weights sum to 1. */
    public Rig {
        joints = joints.stream().map(List::copyOf).toList();
        if (joints.size() != Skeleton.SMPL.size() || !(metresPerUnit > 0) || Double.isInfinite(metresPerUnit)) {
            throw new IllegalArgumentException("a rig must have SMPL's 24 joints and a unit greater than 0 metres, "
                    + "found "
                    + joints.size() + " and " + metresPerUnit);
        }
        for (int j = 0; j < joints.size(); j++) {
            double sum = joints.get(j).stream().mapToDouble(RigPoint::weight).sum();
            if (!(Math.abs(sum - 1) < NEARLY)) {
                throw new IllegalArgumentException("the weights of a joint must sum to 1, found " + sum + " for "
                        + Skeleton.SMPL.joints().get(j));
            }
        }
    }

    /** One of the rigs inside the program. */
    public static Rig named(String name) {
        try (InputStream in = Rig.class.getResourceAsStream("rigs/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("expected one of the rigs " + String.join(", ", NAMES) + ", found \""
                        + name + "\"");
            }
            return of(Json.read(in.readAllBytes(), MOST_BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the rig " + name + " inside the program", failure);
        }
    }

    /**
     * Reads a rig of one's own.
     *
     * @throws MalformedDataException if the file is no rig
     */
    public static Rig read(Path file) {
        try {
            return of(Json.read(Files.readAllBytes(file), MOST_BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), failure);
        } catch (MalformedDataException | IllegalArgumentException | ClassCastException
                | NullPointerException refused) {
            throw new MalformedDataException(file.toAbsolutePath() + ": expected a rig (see docs/data.md), found "
                    + refused.getMessage(), refused);
        }
    }

    /** The first rig inside the program all of whose joints a motion has. */
    public static Rig of(Bvh bvh) {
        Map<String, Integer> places = places(bvh);
        return Inside.RIGS.stream().filter(rig -> rig.missing(places).isEmpty()).findFirst()
                .orElseThrow(() -> new MalformedDataException("expected the joints of one of the rigs "
                        + String.join(", ", NAMES) + ", found " + shown(bvh)
                        + "; describe it in a file rig.json in the folder "
                        + "of the motions, see docs/data.md"));
    }

    private static String shown(Bvh bvh) {
        String names = String.join(" ", bvh.skeleton().joints());
        return names.length() <= 100 ? names : names.substring(0, 100) + "...";
    }

    private static Rig of(Object json) {
        Map<?, ?> fields = (Map<?, ?>) json;
        Map<?, ?> given = (Map<?, ?>) fields.get("joints");
        List<List<RigPoint>> joints = new ArrayList<>();
        for (String joint : Skeleton.SMPL.joints()) {
            joints.add(RigPoint.list(joint, given.get(joint)));
        }
        return new Rig((String) fields.get("name"), ((Number) fields.get("metresPerUnit")).doubleValue(), joints);
    }

    private static Map<String, Integer> places(Bvh bvh) {
        Map<String, Integer> places = new HashMap<>();
        for (int j = 0; j < bvh.joints().size(); j++) {
            places.put(bvh.joints().get(j).name(), j);
        }
        return places;
    }

    private List<String> missing(Map<String, Integer> places) {
        return joints.stream().flatMap(List::stream).map(RigPoint::joint).filter(joint -> !places.containsKey(joint))
                .distinct().toList();
    }

    /**
     * The motion on SMPL's joints in metres.
     *
     * @return {@code [frames, 24, 3]}
     * @throws MalformedDataException if the motion lacks a joint that the rig names
     */
    public Poses poses(Bvh bvh) {
        Map<String, Integer> places = places(bvh);
        List<String> missing = missing(places);
        if (!missing.isEmpty()) {
            throw new MalformedDataException("expected the joints of the rig " + name + ", found no "
                    + String.join(", ", missing) + " among " + shown(bvh));
        }
        if (bvh.frames() > Poses.MOST_FRAMES) {
            throw new MalformedDataException("expected at most " + Poses.MOST_FRAMES + " frames, found " + bvh.frames() + "; cut the motion");
        }
        ForwardKinematics kinematics = new ForwardKinematics(bvh);
        float[] positions = new float[bvh.frames() * Skeleton.SMPL.size() * 3];
        for (int t = 0, at = 0; t < bvh.frames(); t++) {
            kinematics.pose(t);
            for (List<RigPoint> points : joints) {
                for (int axis = 0; axis < 3; axis++) {
                    double sum = 0;
                    for (RigPoint point : points) {
                        sum += point.weight() * kinematics.position(places.get(point.joint()), axis, point.x(),
                                point.y(),
                                point.z());
                    }
                    positions[at++] = (float) (sum * metresPerUnit);
                }
            }
        }
        return new Poses(Skeleton.SMPL, positions, bvh.framesPerSecond());
    }
}
