package org.otvae.bench.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.otvae.audio.data.Prompts8k;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Gets the recordings of {@link Prompts8k} out of six Debian packages, 116 MB, with the package client of the machine;
 * root is not needed and nothing is installed.
 */
public final class Prompts8kPackages {

    private static final String VERSION = "1.6.1-1";
    private static final List<RecordingsPackage> PACKAGES = List.of(
            known("en", "en_US_f_Allison", "2be3ea287d83299d143815fa804f11179a75b7affd4a758b98b55f5afc18a35d"),
            known("es", "es_MX_f_Allison", "9283a09a6d56fccdcc2bcfe86c48f0f844289cfbd46a3184d8785a6f7f569903"),
            known("fr", "fr_CA_f_June", "8d4e1bc32ed5ba7fbda40841ca1825ed20cc6232724a473c90f8bb0e53e6073e"),
            known("it", "it_IT_m_Carlo", "5a26638089e134b8ac39363fe249c5c93c50cd8bfdc9b2499ae61ec4a35e2fcb"),
            known("ru", "ru_RU_f_IvrvoiceRU", "ccbfaebfa450b7a9ddf644ae0f3d1e9017d5df7c0aebe816e946345589d38201"),
            of(new DebianClient.Known("asterisk-prompt-it-menardi-wav", "1:1.4.22+mm20110907-3.1",
                    "3094530d98f8758ac275572d59624c41f60969fef883f34f4886d144f3dfeb21"), "it_IT_f_Menardi"));

    private Prompts8kPackages() {
    }

    private static RecordingsPackage known(String language, String folder, String sha256) {
        return of(new DebianClient.Known("asterisk-core-sounds-" + language + "-wav", VERSION, sha256), folder);
    }

    /** A package whose recordings lie in the folder of their speaker. */
    static RecordingsPackage of(DebianClient.Known known, String folder) {
        return new RecordingsPackage(known, Pattern.compile("usr/share/asterisk/sounds/(" + folder + "/.+\\.wav)"),
                "$1",
                List.of(folder));
    }

    /**
     * Downloads the packages one after the other and unpacks their recordings into {@code target}, a folder for each
     * speaker.
     *
     * @param client the package client and its arguments, {@code apt-get download} on Debian and its relatives
     * @param say    receives one line for each thing worth knowing
     * @throws MissingDataException   if there is no such client or it fails
     * @throws MalformedDataException if what came is not the package
     */
    public static void fetch(Path target, List<String> client, Consumer<String> say) {
        var downloads = new DebianClient(client, "get the recordings of the six packages yourself and pass --data DIR");
        PACKAGES.forEach(each -> each.fetch(downloads, target, say));
    }
}
