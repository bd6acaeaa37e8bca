package org.otvae.bench.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.otvae.audio.data.Speech18;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;

/**
 * Gets the volunteers' recordings of {@link Speech18} out of four Debian packages, 272 MB, with the package client of
 * the machine; root is not needed and nothing is installed. The prompts come by {@link Prompts8kPackages}.
 */
public final class Speech18Packages {

    private static final List<RecordingsPackage> PACKAGES = List.of(
            fillets("cs", "3ecef99b9456f1c80c9625c6f2418642b52d58e7167a46bad7a412db17991b14"),
            fillets("nl", "afb4443fda9ab507dee578b75be857d121718a1cd6017a474f30e0eb13dc9d10"),
            of(new DebianClient.Known("tuxpaint-stamps-default", "2022.06.04-1",
                    "6db6c1bfc870a47f1499d6203b083522eacb57c5f9c87d468f2e92eb6d9d5f34"),
                    "usr/share/tuxpaint/stamps/(.+_desc_(be|bg|ca|el|es|fr|ro|ru)\\.ogg)", "tuxpaint-$2/$1",
                    "tuxpaint-"),
            of(new DebianClient.Known("klettres-data", "4:22.12.3-1",
                    "1186d257a19e84230856baea0b0b1ded8be9195080fcdb2588970b5cd937f5a8"),
                    "usr/share/klettres/ml/(.+\\.ogg)", "klettres-ml/$1", "klettres-"));

    private Speech18Packages() {
    }

    /** The two fishes of the game, {@code -m-} the small and {@code -v-} the big one; its other voices are left out. */
    private static RecordingsPackage fillets(String language, String sha256) {
        return of(new DebianClient.Known("fillets-ng-data-" + language, "1.0.1-1.1", sha256),
                "usr/share/games/fillets-ng/sound/(.+)/" + language + "/([a-z0-9]+-([mv])-[^/]+\\.ogg)",
                "fillets-" + language + "-$3/$1/$2", "fillets-" + language + "-");
    }

    static List<RecordingsPackage> packages() {
        return PACKAGES;
    }

    static RecordingsPackage of(DebianClient.Known known, String wanted, String place, String prefix) {
        return new RecordingsPackage(known, Pattern.compile(wanted), place,
                Speech18.VOLUNTEERS.stream().filter(folder -> folder.startsWith(prefix)).toList());
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
        var downloads = new DebianClient(client, "get the recordings of the packages yourself and pass --data DIR");
        PACKAGES.forEach(each -> each.fetch(downloads, target, say));
    }
}
