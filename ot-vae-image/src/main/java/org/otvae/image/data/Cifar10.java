package org.otvae.image.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

/**
 * CIFAR-10 [krizhevsky2009learning]: 60,000 colour photographs {@code [3, 32, 32]} in ten classes, with the protocol's
 * splits of 40,000 (data_batch_1 to 4), 10,000 (data_batch_5) and 10,000 (test_batch) [takida2022sqvae]. No package has
 * it: the user brings the six files of the binary version. 184 MB in memory.
 */
public final class Cifar10 {

    /** What commands and records call it, and the name of its folder. */
    public static final String NAME = "cifar10";

    /**
     * Fingerprint of a copy whose images had been JPEG files, which are lossy: errors on it are not those of the original. It
     * is the one that the project's results are of.
     */
    public static final String JPEG_COPY = "d92f19ff781fb3ec423250be826fb55b1f4ab3b3c427527c56c09c9d7b26619a";

    private static final List<String> CLASSES = List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog",
            "horse",
            "ship", "truck");
    private static final int IMAGES_PER_FILE = 10_000;
    private static final int SIDE = 32;
    /** The folder inside the published archive. */
    private static final String ARCHIVE_FOLDER = "cifar-10-batches-bin";
    private static final List<String> TRAIN = List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
            "data_batch_4.bin");
    private static final List<String> VALIDATION = List.of("data_batch_5.bin");
    private static final List<String> TEST = List.of("test_batch.bin");
    private static final List<String> ALL = List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
            "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin");

    private Cifar10() {
    }

    /**
     * Reads the set from {@code /usr/share/datasets/cifar10} or from our cache, in this order.
     *
     * @throws MissingDataException   if neither has it
     * @throws MalformedDataException if a file is not what it must be
     */
    public static ImageCorpus open() {
        return open(MnistFiles.folders(NAME, MnistFiles.cache()));
    }

    /** Reads the set from one folder, or its sub-folder {@code cifar-10-batches-bin}, and looks nowhere else. */
    public static ImageCorpus open(Path folder) {
        return open(List.of(folder));
    }

    /** The folder that {@link #open()} would read, empty when the set is not on this machine. */
    public static Optional<Path> folder() {
        return find(MnistFiles.folders(NAME, MnistFiles.cache()));
    }

    private static ImageCorpus open(List<Path> folders) {
        Path folder = find(folders).orElseThrow(() -> missing(folders));
        return new ImageCorpus(NAME, 3, SIDE, SIDE, Map.of(Split.TRAIN, read(folder, TRAIN),
                Split.VALIDATION, read(folder, VALIDATION), Split.TEST, read(folder, TEST))).named(CLASSES);
    }

    private static Optional<Path> find(List<Path> folders) {
        return folders.stream().flatMap(folder -> List.of(folder, folder.resolve(ARCHIVE_FOLDER)).stream())
                .filter(folder -> absent(folder).isEmpty()).findFirst();
    }

    private static List<String> absent(Path folder) {
        return ALL.stream().filter(name -> !Files.isRegularFile(folder.resolve(name))).toList();
    }

    private static LabelledImages read(Path folder, List<String> names) {
        int size = Cifar10RecordReader.IMAGE_BYTES;
        byte[] pixels = new byte[names.size() * IMAGES_PER_FILE * size];
        byte[] labels = new byte[names.size() * IMAGES_PER_FILE];
        int image = 0;
        for (String name : names) {
            try (var reader = new Cifar10RecordReader(folder.resolve(name))) {
                if (reader.count() != IMAGES_PER_FILE) {
                    throw new MalformedDataException(folder.resolve(name) + ": expected " + IMAGES_PER_FILE
                            + " images, found " + reader.count() + "; get the file again");
                }
                for (; reader.hasNext(); image++) {
                    labels[image] = (byte) reader.next(pixels, image * size);
                }
            }
        }
        return new LabelledImages(pixels, labels);
    }

    private static MissingDataException missing(List<Path> folders) {
        List<String> looked = folders.stream().map(folder -> {
            List<String> absent = absent(folder);
            return folder.toAbsolutePath() + (absent.size() == ALL.size() ? " (none of them)"
                    : " (no " + String.join(", no ", absent) + ")");
        }).toList();
        return new MissingDataException(NAME + ": expected data_batch_1.bin to data_batch_5.bin and test_batch.bin in one "
                + "folder, or in its sub-folder " + ARCHIVE_FOLDER + "; looked in " + String.join(" and ", looked)
                + "; get the binary version and give its folder with --data DIR");
    }
}
