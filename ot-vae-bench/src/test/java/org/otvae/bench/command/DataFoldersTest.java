package org.otvae.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.audio.Audio;
import org.otvae.audio.data.Recording;
import org.otvae.data.MalformedDataException;

class DataFoldersTest {

    @TempDir
    private Path folder;

    @Test
    void filesThatMnistAndFashionMnistShareGoToTheOneWhosePublishedContentTheyDoNotContradict() throws IOException {
        Path digits = Files.createDirectories(folder.resolve("digits"));
        blank(digits, "train", 60_000);
        blank(digits, "t10k", 10_000);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        var folders = new DataFolders(List.of(empty, digits));

        assertThat(folders.find("mnist").orElseThrow().folder()).contains(digits);
        assertThat(folders.find("mnist").orElseThrow().where()).isEqualTo(digits.toAbsolutePath().toString());
        assertThat(folders.find("fashion-mnist").flatMap(DataFolders.Found::folder)).isEmpty();
        assertThat(folders.find("wav-folder")).isEmpty();
    }

    @Test
    void recordingsGoToTheCorpusThatTakesAnyFolder() throws IOException {
        for (int i = 0; i < 40; i++) {
            float[] samples = new float[16_000];
            for (int n = 0; n < samples.length; n++) {
                samples[n] = (float) (0.3 * Math.sin(n * (0.05 + 0.001 * i)));
            }
            Audio.write(folder.resolve(i + ".wav"), new Recording(samples, 16_000));
        }

        assertThat(new DataFolders(List.of(folder)).find("wav-folder").orElseThrow().folder()).contains(folder);
        assertThat(new DataFolders(List.of()).find("wav-folder")).isEmpty();
    }

    @Test
    void damagedFilesOfASetAreAnErrorAndNotALackOfData() throws IOException {
        for (String name : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            Files.writeString(folder.resolve(name + "-ubyte"), "no pictures");
        }

        assertThatThrownBy(() -> new DataFolders(List.of(folder)).find("mnist")).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void whatIsInsideTheProgramNeedsNoFolder() {
        assertThat(new DataFolders(List.of(folder)).find("fashion-mnist-slice")).hasValueSatisfying(found -> {
            assertThat(found.folder()).isEqualTo(Optional.empty());
            assertThat(found.where()).isEqualTo("part of the program");
        });
    }

    private static void blank(Path folder, String part, int count) throws IOException {
        try (var out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(
                folder.resolve(part + "-images-idx3-ubyte.gz"))))) {
            for (int number : new int[] {0x803, count, 28, 28}) {
                out.writeInt(number);
            }
            byte[] image = new byte[784];
            for (int i = 0; i < count; i++) {
                out.write(image);
            }
        }
        try (var out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(
                folder.resolve(part + "-labels-idx1-ubyte.gz"))))) {
            out.writeInt(0x801);
            out.writeInt(count);
            out.write(new byte[count]);
        }
    }
}
