package org.otvae.audio.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.data.MissingDataException;

/**
 * The spoken prompts of six Debian packages for telephone exchanges: about 2.5 hours at 8 kHz by five speakers in five
 * languages (asterisk-core-sounds-en, -es, -fr, -it and -ru-wav, asterisk-prompt-it-menardi-wav; CC-BY-SA 3.0 and CC-BY
 * 3.0). Held out by file, so that test speakers are known and test sentences are not.
 */
public final class Prompts8k {

    /** What commands and records call it, and the name of its folder. */
    public static final String NAME = "prompts8k";

    /** The fingerprint of the recordings in version 1.6.1-1 of the packages, 1:1.4.22+mm20110907-3.1 of the last. */
    public static final String FINGERPRINT = "51f026dc264997f6a086e59bd577adb8a462a1a2c4e2fd661ff98c06a2efc715";

    /** The folders of its recordings, one of each package, named for language and speaker. */
    public static final List<String> FOLDERS = List.of("en_US_f_Allison", "es_MX_f_Allison", "fr_CA_f_June",
            "it_IT_m_Carlo", "ru_RU_f_IvrvoiceRU", "it_IT_f_Menardi");

    /** Where the packages put the recordings when someone has installed them. */
    private static final Path INSTALLED = Path.of("/usr/share/asterisk/sounds");

    private Prompts8k() {
    }

    /**
     * Reads the corpus from where its packages install it, or from our cache, in this order.
     *
     * @throws MissingDataException if neither has it
     */
    public static SpeechCorpus open() {
        return open(folder().orElseThrow(() -> missing(List.of(INSTALLED, cached()))));
    }

    /** Reads the corpus from one folder and looks nowhere else. */
    public static SpeechCorpus open(Path folder) {
        if (!completeIn(folder)) {
            throw missing(List.of(folder));
        }
        return WavFolder.open(NAME, folder, FrontEnd.TELEPHONE, path -> FOLDERS.contains(path.substring(0,
                Math.max(0, path.indexOf('/')))) && !path.contains("/silence/"));
    }

    /** The folder that {@link #open()} would read, empty when the corpus is not on this machine. */
    public static Optional<Path> folder() {
        return List.of(INSTALLED, cached()).stream().filter(Prompts8k::completeIn).findFirst();
    }

    private static boolean completeIn(Path folder) {
        return FOLDERS.stream().allMatch(name -> Files.isDirectory(folder.resolve(name)));
    }

    private static Path cached() {
        String stated = System.getenv("XDG_CACHE_HOME");
        Path caches = stated == null || stated.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(stated);
        return caches.resolve("otvae").resolve(NAME);
    }

    private static MissingDataException missing(List<Path> folders) {
        return new MissingDataException(NAME + ": expected the folders " + String.join(", ", FOLDERS) + "; looked in "
                + String.join(" and ", folders.stream().map(folder -> folder.toAbsolutePath().toString()).toList())
                + "; get them with ./otvae data fetch " + NAME + ", or give their folder with --data DIR");
    }
}
