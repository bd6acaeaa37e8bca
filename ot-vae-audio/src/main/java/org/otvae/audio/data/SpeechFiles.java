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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

/**
 * Turns a list of files into a corpus on all processors. What cannot be read, and what is too short, is left out, counted
 * and named. Spectrograms are kept by {@link FeatureCache}.
 */
final class SpeechFiles {

    private static final int NAMED = 5; // of the files that were left out

    private SpeechFiles() {
    }

    /**
     * One recording of a corpus.
     *
     * @param id      its path inside the corpus, in messages and in the fingerprint
     * @param speaker whose voice
     * @param from    where it starts in the file, in seconds
     * @param seconds its length, 0 for all that the file has
     */
    record Source(String id, Path file, String speaker, Split split, double from, double seconds) {

        /** A whole file. */
        Source(String id, Path file, String speaker, Split split) {
            this(id, file, speaker, split, 0, 0);
        }
    }

    /**
     * How a list is read.
     *
     * @param name     what commands and records call the corpus
     * @param fewest   frames of the shortest recording that is kept
     * @param speakers the names in the order of their numbers
     * @param listed   whether speakers, splits and sections are chosen by lists and so belong to the fingerprint
     */
    record Reading(String name, FrontEnd frontEnd, int fewest, List<String> speakers, boolean listed) {
    }

    private record Read(float[] mel, byte[] digest) {
    }

    /** The corpus of the sources, in their order; every split must have some. */
    static SpeechCorpus open(Reading reading, List<Source> sources) {
        requireMemory(reading, sources);
        FeatureCache cache = FeatureCache.usual();
        Map<String, String> skipped = new ConcurrentSkipListMap<>();
        List<Read> read = IntStream.range(0, sources.size()).parallel()
                .mapToObj(i -> read(sources.get(i), reading, cache, skipped)).toList();
        Map<Split, List<SpeechCorpus.Utterance>> splits = new EnumMap<>(Split.class);
        for (int i = 0; i < sources.size(); i++) {
            if (read.get(i).mel() != null) {
                splits.computeIfAbsent(sources.get(i).split(), split -> new ArrayList<>()).add(new SpeechCorpus.Utterance(
                        read.get(i).mel(), reading.speakers().indexOf(sources.get(i).speaker())));
            }
        }
        for (Split split : Split.values()) {
            if (!splits.containsKey(split)) {
                throw new MalformedDataException(reading.name() + ": expected recordings for training, validation and the "
                        + "test, about 8 : 1 : 1, found none for " + split + " among " + sources.size()
                        + "; give a folder with more of them");
            }
        }
        List<String> notes = new ArrayList<>(notes(reading.name(), skipped));
        notes.addAll(cache.notes());
        return new SpeechCorpus(reading.name(), reading.frontEnd(), WavFolder.FRAMES, splits,
                reading.speakers(), fingerprint(reading, sources, read), notes);
    }

    private static Read read(Source source, Reading reading, FeatureCache cache, Map<String, String> skipped) {
        try {
            FrontEnd frontEnd = reading.frontEnd();
            byte[] digest = sha256().digest(Files.readAllBytes(source.file()));
            String key = frontEnd + " " + HexFormat.of().formatHex(digest) + " " + source.from() + " " + source.seconds();
            float[] mel = cache.get(key, () -> frontEnd.logMel(Recordings.at(section(source), frontEnd.sampleRate()).samples()));
            int frames = mel.length / frontEnd.bands();
            if (frames < reading.fewest()) {
                throw new MalformedDataException(source.id() + ": expected at least " + reading.fewest() + " frames, found "
                        + frames);
            }
            return new Read(mel, digest);
        } catch (MalformedDataException | MissingDataException | IllegalArgumentException | UncheckedIOException
                | IOException unreadable) {
            skipped.put(source.id(), unreadable.getMessage());
            return new Read(null, new byte[0]);
        }
    }

    private static Recording section(Source source) {
        Recording whole = SoundFile.read(source.file());
        if (source.from() == 0 && source.seconds() == 0) {
            return whole;
        }
        int length = whole.samples().length;
        int from = (int) Math.min(length, Math.round(source.from() * whole.sampleRate()));
        long end = source.seconds() == 0 ? length : from + Math.round(source.seconds() * whole.sampleRate());
        return new Recording(Arrays.copyOfRange(whole.samples(), from, (int) Math.min(length, end)), whole.sampleRate());
    }

    private static List<String> notes(String name, Map<String, String> skipped) {
        if (skipped.isEmpty()) {
            return List.of();
        }
        String first = skipped.keySet().stream().limit(NAMED).collect(Collectors.joining(", "));
        return List.of(name + ": left out " + skipped.size() + " of its recordings as too short or unreadable: " + first
                + (skipped.size() > NAMED ? ", ..." : ""), skipped.values().iterator().next());
    }

    /** Over the files, not the spectrograms: logarithms differ in their last bit from machine to machine. */
    private static String fingerprint(Reading reading, List<Source> sources, List<Read> read) {
        MessageDigest sha = sha256();
        sha.update((reading.frontEnd() + " " + WavFolder.FRAMES).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            sha.update(source.id().getBytes(StandardCharsets.UTF_8));
            if (reading.listed()) {
                sha.update((" " + source.speaker() + " " + source.split() + " " + source.from() + " " + source.seconds())
                        .getBytes(StandardCharsets.UTF_8));
            }
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
    private static void requireMemory(Reading reading, List<Source> sources) {
        long bytes = 0;
        for (Source source : sources) {
            String name = source.file().toString();
            int factor = name.endsWith(".flac") ? 2 : name.endsWith(".ogg") ? 10 : 1;
            bytes += source.file().toFile().length() * factor; // 0 if there is none
        }
        long needed = bytes / 2 / reading.frontEnd().hop() * reading.frontEnd().bands() * Float.BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap * 3 / 4) {
            throw new MalformedDataException(reading.name() + ": expected spectrograms that fit into memory, found recordings "
                    + "whose need about " + (needed >> 20) + " MB of a Java heap of " + (heap >> 20) + " MB; raise it with "
                    + "OTVAE_JAVA_OPTIONS=-Xmx" + ((needed * 4 / 3 >> 30) + 1) + "g or give fewer recordings");
        }
    }
}
