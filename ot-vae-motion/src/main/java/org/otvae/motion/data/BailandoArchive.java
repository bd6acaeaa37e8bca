package org.otvae.motion.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.otvae.data.Split;

/**
 * Where the dances lie in Bailando's preprocessed archive of AIST++ [siyao2022bailando, code], and what each is for: {@code
 * aistpp_train_wav/*.json} for training, {@code aistpp_test_full_wav/*.json}, of which choreography ch01 is validation and ch02
 * the test.
 *
 * @param folder that has these folders
 */
record BailandoArchive(Path folder) {

    static final String TRAIN = "aistpp_train_wav";
    static final String HELD_OUT = "aistpp_test_full_wav";
    static final double FRAMES_PER_SECOND = 60;

    /** The archive in a folder or in the folder {@code data} of it, as it is unpacked. */
    static BailandoArchive in(Path folder) {
        Path inner = folder.resolve("data");
        return new BailandoArchive(Files.isDirectory(inner.resolve(TRAIN)) ? inner : folder);
    }

    /** Whether there is one. */
    boolean exists() {
        return Files.isDirectory(folder.resolve(TRAIN));
    }

    /** The split of each dance, by its path inside the folder, sorted. */
    SortedMap<String, Split> splits(MotionFiles files) {
        return new TreeMap<>(files.list(".json", path -> path.startsWith(TRAIN + "/") || path.startsWith(HELD_OUT + "/")).stream()
                .collect(Collectors.toMap(path -> path, BailandoArchive::split)));
    }

    private static Split split(String path) {
        return path.startsWith(TRAIN) ? Split.TRAIN : path.contains("_ch01") ? Split.VALIDATION : Split.TEST;
    }
}
