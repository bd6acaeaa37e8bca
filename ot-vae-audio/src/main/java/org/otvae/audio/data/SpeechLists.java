package org.otvae.audio.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.otvae.data.Json;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Split;

/**
 * The lists in JSON by which the protocol of ZeroSpeech 2019 names its recordings. No name in them leaves the corpus'
 * folder.
 */
final class SpeechLists {

    private static final int MOST_BYTES = 8 << 20; // the list of all training recordings has about 2 MB
    private static final double MOST_SECONDS = 86_400;

    private SpeechLists() {
    }

    /**
     * {@code [[path without .wav, start in seconds, length in seconds, english/train/SPEAKER/name], ...]}.
     *
     * @throws MalformedDataException if it is not like that
     */
    static List<SpeechFiles.Source> train(Path list, Path root) {
        List<SpeechFiles.Source> sources = new ArrayList<>();
        for (Object entry : array(Json.read(list, MOST_BYTES), list)) {
            List<?> row = array(entry, list);
            require(row.size() == 4, list, "four values for each recording", row);
            String path = path(row.get(0), list);
            String[] output = path(row.get(3), list).split("/");
            require(output.length >= 2, list, "a speaker in the last path of each recording", row);
            sources.add(new SpeechFiles.Source(path, root.resolve(path + ".wav"), output[output.length - 2],
                    Split.TRAIN, seconds(row.get(1), list), seconds(row.get(2), list), 0));
        }
        return sources;
    }

    /**
     * {@code [[path without .wav, SPEAKER], ...]}.
     *
     * @throws MalformedDataException if it is not like that
     */
    static List<SpeechFiles.Source> test(Path list, Path root) {
        List<SpeechFiles.Source> sources = new ArrayList<>();
        for (Object entry : array(Json.read(list, MOST_BYTES), list)) {
            List<?> row = array(entry, list);
            require(row.size() == 2, list, "a path and a speaker for each recording", row);
            String path = path(row.get(0), list);
            sources.add(new SpeechFiles.Source(path, root.resolve(path + ".wav"), path(row.get(1), list), Split.TEST));
        }
        return sources;
    }

    /**
     * {@code [name, ...]}, whose places are the speakers' numbers.
     *
     * @throws MalformedDataException if it is not like that
     */
    static List<String> speakers(Path list) {
        List<String> speakers = new ArrayList<>();
        for (Object name : array(Json.read(list, MOST_BYTES), list)) {
            speakers.add(path(name, list));
        }
        require(new HashSet<>(speakers).size() == speakers.size(), list, "each speaker once", speakers);
        return speakers.stream().sorted().toList();
    }

    private static List<?> array(Object value, Path list) {
        require(value instanceof List<?> found && !found.isEmpty(), list, "an array that is not empty", value);
        return (List<?>) value;
    }

    private static String path(Object value, Path list) {
        require(value instanceof String text && text.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")
                && !text.contains(".."), list, "a path inside the corpus of letters, digits, _, . and -", value);
        return (String) value;
    }

    private static double seconds(Object value, Path list) {
        require(value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= MOST_SECONDS,
                list, "seconds from 0 to " + (int) MOST_SECONDS, value);
        return ((Number) value).doubleValue();
    }

    private static void require(boolean holds, Path list, String expected, Object found) {
        if (!holds) {
            String shown = String.valueOf(found).replaceAll("[^ -~]", "?");
            throw new MalformedDataException(list.toAbsolutePath() + ": expected " + expected + ", found "
                    + (shown.length() <= 60 ? shown : shown.substring(0, 60) + "...")
                    + "; get the list anew or leave it out");
        }
    }
}
