package org.otvae.audio.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.FolderFiles;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

/**
 * VCTK [yamagishi2019vctk], version 0.80 (WAV, 109 speakers) or 0.92 (FLAC, 110 speakers, the first microphone),
 * brought to 16 kHz. The split is ours, for none was published with the results that name this corpus: of the sentences
 * of each speaker, in the order of the CRC-32 of their names ({@code p225_001}), the first tenth is the test, the next
 * twentieth validation.
 */
public final class Vctk {

    /** What commands and records call it, and the name of its folder. */
    public static final String NAME = "vctk";

    private static final String FIRST_MICROPHONE = "_mic1.flac";

    private Vctk() {
    }

    /** Reads the corpus from our cache. */
    public static SpeechCorpus open() {
        return open(ZeroSpeech2019.cached(NAME));
    }

    /**
     * Reads the corpus from a folder: {@code wav48} or {@code wav48_silence_trimmed}, or the folder around one of them.
     *
     * @throws MissingDataException if the folder has neither
     */
    public static SpeechCorpus open(Path folder) {
        Path root = root(folder).orElseThrow(() -> new MissingDataException(NAME
                + ": expected wav48/p225/p225_001.wav (version "
                + "0.80) or wav48_silence_trimmed/p225/p225_001_mic1.flac (version 0.92) in " + folder.toAbsolutePath()
                + " or its folder VCTK-Corpus or VCTK-Corpus-0.92, found neither; give the folder with --data DIR"));
        Map<String, List<String>> bySpeaker = new TreeMap<>();
        for (String path : WavFolder.paths(root)) {
            if (path.matches("[^/]+/[^/]+") && (path.endsWith(".wav") || path.endsWith(FIRST_MICROPHONE))) {
                bySpeaker.computeIfAbsent(path.substring(0, path.indexOf('/')), speaker -> new ArrayList<>()).add(path);
            }
        }
        List<SpeechFiles.Source> sources = new ArrayList<>();
        bySpeaker.forEach((speaker, paths) -> sources.addAll(sources(root, speaker, paths)));
        if (sources.isEmpty()) {
            throw new MissingDataException(NAME + ": expected recordings like p225/p225_001.wav in "
                    + root.toAbsolutePath() + ", found none; give the folder with --data DIR");
        }
        return SpeechFiles.open(new SpeechFiles.Reading(NAME, FrontEnd.ZERO_SPEECH, WavFolder.FRAMES,
                List.copyOf(bySpeaker.keySet()), true), sources);
    }

    /** The folder that {@link #open()} would read, empty when the corpus is not on this machine. */
    public static Optional<Path> folder() {
        return root(ZeroSpeech2019.cached(NAME));
    }

    private static List<SpeechFiles.Source> sources(Path root, String speaker, List<String> paths) {
        List<String> order = paths.stream().sorted(Comparator.comparingLong(path -> FolderFiles.hash(sentence(path))))
                .toList();
        int test = (order.size() + 9) / 10;
        int validation = (order.size() + 19) / 20;
        List<SpeechFiles.Source> sources = new ArrayList<>();
        for (String path : paths) {
            int place = order.indexOf(path);
            Split split = place < test ? Split.TEST : place < test + validation ? Split.VALIDATION : Split.TRAIN;
            sources.add(new SpeechFiles.Source(path, root.resolve(path), speaker, split));
        }
        return sources;
    }

    /** The same in both versions. */
    private static String sentence(String path) {
        String file = path.substring(path.indexOf('/') + 1);
        return file.endsWith(FIRST_MICROPHONE) ? file.substring(0, file.length() - FIRST_MICROPHONE.length())
                : file.substring(0, file.lastIndexOf('.'));
    }

    private static Optional<Path> root(Path folder) {
        for (String outer : new String[] {"", "VCTK-Corpus", "VCTK-Corpus-0.92"}) {
            for (String inner : new String[] {"wav48", "wav48_silence_trimmed"}) {
                Path root = folder.resolve(outer).resolve(inner);
                if (Files.isDirectory(root)) {
                    return Optional.of(root);
                }
            }
        }
        return Optional.empty();
    }
}
