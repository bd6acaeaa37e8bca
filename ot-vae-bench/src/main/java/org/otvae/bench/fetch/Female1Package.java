package org.otvae.bench.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.otvae.data.DurableFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Gets the clips of {@link org.otvae.motion.data.Female1} out of the npm package {@code matrix-engine} 2.3.65, 121 MB,
 * with the machine's npm; nothing is installed and no script of the package runs.
 */
public final class Female1Package {

    private static final String PACKAGE = "matrix-engine@2.3.65";
    private static final String SHA256 = "10b0a6d86141646e7f211bee57e96287910b836538b051ac03621860aad16231";
    private static final Pattern CLIP = Pattern.compile("package/public/res/bvh/(Female1_[A-Za-z0-9_]+\\.bvh)");
    private static final int CLIPS = 81;
    private static final long UNPACKED_LIMIT = 1L << 30;

    private Female1Package() {
    }

    /**
     * Downloads the package and unpacks its clips into {@code target}.
     *
     * @param client npm and its arguments, {@code npm pack --ignore-scripts}
     * @param say    receives one line for each thing worth knowing
     * @throws MissingDataException   if there is no npm or it fails
     * @throws MalformedDataException if what came is not the package
     */
    public static void fetch(Path target, List<String> client, Consumer<String> say) {
        new DebianClient(client, "get the clips Female1_*.bvh yourself and pass --data DIR")
                .fetch(PACKAGE, target.toAbsolutePath().getParent(), file -> unpack(file, SHA256, target, say));
    }

    /** Checks a package file and writes its clips below {@code target} in one move. */
    static void unpack(Path file, String sha256, Path target, Consumer<String> say) {
        String found = DebianClient.sha256(file);
        if (!found.equals(sha256)) {
            throw new MalformedDataException(file.getFileName() + ": expected SHA-256 " + sha256 + ", found " + found
                    + "; the download is damaged, fetch it again");
        }
        Map<String, byte[]> clips = clips(file);
        if (clips.isEmpty()) {
            throw new MalformedDataException(file.getFileName() + ": expected clips Female1_*.bvh, found none");
        }
        if (clips.size() != CLIPS) {
            say.accept("warning: expected " + CLIPS + " clips, found " + clips.size());
        }
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Path part = Files.createTempDirectory(target.toAbsolutePath().getParent(), DebianClient.PART);
            try {
                for (var clip : clips.entrySet()) {
                    Files.write(part.resolve(clip.getKey()), clip.getValue());
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                if (Files.exists(part)) {
                    DurableFiles.deleteTree(part);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + target.toAbsolutePath(), e);
        }
        say.accept("wrote " + clips.size() + " clips to " + target.toAbsolutePath());
    }

    private static Map<String, byte[]> clips(Path file) {
        String what = file.getFileName().toString();
        var clips = new LinkedHashMap<String, byte[]>();
        try (var plain = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16);
                var bounded = new BoundedInput(plain, what, UNPACKED_LIMIT)) {
            new TarEntries(bounded, what).forEach((name, content) -> {
                var clip = CLIP.matcher(name);
                if (clip.matches()) {
                    clips.put(clip.group(1), content.bytes());
                }
            });
        } catch (ZipException | EOFException e) {
            throw new MalformedDataException(what + ": the compressed data are damaged; fetch it again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        }
        return clips;
    }
}
