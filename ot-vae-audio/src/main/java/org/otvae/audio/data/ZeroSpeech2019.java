package org.otvae.audio.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.FolderFiles;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

/**
 * The English part of ZeroSpeech 2019 [dunbar2019zero], 16 kHz, by the lists of the protocol where they lie beside it:
 * {@code train.json} and {@code speakers.json} as [niekerk2020vector] published them, {@code mse_evaluation.json} as
 * [takida2022sqvae] did. Without them all recordings of {@code unit} and {@code voice} are for training and those of
 * {@code parallel/voice} for the test. What has fewer than 34 frames is left out.
 *
 * <p>Unlike the protocol, which has no validation, one of 50 training recordings is held out for it (CRC-32 of its path
 * modulo 50 is 1).
 */
public final class ZeroSpeech2019 {

    /** What commands and records call it, and the name of its folder. */
    public static final String NAME = "zerospeech2019";

    private static final int FEWEST = 34; // frames: 32 and one on either side
    private static final int HELD_OUT = 50;
    private static final List<String> TRAIN = List.of("english/train/unit", "english/train/voice");
    private static final String TEST = "english/train/parallel/voice";

    private ZeroSpeech2019() {
    }

    /** Reads the corpus from our cache. */
    public static SpeechCorpus open() {
        return open(cached(NAME));
    }

    /**
     * Reads the corpus from the folder that holds {@code english}, or from the one around it, whose name for it is
     * {@code 2019}.
     *
     * @throws MissingDataException   if the folder has no such tree
     * @throws MalformedDataException if a list is damaged
     */
    public static SpeechCorpus open(Path folder) {
        Path root = root(folder).orElseThrow(() -> new MissingDataException(NAME
                + ": expected english/train/unit/S015_*.wav, "
                + "english/train/voice/V001_*.wav and english/train/parallel/voice/V001_*.wav in "
                + folder.toAbsolutePath()
                + " or its folder 2019, found no such folders; give the folder with --data DIR"));
        Path lists = root.resolve("english");
        List<SpeechFiles.Source> sources = new ArrayList<>();
        if (Files.isRegularFile(lists.resolve("train.json"))) {
            sources.addAll(SpeechLists.train(lists.resolve("train.json"), root));
        } else {
            TRAIN.forEach(part -> sources.addAll(tree(root, part, Split.TRAIN)));
        }
        if (Files.isRegularFile(lists.resolve("mse_evaluation.json"))) {
            sources.addAll(SpeechLists.test(lists.resolve("mse_evaluation.json"), root));
        } else {
            sources.addAll(tree(root, TEST, Split.TEST));
        }
        List<SpeechFiles.Source> held = sources.stream().map(ZeroSpeech2019::heldOut).toList();
        Path names = lists.resolve("speakers.json");
        List<String> speakers = Files.isRegularFile(names) ? SpeechLists.speakers(names)
                : List.copyOf(new TreeSet<>(held.stream().map(SpeechFiles.Source::speaker).toList()));
        for (SpeechFiles.Source source : held) {
            if (!speakers.contains(source.speaker())) {
                throw new MalformedDataException(names.toAbsolutePath()
                        + ": expected all speakers of the recordings, found no \""
                        + source.speaker() + "\"; get the list anew or leave it out");
            }
        }
        return SpeechFiles.open(new SpeechFiles.Reading(NAME, FrontEnd.ZERO_SPEECH, FEWEST, speakers, true), held);
    }

    /** The folder that {@link #open()} would read, empty when the corpus is not on this machine. */
    public static Optional<Path> folder() {
        return root(cached(NAME));
    }

    /** The folder of a corpus in our cache. */
    static Path cached(String name) {
        String stated = System.getenv("XDG_CACHE_HOME");
        Path caches = stated == null || stated.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(stated);
        return caches.resolve("otvae").resolve(name);
    }

    private static Optional<Path> root(Path folder) {
        return List.of(folder, folder.resolve("2019")).stream().filter(each -> TRAIN.stream().allMatch(part ->
                Files.isDirectory(each.resolve(part))) && Files.isDirectory(each.resolve(TEST))).findFirst();
    }

    private static List<SpeechFiles.Source> tree(Path root, String part, Split split) {
        return WavFolder.paths(root.resolve(part)).stream().map(path -> {
            String file = path.substring(path.lastIndexOf('/') + 1);
            String speaker = file.substring(0, Math.max(0, file.indexOf('_')));
            return new SpeechFiles.Source(part + "/" + path, root.resolve(part).resolve(path), speaker, split);
        }).toList();
    }

    private static SpeechFiles.Source heldOut(SpeechFiles.Source source) {
        boolean held = source.split() == Split.TRAIN && FolderFiles.hash(source.id()) % HELD_OUT == 1;
        return !held ? source : new SpeechFiles.Source(source.id(), source.file(), source.speaker(), Split.VALIDATION,
                source.from(), source.seconds(), source.highPassHz());
    }
}
