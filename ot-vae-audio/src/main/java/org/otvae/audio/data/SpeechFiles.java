package org.otvae.audio.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.audio.signal.HighPass;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Sha256;
import org.otvae.data.Split;

/**
 * Turns a list of files into a corpus on all processors. What cannot be read, and what is too short, is left out,
 * counted and named. Spectrograms are kept by {@link FeatureCache}.
 */
final class SpeechFiles {

    private static final int NAMED = 5; // of the files that were left out

    private SpeechFiles() {
    }

    /**
     * One recording of a corpus.
     *
     * @param id         its path inside the corpus, in messages and in the fingerprint
     * @param speaker    whose voice
     * @param from       where it starts in the file, in seconds
     * @param seconds    its length, 0 for all that the file has
     * @param highPassHz what lies below is taken out; 0 for nothing
     */
    record Source(String id, Path file, String speaker, Split split, double from, double seconds, double highPassHz) {

        /** A whole file as it is. */
        Source(String id, Path file, String speaker, Split split) {
            this(id, file, speaker, split, 0, 0, 0);
        }

        /** What decides how it sounds and where it belongs, beside the file's content. */
        private String section() {
            return from + " " + seconds + (highPassHz == 0 ? "" : " " + highPassHz);
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
        SpeechMemory.require(reading.name(), reading.frontEnd(), sources.stream().map(Source::file).toList());
        FeatureCache cache = FeatureCache.usual();
        Map<String, String> skipped = new ConcurrentSkipListMap<>();
        Set<String> tooShort = new ConcurrentSkipListSet<>();
        List<Read> read = IntStream.range(0, sources.size()).parallel()
                .mapToObj(i -> read(sources.get(i), reading, cache, skipped, tooShort)).toList();
        Map<Split, List<SpeechCorpus.Utterance>> splits = new EnumMap<>(Split.class);
        for (int i = 0; i < sources.size(); i++) {
            if (read.get(i).mel() != null) {
                splits.computeIfAbsent(sources.get(i).split(), split -> new ArrayList<>())
                        .add(new SpeechCorpus.Utterance(
                        read.get(i).mel(), reading.speakers().indexOf(sources.get(i).speaker())));
            }
        }
        for (Split split : Split.values()) {
            if (!splits.containsKey(split)) {
                throw new MalformedDataException(reading.name()
                        + ": expected recordings for training, validation and the "
                        + "test, about 8 : 1 : 1, found none for " + split + " among " + sources.size()
                        + (skipped.isEmpty() ? "" : ", " + skipped.size() + " of which cannot be used, the first because: "
                        + skipped.values().iterator().next()) + "; give a folder with more of them");
            }
        }
        List<String> notes = new ArrayList<>(notes(reading.name(), skipped, tooShort.size()));
        notes.addAll(cache.notes());
        return new SpeechCorpus(reading.name(), reading.frontEnd(), WavFolder.FRAMES, splits,
                reading.speakers(), fingerprint(reading, sources, read), notes);
    }

    private static Read read(Source source, Reading reading, FeatureCache cache, Map<String, String> skipped,
            Set<String> tooShort) {
        try {
            FrontEnd frontEnd = reading.frontEnd();
            byte[] digest = Sha256.of(source.file());
            String key = frontEnd + " " + HexFormat.of().formatHex(digest) + " " + source.section();
            float[] mel = cache.get(key, () -> frontEnd.logMel(samples(source, reading)));
            requireFrames(source, reading, mel.length / frontEnd.bands());
            return new Read(mel, digest);
        } catch (TooShort few) {
            tooShort.add(source.id());
            skipped.put(source.id(), few.getMessage());
        } catch (MalformedDataException | MissingDataException | IllegalArgumentException | UncheckedIOException
                | IOException unreadable) {
            skipped.put(source.id(), unreadable.getMessage());
        }
        return new Read(null, new byte[0]);
    }

    private static float[] samples(Source source, Reading reading) {
        int sampleRate = reading.frontEnd().sampleRate();
        float[] samples = Recordings.at(section(source), sampleRate).samples();
        requireFrames(source, reading, reading.frontEnd().frames(samples.length));
        return source.highPassHz() == 0 ? samples : new HighPass(source.highPassHz(), sampleRate).apply(samples);
    }

    private static void requireFrames(Source source, Reading reading, int frames) {
        if (frames < reading.fewest()) {
            throw new TooShort(source.id() + ": expected at least " + reading.fewest() + " frames, found " + frames);
        }
    }

    /** A recording that can be read and is left out all the same. */
    private static final class TooShort extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooShort(String message) {
            super(message);
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
        return new Recording(Arrays.copyOfRange(whole.samples(), from, (int) Math.min(length, end)),
                whole.sampleRate());
    }

    private static List<String> notes(String name, Map<String, String> skipped, int tooShort) {
        if (skipped.isEmpty()) {
            return List.of();
        }
        String first = skipped.keySet().stream().limit(NAMED).collect(Collectors.joining(", "));
        return List.of(name + ": left out " + skipped.size() + " of its recordings, " + tooShort + " as too short and "
                + (skipped.size() - tooShort) + " as unreadable: " + first + (skipped.size() > NAMED ? ", ..." : ""),
                skipped.values().iterator().next());
    }

    /** Over the files, not the spectrograms: logarithms differ in their last bit from machine to machine. */
    private static String fingerprint(Reading reading, List<Source> sources, List<Read> read) {
        MessageDigest sha = Sha256.begun();
        sha.update((reading.frontEnd() + " " + WavFolder.FRAMES).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            sha.update(source.id().getBytes(StandardCharsets.UTF_8));
            if (reading.listed()) {
                sha.update((" " + source.speaker() + " " + source.split() + " " + source.section())
                        .getBytes(StandardCharsets.UTF_8));
            }
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(read.get(i).digest().length).flip());
            sha.update(read.get(i).digest());
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
