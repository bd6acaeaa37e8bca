package org.otvae.bench.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.MalformedDataException;

class Prompts8kPackagesTest {

    private static final DebianClient.Known KNOWN = new DebianClient.Known("speech", "1-1", "00");

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    @Test
    void recordingsLandInTheFolderOfTheirSpeakerAndNothingElseDoes() throws IOException {
        var archive = new SyntheticDeb();
        archive.file("./usr/share/asterisk/sounds/fr_CA_f_June/digits/1.wav", new byte[] {1});
        archive.file("./usr/share/asterisk/sounds/fr_CA_f_June/yes.wav", new byte[] {2});
        archive.file("./usr/share/asterisk/sounds/stranger/no.wav", new byte[] {3});
        archive.file("./usr/share/doc/speech/copyright", new byte[] {4});
        Path deb = Files.write(folder.resolve("speech_2-1_all.deb"), archive.build());
        Path target = folder.resolve("out");

        Prompts8kPackages.unpack(KNOWN, deb, target, said::add);

        try (var files = Files.walk(target)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> target.relativize(file).toString()))
                    .containsExactlyInAnyOrder("fr_CA_f_June/digits/1.wav", "fr_CA_f_June/yes.wav");
        }
        assertThat(said).anyMatch(line -> line.startsWith("warning: speech_2-1_all.deb is not the version"))
                .anyMatch(line -> line.startsWith("wrote 2 recordings to "));
    }

    @Test
    void aPackageWithoutRecordingsOrWithAWrongSumIsRefused() throws IOException {
        var archive = new SyntheticDeb();
        archive.file("./usr/share/doc/speech/copyright", new byte[] {4});
        Path empty = Files.write(folder.resolve("speech_2-1_all.deb"), archive.build());
        Path damaged = Files.write(folder.resolve("speech_1-1_all.deb"), archive.build());

        assertThatThrownBy(() -> Prompts8kPackages.unpack(KNOWN, empty, folder.resolve("out"), said::add))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("expected recordings in");
        assertThatThrownBy(() -> Prompts8kPackages.unpack(KNOWN, damaged, folder.resolve("out"), said::add))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("expected SHA-256 00");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
