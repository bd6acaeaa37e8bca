package org.otvae.audio.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.FolderFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Any folder of WAV, FLAC or Ogg Vorbis files as a corpus. The first folder inside it that a file lies in is its
 * speaker; of a file that lies in none, what stands before the first underscore of its name. What cannot be read, and
 * what is shorter than a window, is left out, counted and named.
 *
 * <p>The split of a file follows from its path inside the folder alone (CRC-32 modulo 10: 0 is the test, 1 validation,
 * the rest training), so that it stays when others are added or removed.
 */
public final class WavFolder {

    /** What commands call the corpus at 16 kHz with the front end of the protocol. */
    public static final String NAME = "wav-folder";

    /** Frames of a window, those that the protocol reconstructs: 320 ms. */
    public static final int FRAMES = 32;

    private static final int DEPTH = 16;

    private WavFolder() {
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
            throw new MissingDataException(name + ": expected WAV, FLAC or Ogg Vorbis files in "
                    + folder.toAbsolutePath()
                    + " or folders inside it, found none; give a folder of recordings with --data DIR");
        }
        List<String> speakers = new ArrayList<>(new TreeSet<>(paths.stream().map(WavFolder::speaker).toList()));
        return SpeechFiles.open(new SpeechFiles.Reading(name, frontEnd, FRAMES, speakers, false), paths.stream()
                .map(path -> new SpeechFiles.Source(path, folder.resolve(path), speaker(path), FolderFiles.split(path))).toList());
    }

    /** The recordings in a folder and the folders inside it, in the order of their paths, separated by {@code /}. */
    static List<String> paths(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new MissingDataException("expected a folder of recordings at " + folder.toAbsolutePath()
                    + ", found none; give it with --data DIR");
        }
        return FolderFiles.below(folder, DEPTH, path -> SoundFile.named(Path.of(path)));
    }

    private static String speaker(String path) {
        int end = path.indexOf(path.contains("/") ? '/' : '_');
        return end < 0 ? "" : path.substring(0, end);
    }
}
