package org.otvae.audio.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.FolderFiles;
import org.otvae.data.MissingDataException;
import org.otvae.data.Split;

/**
 * Eighteen voices at 8 kHz, 8.2 hours: the five of {@link Prompts8k}, and thirteen of volunteers that Debian's
 * games and lessons have in Ogg Vorbis (two fishes of fillets-ng in Czech and in Dutch, tuxpaint's stamps in eight
 * languages, klettres' Malayalam; GPL-2 and GPL-2+). Whose a volunteer's recording is was told from its language or
 * part; that a language had one reader nobody says.
 *
 * <p>Volunteers' recordings pass a high-pass at {@value #HIGH_PASS_HZ} Hz, for their microphones hum; the front end
 * then brings every recording to one peak.
 */
public final class Speech18 {

    /** The corpus whose test has other files of the same speakers, and the name of its folder. */
    public static final String NAME = "speech18";

    /** The corpus whose test has other speakers. */
    public static final String OTHER_SPEAKERS = "speech18-speakers";

    /** The fingerprint of {@link #NAME} of the packages' versions that {@code ./otvae data fetch} knows. */
    public static final String FINGERPRINT = "d23ae116aa1adc4479df2a0065d42c61d55871392833a9357c2fada980b419b6";

    /** That of {@link #OTHER_SPEAKERS}. */
    public static final String OTHER_FINGERPRINT = "9ad53fa1c9056d85658c7c98bf9cdc06611aec785d7e55b157b0b0c6b08998cd";

    /** The folders of the volunteers, one for each voice. */
    public static final List<String> VOLUNTEERS = List.of("fillets-cs-m", "fillets-cs-v", "fillets-nl-m",
            "fillets-nl-v", "tuxpaint-be", "tuxpaint-bg", "tuxpaint-ca", "tuxpaint-el", "tuxpaint-es", "tuxpaint-fr",
            "tuxpaint-ro", "tuxpaint-ru", "klettres-ml");

    /** The speakers, in the order of their numbers. */
    public static final List<String> SPEAKERS = Stream.concat(
            Prompts8k.FOLDERS.stream().map(Speech18::speaker).distinct(), VOLUNTEERS.stream()).sorted().toList();

    private static final int HIGH_PASS_HZ = 60;

    /** What the test and validation have that training has not. */
    public enum HeldOut {
        /** A tenth of the files each, by CRC-32 of their path modulo 10. */
        FILES(NAME, List.of(), List.of()),
        /** All files of three speakers, a prompt's, a game's and a reader's, and of two. */
        SPEAKERS(OTHER_SPEAKERS, List.of("June", "fillets-nl-v", "tuxpaint-el"), List.of("Menardi", "tuxpaint-be"));

        private final String corpus;
        private final List<String> test;
        private final List<String> validation;

        HeldOut(String corpus, List<String> test, List<String> validation) {
            this.corpus = corpus;
            this.test = test;
            this.validation = validation;
        }

        private Split split(String path, String speaker) {
            if (this == FILES) {
                return FolderFiles.split(path);
            }
            return test.contains(speaker) ? Split.TEST : validation.contains(speaker) ? Split.VALIDATION : Split.TRAIN;
        }
    }

    private Speech18() {
    }

    /**
     * Reads the corpus from our cache, its prompts from where {@link Prompts8k} has them.
     *
     * @throws MissingDataException if something of it is missing
     */
    public static SpeechCorpus open(HeldOut heldOut) {
        Path volunteers = ZeroSpeech2019.cached(NAME);
        return open(heldOut, volunteers, Prompts8k.folder().orElse(volunteers));
    }

    /** Reads the corpus from one folder, which has the folders of all speakers, and looks nowhere else. */
    public static SpeechCorpus open(HeldOut heldOut, Path folder) {
        return open(heldOut, folder, folder);
    }

    private static SpeechCorpus open(HeldOut heldOut, Path volunteers, Path prompts) {
        require(heldOut, volunteers, VOLUNTEERS);
        require(heldOut, prompts, Prompts8k.FOLDERS);
        List<SpeechFiles.Source> sources = new ArrayList<>();
        Prompts8k.FOLDERS.forEach(folder -> sources.addAll(sources(heldOut, prompts, folder, 0)));
        VOLUNTEERS.forEach(folder -> sources.addAll(sources(heldOut, volunteers, folder, HIGH_PASS_HZ)));
        return SpeechFiles.open(new SpeechFiles.Reading(heldOut.corpus, FrontEnd.TELEPHONE, WavFolder.FRAMES, SPEAKERS,
                true), sources);
    }

    /** The folder that {@link #open(HeldOut)} would read, empty when the corpus is not whole on this machine. */
    public static Optional<Path> folder() {
        Path folder = ZeroSpeech2019.cached(NAME);
        return Prompts8k.folder().isPresent() && missing(folder, VOLUNTEERS).isEmpty() ? Optional.of(folder)
                : Optional.empty();
    }

    private static List<SpeechFiles.Source> sources(HeldOut heldOut, Path root, String folder, double highPassHz) {
        return WavFolder.paths(root.resolve(folder)).stream().map(path -> folder + "/" + path)
                .filter(path -> !path.contains("/silence/"))
                .map(path -> new SpeechFiles.Source(path, root.resolve(path), speaker(folder),
                        heldOut.split(path, speaker(folder)), 0, 0, highPassHz)).toList();
    }

    /** Prompts are named for language, sex and speaker, one of whom speaks two languages. */
    private static String speaker(String folder) {
        return folder.substring(folder.lastIndexOf('_') + 1);
    }

    private static List<String> missing(Path root, List<String> folders) {
        return folders.stream().filter(folder -> !Files.isDirectory(root.resolve(folder))).toList();
    }

    private static void require(HeldOut heldOut, Path root, List<String> folders) {
        List<String> missing = missing(root, folders);
        if (!missing.isEmpty()) {
            throw new MissingDataException(heldOut.corpus + ": expected the folders " + String.join(", ", folders)
                    + " in "
                    + root.toAbsolutePath() + ", found no " + missing.get(0) + "; get them with ./otvae data fetch "
                    + NAME + ", or give the folder that has those of all speakers with --data DIR");
        }
    }
}
