package org.otvae.motion.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.DamagedFiles;
import org.otvae.data.Mutations;

/** Damaged files give either their data (a changed digit is still a number) or a typed error, never anything else. */
class MotionMutationTest {

    private static final int EACH = 350; // of each file

    @TempDir
    private Path folder;

    @Test
    void damagedBvhFiles() throws IOException {
        byte[] leg = BvhFileTest.LEG.getBytes(StandardCharsets.US_ASCII);

        assertThat(refusals(leg, BvhFile::read)).isBetween(EACH / 4, EACH);
    }

    @Test
    void damagedPicklesOfEveryProtocol() throws IOException {
        for (int protocol : new int[] {0, 2, 4, 5}) {
            byte[] motion = Files.readAllBytes(Golden.file("motion-" + protocol + ".pkl"));

            assertThat(refusals(motion, PickleFile::read)).as("protocol " + protocol).isBetween(EACH / 4, EACH);
        }
    }

    @Test
    void damagedArrays() throws IOException {
        for (String name : List.of("float4.npy", "fortran8.npy")) {
            assertThat(refusals(Files.readAllBytes(Golden.file(name)), file -> NpyFile.read(file).doubles())).as(name)
                    .isBetween(EACH / 4, EACH);
        }
    }

    @Test
    void damagedArchives() throws IOException {
        for (String name : List.of("stored.npz", "packed.npz")) {
            assertThat(refusals(Files.readAllBytes(Golden.file(name)), NpyFile::readAll)).as(name)
                    .isBetween(EACH / 8, EACH);
        }
    }

    @Test
    void damagedJson() throws IOException {
        assertThat(refusals(Files.readAllBytes(Golden.file("poses.json")), BailandoJson::read))
                .isBetween(EACH / 8, EACH);
    }

    private int refusals(byte[] original, Consumer<Path> reader) throws IOException {
        assertThatCode(() -> reader.accept(Files.write(folder.resolve("whole"), original))).doesNotThrowAnyException();
        return DamagedFiles.refused(Mutations.of(original, 17, EACH), folder, reader);
    }
}
