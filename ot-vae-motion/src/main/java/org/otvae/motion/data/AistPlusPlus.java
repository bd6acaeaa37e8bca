package org.otvae.motion.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Sha256;
import org.otvae.data.Split;
import org.otvae.motion.file.BailandoJson;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Skeleton;
import org.otvae.motion.skeleton.SmplBody;

/**
 * AIST++ [li2021ai]: dances at 60 frames a second in the split across music, 980 for training, 20 for validation, 20
 * for the test, from a folder of yours in one of two forms.
 *
 * <p>The annotations as published: {@code motions/*.pkl}, {@code splits/crossmodal_*.txt}, {@code ignore_list.txt} and
 * beside them SMPL's joints at rest. Or Bailando's preprocessed archive: {@code aistpp_train_wav/*.json} and {@code
 * aistpp_test_full_wav/*.json}, whose 40 motions are validation (choreography ch01) and test (ch02). As in Bailando the
 * ignore list removes motions from training only.
 */
public final class AistPlusPlus {

    /** What commands and records call it. */
    public static final String NAME = "aistpp";

    private static final Map<Split, String> LISTS = Map.of(Split.TRAIN, "crossmodal_train.txt", Split.VALIDATION,
            "crossmodal_val.txt", Split.TEST, "crossmodal_test.txt");
    private static final Map<Split, Integer> COUNTS = Map.of(Split.TRAIN, 980, Split.VALIDATION, 20, Split.TEST, 20);
    private static final int NAMED = 5; // of the motions that are missing
    private static final long MOST_LIST = 1 << 20;

    private AistPlusPlus() {
    }

    /**
     * Reads the motions of a folder.
     *
     * @throws MissingDataException   if it has neither form
     * @throws MalformedDataException if a split would be empty
     */
    public static MotionCorpus open(Path folder, MotionCut cut) {
        BailandoArchive archive = BailandoArchive.in(folder);
        if (archive.exists()) {
            return bailando(archive, cut);
        }
        if (Files.isDirectory(folder.resolve("motions")) && Files.isDirectory(folder.resolve("splits"))) {
            return annotations(folder, cut);
        }
        throw new MissingDataException(NAME + ": expected motions/*.pkl with splits/" + LISTS.get(Split.TRAIN) + " or "
                + BailandoArchive.TRAIN + "/*.json in " + folder.toAbsolutePath() + ", found neither; see docs/data.md");
    }

    private static MotionCorpus bailando(BailandoArchive archive, MotionCut cut) {
        MotionFiles files = new MotionFiles(NAME, archive.folder(), cut);
        Map<String, Split> splits = archive.splits(files);
        List<String> notes = new ArrayList<>();
        for (Split split : Split.values()) {
            long found = splits.values().stream().filter(split::equals).count();
            if (found != COUNTS.get(split)) {
                notes.add(NAME + ": " + found + " of the " + COUNTS.get(split) + " motions of " + split + " are in "
                        + archive.folder().toAbsolutePath() + (split == Split.TRAIN ? " (the ignore list takes some)" : ""));
            }
        }
        return files.read(splits,
                file -> new Poses(Skeleton.SMPL, BailandoJson.read(file), BailandoArchive.FRAMES_PER_SECOND), "bailando 1", notes);
    }

    private static MotionCorpus annotations(Path folder, MotionCut cut) {
        Path bodyFile = SmplFile.in(folder);
        SmplBody body = SmplFile.body(bodyFile);
        Set<String> ignored = Files.isRegularFile(folder.resolve("ignore_list.txt"))
                ? new HashSet<>(lines(folder.resolve("ignore_list.txt"))) : Set.of();
        Map<String, Split> splits = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        if (ignored.isEmpty()) {
            notes.add(NAME + ": no ignore_list.txt, so that motions known to be wrong are not left out");
        }
        for (Split split : Split.values()) {
            List<String> listed = lines(folder.resolve("splits").resolve(LISTS.get(split)));
            if (listed.size() != COUNTS.get(split)) {
                notes.add(NAME + ": splits/" + LISTS.get(split) + " lists " + listed.size() + " motions, published are "
                        + COUNTS.get(split));
            }
            List<String> missing = new ArrayList<>();
            for (String name : listed) {
                if (split == Split.TRAIN && ignored.contains(name)) {
                    continue;
                }
                if (Files.isRegularFile(folder.resolve("motions").resolve(name + ".pkl"))) {
                    splits.put("motions/" + name + ".pkl", split);
                } else {
                    missing.add(name);
                }
            }
            if (!missing.isEmpty()) {
                notes.add(NAME + ": " + missing.size() + " of the " + listed.size() + " motions of " + split
                        + " are missing: "
                        + String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())))
                        + (missing.size() > NAMED ? ", ..." : ""));
            }
        }
        return files(folder, cut, splits, body, bodyFile, notes);
    }

    private static MotionCorpus files(Path folder, MotionCut cut, Map<String, Split> splits, SmplBody body,
            Path bodyFile,
            List<String> notes) {
        try {
            return new MotionFiles(NAME, folder, cut).read(splits, file -> SmplFile.poses(body, file),
                    "annotations 1 " + Sha256.hex(Files.readAllBytes(bodyFile)), notes);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + bodyFile.toAbsolutePath(), failure);
        }
    }

    /** The names of a list; one that could leave the folder is refused. */
    private static List<String> lines(Path list) {
        if (!Files.isRegularFile(list)) {
            throw new MissingDataException(NAME + ": expected the list " + list.toAbsolutePath() + ", found none");
        }
        try {
            if (Files.size(list) > MOST_LIST) {
                throw new MalformedDataException(list.toAbsolutePath() + ": expected a list of names, found "
                        + Files.size(list) + " bytes");
            }
            try (Stream<String> lines = new String(Files.readAllBytes(list), StandardCharsets.ISO_8859_1).lines()) {
                List<String> names = lines.map(String::strip).filter(name -> !name.isEmpty()).distinct().toList();
                names.stream().filter(name -> !name.matches("[A-Za-z0-9_]{1,100}")).findFirst().ifPresent(name -> {
                    throw new MalformedDataException(list.toAbsolutePath()
                            + ": expected names such as gBR_sBM_cAll_d04_mBR0_ch01, "
                            + "found a line of other characters");
                });
                return names;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + list.toAbsolutePath(), failure);
        }
    }
}
