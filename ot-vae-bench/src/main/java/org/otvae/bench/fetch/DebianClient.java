package org.otvae.bench.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.otvae.data.DurableFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Sha256;

/**
 * Gets Debian packages, or npm's, with the package client of the machine, into a folder that is gone afterwards; root
 * is not needed and nothing is installed.
 *
 * @param command the client and its arguments, {@code apt-get download} on Debian and its relatives
 * @param advice  what to do without it, for messages
 */
record DebianClient(List<String> command, String advice) {

    private static final long MINUTES = 10; // 31 MB over a slow line
    private static final String FETCH = ".fetch-";
    /** How the names of folders begin that are not whole yet. */
    static final String PART = ".part-";
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    /**
     * A package that is known.
     *
     * @param name    of the package
     * @param version that this program knows
     * @param sha256  of that version's file, hexadecimal
     */
    record Known(String name, String version, String sha256) {

        /**
         * Compares a file with the known one; another version is worth a warning.
         *
         * @throws MalformedDataException if the file has the known version and another sum
         */
        void check(Path deb, Consumer<String> say) {
            String found = DebianClient.sha256(deb);
            String file = deb.getFileName().toString().replace("%7e", "~").replace("%3a", ":");
            if (file.startsWith(name + "_" + version + "_") && !found.equals(sha256)) {
                throw new MalformedDataException(file + ": expected SHA-256 " + sha256 + ", found " + found
                        + "; the download is damaged, delete it and fetch again");
            }
            if (!found.equals(sha256)) {
                say.accept("warning: " + file + " is not the version this program knows (" + version
                        + "); its SHA-256 is "
                        + found);
            }
        }
    }

    /** Downloads a package below {@code target}, hands its file over and deletes it. */
    void fetch(String name, Path target, Consumer<Path> use) {
        try {
            Files.createDirectories(target);
            clearLeftOver(target);
            Path work = Files.createTempDirectory(target, FETCH);
            try {
                use.accept(downloaded(work, name));
            } finally {
                DurableFiles.deleteTree(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + target.toAbsolutePath(), e);
        }
    }

    /** What fetches that were killed left behind: folders of ours that nobody has written to for a day. */
    static void clearLeftOver(Path target) throws IOException {
        Instant old = Instant.now().minus(LEFT_OVER);
        try (var found = Files.list(target)) {
            for (Path folder : found.filter(Files::isDirectory).toList()) {
                String name = folder.getFileName().toString();
                if ((name.startsWith(FETCH) || name.startsWith(PART)) && Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
                    DurableFiles.deleteTree(folder);
                }
            }
        }
    }

    private Path downloaded(Path work, String name) throws IOException {
        var line = new java.util.ArrayList<>(command);
        line.add(name);
        Path log = work.resolve("client.log");
        Process process;
        try {
            process = new ProcessBuilder(line).directory(work.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            throw new MissingDataException("expected the command " + command.get(0) + " to download " + name
                    + ", found none on this machine; " + advice);
        }
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new MissingDataException(String.join(" ", line) + " failed (" + lastLine(log)
                        + "); check the network, or " + advice);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MissingDataException("interrupted while downloading " + name + "; fetch it again");
        } finally {
            process.destroy();
        }
        try (var files = Files.list(work)) {
            return files.filter(file -> file.toString().matches(".*\\.(deb|tgz)")).findFirst().orElseThrow(
                    () -> new MissingDataException(String.join(" ", line) + " left no package file; pass --data DIR"));
        }
    }

    private static String lastLine(Path log) throws IOException {
        var lines = new String(Files.readAllBytes(log), java.nio.charset.StandardCharsets.UTF_8).lines()
                .filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "no message" : lines.get(lines.size() - 1).strip();
    }

    /** The hexadecimal SHA-256 of a file. */
    static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(Sha256.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        }
    }
}
