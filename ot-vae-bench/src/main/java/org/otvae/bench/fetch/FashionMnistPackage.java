package org.otvae.bench.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
    private static final String SHA256 = "39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0";
    private static final String FOLDER = "usr/share/datasets/fashion-mnist/";
    private static final long MINUTES = 10; // 31 MB over a slow line

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
        try {
            Files.createDirectories(target);
            Path work = Files.createTempDirectory(target, ".fetch-");
            try {
                unpack(downloaded(work, client), target, say);
            } finally {
                clear(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + target.toAbsolutePath(), e);
        }
    }

    /**
     * Checks a package file and writes the four files into {@code target}, each to a temporary name first.
     *
     * @throws MalformedDataException if the file is damaged, or has the known version and another SHA-256
     */
    public static void unpack(Path deb, Path target, Consumer<String> say) {
        String found = sha256(deb);
        String name = deb.getFileName().toString().replace("%7e", "~").replace("%3a", ":");
        if (name.startsWith(PACKAGE + "_" + VERSION + "_") && !found.equals(SHA256)) {
            throw new MalformedDataException(name + ": expected SHA-256 " + SHA256 + ", found " + found
                    + "; the download is damaged, delete it and fetch again");
        }
        if (!found.equals(SHA256)) {
            say.accept("warning: " + name + " is not the version this program knows (" + VERSION + "); its SHA-256 is "
                    + found);
        }
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

    private static Path downloaded(Path work, List<String> client) throws IOException {
        var command = new java.util.ArrayList<>(client);
        command.add(PACKAGE);
        Path log = work.resolve("client.log");
        Process process;
        try {
            process = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            throw new MissingDataException("expected the command " + client.get(0) + " to download " + PACKAGE
                    + ", found none on this machine; get the four Fashion-MNIST files yourself and pass --data DIR");
        }
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new MissingDataException(String.join(" ", command) + " failed (" + lastLine(log)
                        + "); check the network, or get the four Fashion-MNIST files yourself and pass --data DIR");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MissingDataException("interrupted while downloading " + PACKAGE + "; fetch it again");
        } finally {
            process.destroy();
        }
        try (var files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow(
                    () -> new MissingDataException(String.join(" ", command) + " left no .deb file; pass --data DIR"));
        }
    }

    private static String lastLine(Path log) throws IOException {
        var lines = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "no message" : lines.get(lines.size() - 1).strip();
    }

    private static void clear(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** The hexadecimal SHA-256 of a file. */
    static String sha256(Path file) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
