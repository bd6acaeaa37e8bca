package org.otvae.motion.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Sha256;
import org.otvae.data.Split;
import org.otvae.motion.file.BailandoJson;
import org.otvae.motion.music.MusicFeatures;
import org.otvae.motion.skeleton.Poses;
import org.otvae.motion.skeleton.Skeleton;

/**
 * AIST++ with its music, from Bailando's preprocessed archive [siyao2022bailando, code] in a folder of yours: {@code
 * aistpp_train_wav/*.json} for training, {@code aistpp_test_full_wav/*.json}, of which choreography ch01 is validation
 * and ch02 the test, and {@code aistpp_music_feat_7.5fps/*.json}, the features of each piece of music, named by it:
 * {@code gBR_sBM_cAll_d04_mBR0_ch01} is danced to {@code mBR0}.
 */
public final class AistDances {

    /** What commands and records call it. */
    public static final String NAME = "aistpp-dances";

    private static final String MUSIC = "aistpp_music_feat_7.5fps";
    private static final int NAMED = 5; // of the dances that were left out

    private AistDances() {
    }

    /**
     * Reads the dances of a folder.
     *
     * @param cut of windows, at 60 frames a second
     * @throws MissingDataException   if dances or music are missing
     * @throws MalformedDataException if a file is damaged or a split would be empty
     */
    public static DanceCorpus open(Path folder, MotionCut cut) {
        BailandoArchive archive = BailandoArchive.in(folder);
        Path data = archive.folder();
        Map<String, Split> splits = archive.splits(new MotionFiles(NAME, data, cut));
        List<String> paths = List.copyOf(splits.keySet());
        if (paths.isEmpty() || !Files.isDirectory(data.resolve(MUSIC))) {
            throw new MissingDataException(NAME + ": expected " + BailandoArchive.TRAIN + "/*.json, " + BailandoArchive.HELD_OUT
                    + "/*.json and " + MUSIC + "/*.json in " + folder.toAbsolutePath() + ", found " + (paths.isEmpty() ? "no dances" : "no music")
                    + "; see docs/data.md");
        }
        Map<String, MusicFeatures> music = music(data, paths);
        List<Dance> read = paths.parallelStream()
                .map(path -> dance(data.resolve(path), splits.get(path) != Split.TRAIN, music.get(piece(path)))).toList();
        Map<Split, List<Dance>> dances = new EnumMap<>(Split.class);
        List<String> left = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            if (read.get(i).poses().frames() >= cut.frames()) {
                dances.computeIfAbsent(splits.get(paths.get(i)), each -> new ArrayList<>()).add(read.get(i));
            } else {
                left.add(name(paths.get(i)));
            }
        }
        for (Split split : Split.values()) {
            if (!dances.containsKey(split)) {
                throw new MalformedDataException(NAME + ": expected dances of " + cut.frames() + " frames or more in each split, "
                        + "found none for " + split + " in " + data.toAbsolutePath() + "; give more of them");
            }
        }
        List<String> notes = left.isEmpty() ? List.of() : List.of(NAME + ": left out " + left.size() + " dances as too short: "
                + String.join(", ", left.subList(0, Math.min(NAMED, left.size()))) + (left.size() > NAMED ? ", ..." : ""));
        return DanceCorpus.paired(NAME, cut, dances, digest(data, paths), notes);
    }

    /** A dance; beats, which only judgement needs, are read of those held out. */
    private static Dance dance(Path file, boolean heldOut, MusicFeatures music) {
        double rate = BailandoArchive.FRAMES_PER_SECOND;
        Poses poses = new Poses(Skeleton.SMPL, BailandoJson.read(file), rate);
        List<Integer> beats = heldOut
                ? Arrays.stream(new MusicFeatures(BailandoJson.readMusic(file), rate).beats()).boxed().toList() : List.of();
        return new Dance(name(file.getFileName().toString()), poses, music, beats);
    }

    private static Map<String, MusicFeatures> music(Path data, List<String> paths) {
        Map<String, MusicFeatures> music = new TreeMap<>();
        double rate = MusicFeatures.TOKENS_HZ / 512.0;
        for (String path : paths) {
            music.computeIfAbsent(piece(path), piece ->
                    new MusicFeatures(BailandoJson.readMusic(data.resolve(MUSIC).resolve(piece + ".json")), rate));
        }
        return music;
    }

    private static String digest(Path data, List<String> paths) {
        StringBuilder content = new StringBuilder("bailando 1");
        try {
            for (String path : paths) {
                content.append('\n').append(path).append(' ').append(Sha256.hex(Files.readAllBytes(data.resolve(path))));
            }
            for (String piece : new java.util.TreeSet<>(paths.stream().map(AistDances::piece).toList())) {
                content.append('\n').append(piece).append(' ')
                        .append(Sha256.hex(Files.readAllBytes(data.resolve(MUSIC).resolve(piece + ".json"))));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the dances in " + data.toAbsolutePath(), failure);
        }
        return content.toString();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".json".length());
    }

    /** The piece of music that a dance's name tells: the last but one of its parts. */
    private static String piece(String path) {
        String[] parts = name(path).split("_");
        if (parts.length < 2) {
            throw new MalformedDataException(NAME + ": expected names such as gBR_sBM_cAll_d04_mBR0_ch01, found " + path);
        }
        return parts[parts.length - 2];
    }
}
