package org.otvae.bench.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Gets the full Fashion-MNIST [xiao2017fashion] out of Debian's package {@code dataset-fashion-mnist}, with the package
 * client of the machine; root is not needed and nothing is installed.
 */
public final class FashionMnistPackage {

    /** Where the package puts the files when someone has installed it. */
    public static final Path INSTALLED = Path.of("/usr/share/datasets/fashion-mnist");

    /** The four files of the data set. */
    public static final List<String> FILES = List.of("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");

    static final String PACKAGE = "dataset-fashion-mnist";
    static final String VERSION = "0.0~git20200523.55506a9-1";
    private static final DebianClient.Known KNOWN = new DebianClient.Known(PACKAGE, VERSION,
            "39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0");
    private static final String FOLDER = "usr/share/datasets/fashion-mnist/";

    private FashionMnistPackage() {
    }

    /** Whether a folder holds all four files. */
    public static boolean completeIn(Path folder) {
        return FILES.stream().allMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /**
     * Downloads the package into a temporary folder below {@code target} and unpacks the four files into {@code
     * target}.
     *
     * @param client the package client and its arguments, {@code apt-get download} on Debian and its relatives
     * @param say    receives one line for each thing worth knowing
     * @throws MissingDataException   if there is no such client or it fails
     * @throws MalformedDataException if what came is not the package
     */
    public static void fetch(Path target, List<String> client, Consumer<String> say) {
        new DebianClient(client, "get the four Fashion-MNIST files yourself and pass --data DIR")
                .fetch(PACKAGE, target, deb -> unpack(deb, target, say));
    }

    /**
     * Checks a package file and writes the four files into {@code target}, each to a temporary name first.
     *
     * @throws MalformedDataException if the file is damaged, or has the known version and another SHA-256
     */
    public static void unpack(Path deb, Path target, Consumer<String> say) {
        KNOWN.check(deb, say);
        var contents = DebPackage.read(deb, FILES.stream().map(file -> FOLDER + file)
                .collect(Collectors.toCollection(TreeSet::new)));
        try {
            Files.createDirectories(target);
            for (String file : FILES) {
                Path part = Files.createTempFile(target, ".", ".part");
                Files.write(part, contents.get(FOLDER + file));
                Files.move(part, target.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + target.toAbsolutePath(), e);
        }
        say.accept("wrote " + FILES.size() + " files to " + target.toAbsolutePath());
    }
}
