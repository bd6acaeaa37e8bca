package org.otvae.motion.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.otvae.data.FolderFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;
import org.otvae.motion.file.Bvh;
import org.otvae.motion.file.BvhFile;
import org.otvae.motion.skeleton.Poses;

/**
 * Any folder of BVH files as a corpus, resampled to 30 frames a second. The rig of a file is the file {@code rig.json}
 * in the folder, else the one inside the program that has its joints.
 *
 * <p>The split of a file follows from its path inside the folder alone (CRC-32 modulo 10: 0 is the test, 1 validation,
 * the rest training), so that it stays when others are added or removed.
 */
public final class BvhFolder {

    /** What commands call the corpus. */
    public static final String NAME = "bvh-folder";

    /** The file with a rig of the folder's own. */
    public static final String RIG = "rig.json";

    private BvhFolder() {
    }

    /**
     * Reads the motions of a folder.
     *
     * @param name what commands and records call the corpus
     * @throws MissingDataException   if there is no such folder or no BVH file in it
     * @throws MalformedDataException if a split would be empty
     */
    public static MotionCorpus open(String name, Path folder, MotionCut cut) {
        return open(name, folder, cut, Function.identity(), 1);
    }

    /**
     * Reads the motions of a folder, those that belong together kept in one split.
     *
     * @param family what a path has in common with those that belong to it; empty for files that are not wanted
     * @param tested tenths of the families for the test; the next tenth is for validation
     */
    static MotionCorpus open(String name, Path folder, MotionCut cut, Function<String, String> family, int tested) {
        MotionFiles files = new MotionFiles(name, folder, cut);
        Map<String, Split> splits = new TreeMap<>();
        for (String path : files.list(".bvh", path -> !family.apply(path).isEmpty())) {
            splits.put(path, FolderFiles.split(family.apply(path), tested));
        }
        Optional<Rig> own = rig(folder);
        return files.read(splits, file -> poses(file, own), own.map(Rig::toString).orElse("rigs 1"), List.of());
    }

    /**
     * The motion of a file on SMPL's joints, by the rig of a file {@code rig.json} beside it or in the folder above, as a
     * corpus of that folder has it, else by the rig inside the program that has its joints.
     */
    public static Poses poses(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return poses(file, rig(folder).or(() -> rig(folder.getParent())));
    }

    private static Optional<Rig> rig(Path folder) {
        return folder != null && Files.isRegularFile(folder.resolve(RIG)) ? Optional.of(Rig.read(folder.resolve(RIG)))
                : Optional.empty();
    }

    private static Poses poses(Path file, Optional<Rig> own) {
        Bvh bvh = BvhFile.read(file);
        try {
            return own.orElseGet(() -> Rig.of(bvh)).poses(bvh);
        } catch (MalformedDataException refused) {
            throw new MalformedDataException(file.toAbsolutePath() + ": " + refused.getMessage(), refused);
        }
    }
}
