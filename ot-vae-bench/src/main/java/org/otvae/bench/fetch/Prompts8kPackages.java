package org.otvae.bench.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.otvae.audio.data.Prompts8k;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Gets the recordings of {@link Prompts8k} out of six Debian packages, 116 MB, with the package client of the machine; root is
 * not needed and nothing is installed.
 */
public final class Prompts8kPackages {

    private static final String VERSION = "1.6.1-1";
    /** In the order of {@link Prompts8k#FOLDERS}. */
    private static final List<DebianClient.Known> PACKAGES = List.of(
            known("en", "2be3ea287d83299d143815fa804f11179a75b7affd4a758b98b55f5afc18a35d"),
            known("es", "9283a09a6d56fccdcc2bcfe86c48f0f844289cfbd46a3184d8785a6f7f569903"),
            known("fr", "8d4e1bc32ed5ba7fbda40841ca1825ed20cc6232724a473c90f8bb0e53e6073e"),
            known("it", "5a26638089e134b8ac39363fe249c5c93c50cd8bfdc9b2499ae61ec4a35e2fcb"),
            known("ru", "ccbfaebfa450b7a9ddf644ae0f3d1e9017d5df7c0aebe816e946345589d38201"),
            new DebianClient.Known("asterisk-prompt-it-menardi-wav", "1:1.4.22+mm20110907-3.1",
                    "3094530d98f8758ac275572d59624c41f60969fef883f34f4886d144f3dfeb21"));
    private static final String FOLDER = "usr/share/asterisk/sounds/";

    private Prompts8kPackages() {
    }

    private static DebianClient.Known known(String language, String sha256) {
        return new DebianClient.Known("asterisk-core-sounds-" + language + "-wav", VERSION, sha256);
    }

    /**
     * Downloads the packages one after the other and unpacks their recordings into {@code target}, a folder for each speaker.
     *
     * @param client the package client and its arguments, {@code apt-get download} on Debian and its relatives
     * @param say    receives one line for each thing worth knowing
     * @throws MissingDataException   if there is no such client or it fails
     * @throws MalformedDataException if what came is not the package
     */
    public static void fetch(Path target, List<String> client, Consumer<String> say) {
        var downloads = new DebianClient(client, "get the recordings of the six packages yourself and pass --data DIR");
        for (int i = 0; i < PACKAGES.size(); i++) {
            DebianClient.Known each = PACKAGES.get(i);
            if (Files.isDirectory(target.resolve(Prompts8k.FOLDERS.get(i)))) {
                continue; // of an earlier fetch that was broken off
            }
            say.accept("downloading the Debian package " + each.name());
            downloads.fetch(each.name(), target, deb -> unpack(each, deb, target, say));
        }
    }

    /** Checks a package file and writes its recordings below {@code target}, the folder of a speaker in one move. */
    static void unpack(DebianClient.Known known, Path deb, Path target, Consumer<String> say) {
        known.check(deb, say);
        Map<String, byte[]> contents = DebPackage.readAll(deb, name -> name.startsWith(FOLDER) && name.endsWith(".wav")
                && Prompts8k.FOLDERS.contains(name.substring(FOLDER.length()).split("/")[0]));
        if (contents.isEmpty()) {
            throw new MalformedDataException(deb.getFileName() + ": expected recordings in " + FOLDER
                    + ", found none; fetch it again");
        }
        String speaker = contents.keySet().iterator().next().substring(FOLDER.length()).split("/")[0];
        try {
            Files.createDirectories(target);
            Path part = Files.createTempDirectory(target, ".part-");
            for (var file : contents.entrySet()) { // names were checked: they lie below their folder
                Path path = part.resolve(file.getKey().substring(FOLDER.length()));
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            Files.move(part.resolve(speaker), target.resolve(speaker), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(part);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + target.toAbsolutePath(), e);
        }
        say.accept("wrote " + contents.size() + " recordings to " + target.resolve(speaker).toAbsolutePath());
    }
}
