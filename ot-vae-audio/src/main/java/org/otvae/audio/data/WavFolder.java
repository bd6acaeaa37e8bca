package org.otvae.audio.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

/**
 * Any folder of WAV, FLAC or Ogg Vorbis files as a corpus. The first folder inside it that a file lies in is its speaker; of a
 * file that lies in none, what stands before the first underscore of its name. Files are read and turned into spectrograms on
 * all processors. What cannot be read, and what is shorter than a window, is left out, counted and named.
 *
 * <p>The split of a file follows from its path inside the folder alone (CRC-32 modulo 10: 0 is the test, 1 validation, the
 * rest training), so that it stays when others are added or removed.
 */
public final class WavFolder {

    /** What commands call the corpus at 16 kHz with the front end of the protocol. */
    public static final String NAME = "wav-folder";

    /** Frames of a window, those that the protocol reconstructs: 320 ms. */
    public static final int FRAMES = 32;

    private static final int DEPTH = 16;
    private static final int PARTS = 10; // of which one is the test and one validation
    private static final int NAMED = 5; // of the files that were left out

    private WavFolder() {
    }

    private record Read(float[] mel, byte[] digest) {
    }

    /**
     * Reads the recordings of a folder.
     *
     * @param name what commands and records call the corpus
     * @throws MissingDataException   if there is no such folder or no recording in it
     * @throws MalformedDataException if a split would be empty or the spectrograms do not fit into memory
     */
    public static SpeechCorpus open(String name, Path folder, FrontEnd frontEnd) {
        return open(name, folder, frontEnd, path -> true);
    }

    static SpeechCorpus open(String name, Path folder, FrontEnd frontEnd, Predicate<String> wanted) {
        List<String> paths = paths(folder).stream().filter(wanted).toList();
        if (paths.isEmpty()) {
            throw new MissingDataException(name + ": expected WAV, FLAC or Ogg Vorbis files in " + folder.toAbsolutePath()
                    + " or folders inside it, found none; give a folder of recordings with --data DIR");
        }
        requireMemory(name, folder, paths, frontEnd);
        List<String> speakers = new ArrayList<>(new TreeSet<>(paths.stream().map(WavFolder::speaker).toList()));
        Map<String, String> skipped = new ConcurrentSkipListMap<>();
        List<Read> read = IntStream.range(0, paths.size()).parallel()
                .mapToObj(i -> read(folder, paths.get(i), frontEnd, skipped)).toList();
        Map<Split, List<SpeechCorpus.Utterance>> splits = new EnumMap<>(Split.class);
        for (int i = 0; i < paths.size(); i++) {
            if (read.get(i).mel() != null) {
                splits.computeIfAbsent(split(paths.get(i)), split -> new ArrayList<>())
                        .add(new SpeechCorpus.Utterance(read.get(i).mel(), speakers.indexOf(speaker(paths.get(i)))));
            }
        }
        for (Split split : Split.values()) {
            if (!splits.containsKey(split)) {
                throw new MalformedDataException(name + ": expected recordings for training, validation and the test, "
                        + "about 8 : 1 : 1, found none for " + split + " among " + paths.size() + " in " + folder.toAbsolutePath()
                        + "; give a folder with more of them");
            }
        }
        return new SpeechCorpus(name, frontEnd, FRAMES, splits, fingerprint(frontEnd, paths, read), notes(name, skipped));
    }

    private static List<String> paths(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new MissingDataException("expected a folder of recordings at " + folder.toAbsolutePath()
                    + ", found none; give it with --data DIR");
        }
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            return found.filter(file -> SoundFile.named(file) && Files.isRegularFile(file))
                    .map(file -> folder.relativize(file).toString().replace(java.io.File.separatorChar, '/')).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + folder.toAbsolutePath(), failure);
        }
    }

    private static String speaker(String path) {
        int end = path.indexOf(path.contains("/") ? '/' : '_');
        return end < 0 ? "" : path.substring(0, end);
    }

    private static Read read(Path folder, String path, FrontEnd frontEnd, Map<String, String> skipped) {
        try {
            byte[] digest = sha256().digest(Files.readAllBytes(folder.resolve(path)));
            Recording recording = Recordings.at(SoundFile.read(folder.resolve(path)), frontEnd.sampleRate());
            if (frontEnd.frames(recording.samples().length) < FRAMES) {
                throw new MalformedDataException(path + ": expected at least " + FRAMES + " frames, found "
                        + frontEnd.frames(recording.samples().length));
            }
            return new Read(frontEnd.logMel(recording.samples()), digest);
        } catch (MalformedDataException | IllegalArgumentException | UncheckedIOException | IOException unreadable) {
            skipped.put(path, unreadable.getMessage());
            return new Read(null, new byte[0]);
        }
    }

    private static List<String> notes(String name, Map<String, String> skipped) {
        if (skipped.isEmpty()) {
            return List.of();
        }
        String first = skipped.keySet().stream().limit(NAMED).collect(Collectors.joining(", "));
        return List.of(name + ": left out " + skipped.size() + " of its recordings as too short or unreadable: " + first
                + (skipped.size() > NAMED ? ", ..." : ""), skipped.values().iterator().next());
    }

    static Split split(String path) {
        CRC32 sum = new CRC32();
        sum.update(path.getBytes(StandardCharsets.UTF_8));
        int part = (int) (sum.getValue() % PARTS);
        return part == 0 ? Split.TEST : part == 1 ? Split.VALIDATION : Split.TRAIN;
    }

    /** Over the files, not the spectrograms: logarithms differ in their last bit from machine to machine. */
    private static String fingerprint(FrontEnd frontEnd, List<String> paths, List<Read> read) {
        MessageDigest sha = sha256();
        sha.update((frontEnd + " " + FRAMES).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < paths.size(); i++) {
            sha.update(paths.get(i).getBytes(StandardCharsets.UTF_8));
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(read.get(i).digest().length).flip());
            sha.update(read.get(i).digest());
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    /** By the sizes of the files, as if all had 16 bits and the front end's rate, FLAC half of them and Vorbis a tenth. */
    private static void requireMemory(String name, Path folder, List<String> paths, FrontEnd frontEnd) {
        long bytes = 0;
        for (String path : paths) {
            try {
                bytes += Files.size(folder.resolve(path)) * (path.endsWith(".flac") ? 2 : path.endsWith(".ogg") ? 10 : 1);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot read " + folder.resolve(path).toAbsolutePath(), failure);
            }
        }
        long needed = bytes / 2 / frontEnd.hop() * frontEnd.bands() * Float.BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap * 3 / 4) {
            throw new MalformedDataException(name + ": expected spectrograms that fit into memory, found recordings whose need "
                    + "about " + (needed >> 20) + " MB of a Java heap of " + (heap >> 20) + " MB; raise it with "
                    + "OTVAE_JAVA_OPTIONS=-Xmx" + ((needed * 4 / 3 >> 30) + 1) + "g or give fewer recordings");
        }
    }
}
