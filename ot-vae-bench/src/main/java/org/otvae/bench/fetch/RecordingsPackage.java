package org.otvae.bench.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.otvae.data.DurableFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * A Debian package that has recordings of one or more speakers.
 *
 * @param known   the package and the sum of its file
 * @param wanted  which of its files are taken
 * @param place   where they go, {@code folder/...} with the groups of {@code wanted} as {@code $1}
 * @param folders of the speakers, all that {@code place} can begin with
 */
record RecordingsPackage(DebianClient.Known known, Pattern wanted, String place, List<String> folders) {

    RecordingsPackage {
        folders = List.copyOf(folders);
    }

    /**
     * Downloads the package and unpacks it, unless the folders of all its speakers are there: from an earlier fetch
     * that was broken off.
     *
     * @throws MissingDataException   if there is no such client or it fails
     * @throws MalformedDataException if what came is not the package
     */
    void fetch(DebianClient client, Path target, Consumer<String> say) {
        if (folders.stream().allMatch(folder -> Files.isDirectory(target.resolve(folder)))) {
            return;
        }
        say.accept("downloading the Debian package " + known.name());
        client.fetch(known.name(), target, deb -> unpack(deb, target, say));
    }

    /** Checks a package file and writes its recordings below {@code target}, the folder of a speaker in one move. */
    void unpack(Path deb, Path target, Consumer<String> say) {
        known.check(deb, say);
        Map<String, byte[]> contents = DebPackage.readAll(deb, name -> wanted.matcher(name).matches());
        if (contents.isEmpty()) {
            throw new MalformedDataException(deb.getFileName() + ": expected recordings named like " + wanted
                    + ", found none; fetch it again");
        }
        try {
            Files.createDirectories(target);
            Path part = Files.createTempDirectory(target, DebianClient.PART);
            try {
                for (var file : contents.entrySet()) { // names were checked: they lie below their folder
                    Path path = part.resolve(wanted.matcher(file.getKey()).replaceFirst(place));
                    Files.createDirectories(path.getParent());
                    Files.write(path, file.getValue());
                }
                try (var made = Files.list(part)) {
                    for (Path folder : made.sorted().toList()) {
                        move(folder, target.resolve(folder.getFileName()));
                    }
                }
            } finally {
                DurableFiles.deleteTree(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + target.toAbsolutePath(), e);
        }
        say.accept("wrote " + contents.size() + " recordings of " + known.name() + " to " + target.toAbsolutePath());
    }

    /** Into the place of what an earlier fetch left there, if it did. */
    private static void move(Path folder, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            DurableFiles.deleteTree(target);
        }
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
