package org.otvae.motion.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otvae.data.MalformedDataException;

class NpyFileTest {

    @Test
    void arraysAreWhatNumpySaved() {
        assertThat(NpyFile.read(Golden.file("float4.npy")).shape()).containsExactly(2, 2);
        assertThat(NpyFile.read(Golden.file("float4.npy")).doubles())
                .containsExactly(new double[] {1.5, -2, 3.25, 1e-3}, within(1e-9));
        assertThat(NpyFile.read(Golden.file("fortran8.npy")).doubles()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(NpyFile.read(Golden.file("bytes.npy")).doubles()).containsExactly(0, 127, 255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "packed.npz"})
    void archivesGiveTheirArraysByName(String file) {
        Map<String, NumpyArray> arrays = NpyFile.readAll(Golden.file(file));

        assertThat(arrays.keySet()).containsExactly("J", "scalar");
        assertThat(arrays.get("J").shape()).containsExactly(24, 3);
        assertThat(arrays.get("J").doubles()).containsExactly(IntStream.range(0, 72).asDoubleStream().toArray());
        assertThat(arrays.get("scalar").shape()).isEmpty();
        assertThat(arrays.get("scalar").doubles()).containsExactly(-7);
    }

    @Test
    void versionsTwoAndThreeHaveLongerCounts() {
        byte[] header = "{'descr': '<i2', 'fortran_order': False, 'shape': (1,), }\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[12 + header.length + 2];
        System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, (byte) header.length, 0, 0, 0}, 0,
                file,
                0, 12);
        System.arraycopy(header, 0, file, 12, header.length);
        file[file.length - 2] = 5;

        assertThat(NpyFile.array(file).doubles()).containsExactly(5);
        file[6] = 3;
        assertThat(NpyFile.array(file).doubles()).containsExactly(5);
        file[6] = 4;
        assertThatThrownBy(() -> NpyFile.array(file)).hasMessageContaining("version 1.0, 2.0 or 3.0");
        file[6] = 2;
        file[11] = (byte) 0xFF;
        assertThatThrownBy(() -> NpyFile.array(file)).hasMessageContaining("expected a header of at most");
    }

    @Test
    void objectsAndWrongSizesAreRefused() throws IOException {
        assertThatThrownBy(() -> NpyFile.read(Golden.file("objects.npy"))).isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(Golden.file("objects.npy").toString()).hasMessageContaining("found \"|O\"");
        byte[] file = Files.readAllBytes(Golden.file("float4.npy"));
        assertThatThrownBy(() -> NpyFile.array(Arrays.copyOf(file, file.length - 1)))
                .hasMessageContaining("expected 16 bytes for an array of the shape [2, 2], found 15");
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> NpyFile.array(text.replace("(2, 2)", "(99999999, 99999999)")
                .getBytes(StandardCharsets.ISO_8859_1))).isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> NpyFile.readAll(Golden.file("float4.npy"))).hasMessageContaining("found none in it");
    }
}
