package org.otvae.bench.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.audio.data.Speech18;
import org.otvae.data.MalformedDataException;

class RecordingsPackageTest {

    private static final DebianClient.Known KNOWN = new DebianClient.Known("speech", "1-1", "00");
    private static final RecordingsPackage PROMPTS = Prompts8kPackages.of(KNOWN, "fr_CA_f_June");

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

        PROMPTS.unpack(deb, target, said::add);

        assertThat(files(target)).containsExactlyInAnyOrder("fr_CA_f_June/digits/1.wav", "fr_CA_f_June/yes.wav");
        assertThat(said).anyMatch(line -> line.startsWith("warning: speech_2-1_all.deb is not the version"))
                .anyMatch(line -> line.startsWith("wrote 2 recordings of speech to "));
    }

    @Test
    void aPackageOfSeveralVoicesIsSortedByThem() throws IOException {
        var tuxpaint = Speech18Packages.of(KNOWN, "usr/share/tuxpaint/stamps/(.+_desc_(be|bg|ca|el|es|fr|ro|ru)\\.ogg)",
                "tuxpaint-$2/$1", "tuxpaint-");
        var archive = new SyntheticDeb();
        for (String language : List.of("be", "bg", "ca", "el", "es", "fr", "ro", "ru", "da")) {
            archive.file("./usr/share/tuxpaint/stamps/animals/frog_desc_" + language + ".ogg", new byte[] {1});
        }
        archive.file("./usr/share/tuxpaint/stamps/animals/frog.ogg", new byte[] {2});
        Path deb = Files.write(folder.resolve("speech_2-1_all.deb"), archive.build());
        Path target = folder.resolve("out");
        Files.createDirectories(target.resolve("tuxpaint-ru/half/unpacked"));

        tuxpaint.fetch(new DebianClient(List.of("sh", "-c", "cp '" + deb + "' \"$0_2-1_all.deb\""), "none"), target, said::add);

        assertThat(files(target)).hasSize(8).contains("tuxpaint-ru/animals/frog_desc_ru.ogg",
                "tuxpaint-el/animals/frog_desc_el.ogg");
        assertThat(target.resolve("tuxpaint-ru/half")).doesNotExist(); // of a fetch that was broken off
    }

    @Test
    void whatAKilledFetchLeftIsClearedAfterADay() throws IOException {
        Path old = Files.createDirectories(folder.resolve(".fetch-1/deep")).getParent();
        Path part = Files.createDirectories(folder.resolve(".part-2"));
        Path fresh = Files.createDirectories(folder.resolve(".part-3"));
        Path other = Files.createDirectories(folder.resolve("speech"));
        var yesterday = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
        for (Path each : List.of(old, part, other)) {
            Files.setLastModifiedTime(each, yesterday);
        }

        DebianClient.clearLeftOver(folder);

        assertThat(old).doesNotExist();
        assertThat(part).doesNotExist();
        assertThat(fresh).exists();
        assertThat(other).exists();
    }

    @Test
    void whatIsThereIsNotFetchedAgain() throws IOException {
        Files.createDirectories(folder.resolve("fr_CA_f_June"));

        PROMPTS.fetch(new DebianClient(List.of("no-such-client-here"), "none"), folder, said::add);

        assertThat(said).isEmpty();
    }

    @Test
    void everyVolunteerComesFromOnePackage() {
        assertThat(Speech18.VOLUNTEERS).allMatch(voice -> Speech18Packages.packages().stream()
                .filter(each -> each.folders().contains(voice)).count() == 1);
    }

    @Test
    void aPackageWithoutRecordingsOrWithAWrongSumIsRefused() throws IOException {
        var archive = new SyntheticDeb();
        archive.file("./usr/share/doc/speech/copyright", new byte[] {4});
        Path empty = Files.write(folder.resolve("speech_2-1_all.deb"), archive.build());
        Path damaged = Files.write(folder.resolve("speech_1-1_all.deb"), archive.build());

        assertThatThrownBy(() -> PROMPTS.unpack(empty, folder.resolve("out"), said::add))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("expected recordings named like");
        assertThatThrownBy(() -> PROMPTS.unpack(damaged, folder.resolve("out"), said::add))
                .isInstanceOf(MalformedDataException.class).hasMessageContaining("expected SHA-256 00");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).toList();
        }
    }
}
