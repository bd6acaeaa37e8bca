package org.otvae.bench.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.data.MalformedDataException;

class DebPackageTest {

    private static final Set<String> WANTED = Set.of("usr/share/x/a");

    @TempDir
    private Path folder;

    @Test
    void readsOnlyTheWantedFile() {
        var deb = new SyntheticDeb().entry("./usr/", '5', new byte[0], 0).file("./usr/share/x/b", bytes("other"))
                .file("./usr/share/x/a", bytes("content"));

        var found = DebPackage.read(write(deb.build()), WANTED);

        assertThat(found).containsOnlyKeys("usr/share/x/a");
        assertThat(found.get("usr/share/x/a")).isEqualTo(bytes("content"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "./usr/../../evil", "/etc/evil", "usr\\..\\evil", "a/.."})
    void refusesNamesThatLeaveTheRoot(String name) {
        Path deb = write(new SyntheticDeb().file(name, bytes("x")).file("./usr/share/x/a", bytes("y")).build());

        assertThatThrownBy(() -> DebPackage.read(deb, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("names below the root").hasMessageContaining("refused");
        assertThat(folder.getParent().resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '3', '4', '6', 'K', 'x', 'g'})
    void refusesLinksDevicesAndExtensions(char kind) {
        Path deb = write(new SyntheticDeb().entry("usr/share/x/a", kind, new byte[0], 0).build());

        assertThatThrownBy(() -> DebPackage.read(deb, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("only plain files and folders");
    }

    @Test
    void readsNamesOfMoreThanAHundredBytes() {
        String name = "usr/share/" + "deep/".repeat(60) + "a";
        byte[] terminated = bytes("./" + name + "\0");
        Path deb = write(new SyntheticDeb().entry("././@LongLink", 'L', terminated, terminated.length)
                .file(("./" + name).substring(0, 100), bytes("content")).file("usr/b", bytes("other")).build());

        assertThat(DebPackage.readAll(deb, found -> true)).containsOnlyKeys(name, "usr/b");
        assertThat(DebPackage.read(deb, Set.of(name)).get(name)).isEqualTo(bytes("content"));
    }

    @Test
    void refusesLongNamesThatLeaveTheRootOrAreNone() {
        Path climbing = write(new SyntheticDeb().entry("@", 'L', bytes("usr/../../evil"), 14).file("usr/b", bytes("x")).build());
        assertThatThrownBy(() -> DebPackage.read(climbing, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("names below the root");
        Path empty = write(new SyntheticDeb().entry("@", 'L', new byte[0], 0).file("usr/b", bytes("x")).build());
        assertThatThrownBy(() -> DebPackage.read(empty, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("names below the root");
        Path twice = write(new SyntheticDeb().entry("@", 'L', bytes("a"), 1).entry("@", 'L', bytes("b"), 1).build());
        assertThatThrownBy(() -> DebPackage.read(twice, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("of kind 'L'");
        Path endless = write(new SyntheticDeb().entry("@", 'L', new byte[5_000], 5_000).build());
        assertThatThrownBy(() -> DebPackage.read(endless, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("at most 4096");
    }

    @Test
    void refusesAnEntryThatDeclaresMoreThanTheLimit() {
        Path deb = write(new SyntheticDeb().entry("usr/share/x/a", '0', bytes("x"), 1L << 30).build());

        assertThatThrownBy(() -> DebPackage.read(deb, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("at most 67108864");
    }

    @Test
    void refusesAnEntryThatDeclaresMoreThanThereIs() {
        Path deb = write(new SyntheticDeb().entry("usr/share/x/a", '0', bytes("x"), 50_000_000).build());

        assertThatThrownBy(() -> DebPackage.read(deb, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("cut short");
    }

    @Test
    void refusesAnArchiveThatUnpacksWithoutEnd() {
        byte[] deb = new SyntheticDeb().file("usr/zeros", new byte[9 << 20]).file("usr/share/x/a", bytes("x")).build();

        assertThat(deb.length).isLessThan(10_000); // 9 MB of zeros
        assertThatThrownBy(() -> DebPackage.read(write(deb), WANTED, 8 << 20))
        .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected at most 8388608 bytes");
    }

    @Test
    void refusesTooManyEntries() {
        var deb = new SyntheticDeb();
        for (int i = 0; i < 17_000; i++) {
            deb.file("usr/" + i, new byte[0]);
        }

        assertThatThrownBy(() -> DebPackage.read(write(deb.build()), WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("at most 16384 entries");
    }

    @Test
    void saysWhatItCannotUnpack() throws IOException {
        Path deb = Files.write(folder.resolve("ubuntu.deb"), SyntheticDeb.build("data.tar.zst", new byte[] {1, 2, 3, 4}));

        assertThatThrownBy(() -> DebPackage.readAll(deb, name -> true)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected a member data.tar.xz, found data.tar.zst").hasMessageContaining("--data DIR");
    }

    @Test
    void namesTheFileThatIsMissing() {
        Path deb = write(new SyntheticDeb().file("usr/other", bytes("x")).build());

        assertThatThrownBy(() -> DebPackage.read(deb, WANTED)).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("usr/share/x/a");
    }

    @Test
    void anyDamagedPackageIsReadOrRefusedWithAMessage() {
        var random = new SplittableRandom(7);
        byte[] good = new SyntheticDeb().file("./usr/share/x/a", random.doubles(500).mapToObj(Double::toString)
                .reduce("", String::concat).getBytes(StandardCharsets.UTF_8)).build();
        int refused = 0;
        for (int trial = 0; trial < 400; trial++) {
            byte[] bad = trial % 4 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int flips = 0; trial % 4 != 0 && flips < 3; flips++) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path deb = write(bad);
            try {
                DebPackage.read(deb, WANTED);
            } catch (MalformedDataException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeGreaterThan(20);
            }
        }

        assertThat(refused).isGreaterThan(350); // a flip in a time stamp or in the control member does no harm
    }

    private Path write(byte[] bytes) {
        try {
            return Files.write(folder.resolve("x.deb"), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
