package org.otvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {

    /**
     * From the format's own library, version 0.8.0, numpy as np and safetensors.numpy as s: {@code s.save({
     * "b": np.array([[1.5, -2]], dtype=np.float32), "a": np.array([3, 4], dtype=np.int32),
     * "z": np.array(-5, dtype=np.int64), "d": np.array([0.1]), "empty": np.zeros((0, 3), dtype=np.float32)},
     * {"format": "np"}).hex()}.
     */
    private static final String GOLDEN = "38010000000000007b225f5f"
            + "6d657461646174615f5f223a7b22666f726d6174223a226e70227d2c227a223a7b226474"
            + "797065223a22493634222c227368617065223a5b5d2c22646174615f6f666673657473223a5b302c385d7d2c2264223a"
            + "7b226474797065223a22463634222c227368617065223a5b315d2c22646174615f6f666673657473223a5b382c31365d"
            + "7d2c2262223a7b226474797065223a22463332222c227368617065223a5b312c325d2c22646174615f6f666673657473"
            + "223a5b31362c32345d7d2c22656d707479223a7b226474797065223a22463332222c227368617065223a5b302c335d2c"
            + "22646174615f6f666673657473223a5b32342c32345d7d2c2261223a7b226474797065223a22493332222c2273686170"
            + "65223a5b325d2c22646174615f6f666673657473223a5b32342c33325d7d7d20fbffffffffffffff9a9999999999b93f"
            + "0000c03f000000c00300000004000000";

    private static SafeTensors example() {
        Map<String, Tensor> tensors = Map.of(
                "b", Tensor.of(new float[] {1.5f, -2}, 1, 2),
                "a", Tensor.of(new int[] {3, 4}, 2),
                "z", Tensor.of(new long[] {-5}),
                "d", Tensor.of(new double[] {0.1}, 1),
                "empty", Tensor.of(new float[0], 0, 3));
        return new SafeTensors(new TreeMap<>(tensors), new TreeMap<>(Map.of("format", "np")));
    }

    private static byte[] bytes(SafeTensors tensors) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            tensors.write(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] file(long length, String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length).put(json).array();
    }

    private static byte[] file(String header, int dataBytes) {
        return file(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
    }

    @Test
    void writesTheBytesOfTheFormatsOwnLibrary() {
        assertThat(HexFormat.of().formatHex(bytes(example()))).isEqualTo(GOLDEN);
    }

    @Test
    void readsTheBytesOfTheFormatsOwnLibrary() {
        assertThat(SafeTensors.read(HexFormat.of().parseHex(GOLDEN))).isEqualTo(example());
    }

    @Property(tries = 100, seed = "7")
    void whatIsWrittenComesBack(@ForAll long seed, @ForAll @IntRange(max = 6) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> tensors = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int rows = random.nextInt(5);
            int length = rows * 3;
            Tensor tensor = switch (random.nextInt(4)) {
                case 0 -> Tensor.of(random.longs(length).toArray(), rows, 3);
                case 1 -> Tensor.of(random.doubles(length).toArray(), 3, rows);
                case 2 -> Tensor.of(random.ints(length).toArray(), length);
                default -> Tensor.of(floats(random, length), 1, rows, 3);
            };
            tensors.put("tensor \"é\" " + random.nextInt(100), tensor);
        }
        SafeTensors written = SafeTensors.of(tensors);

        SafeTensors read = SafeTensors.read(bytes(written));

        assertThat(read).isEqualTo(written).hasSameHashCodeAs(written);
        assertThat(bytes(read)).isEqualTo(bytes(written));
    }

    private static float[] floats(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1e6, 1e6);
        }
        return values;
    }

    @Test
    void tensorsLargerThanTheBufferComeBackFromAFile(@TempDir Path folder) {
        Path file = folder.resolve("weights.safetensors");
        SplittableRandom random = new SplittableRandom(8);
        SafeTensors written = SafeTensors.of(Map.of("w", Tensor.of(floats(random, 100_003), 100_003),
                "m", Tensor.of(random.doubles(20_001).toArray(), 3, 6667)));

        written.write(file);

        assertThat(SafeTensors.read(file)).isEqualTo(written);
        assertThat(SafeTensors.read(file).get("m").shape()).containsExactly(3, 6667);
    }

    @Test
    void refusesHolesOverlapsAndWrongSizes() {
        List<byte[]> files = List.of(
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8), // hole before
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 8), // bytes after
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4), // truncated
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4), // overlap
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8), // shape against offsets
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}}", 0),
                file("{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}", 2),
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4),
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":0}}", 4),
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4),
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}", 4),
                file("{\"\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4),
                file("{\"__metadata__\":{\"a\":1}}", 0),
                file(" {}", 0),
                file("[]", 0));

        for (byte[] file : files) {
            assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(MalformedDataException.class);
        }
    }

    @Test
    void refusesAbsurdClaimsBeforeAllocating() {
        String huge = "{\"a\":{\"dtype\":\"F64\",\"shape\":[268435455],\"data_offsets\":[0,2147483640]}}";
        String overflowing = "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}";

        assertThatThrownBy(() -> SafeTensors.read(file(huge, 16))).isInstanceOf(MalformedDataException.class)
                .hasMessage("expected size of all values in bytes 16, found 2147483640;"
                        + " the file is damaged or truncated");
        assertThatThrownBy(() -> SafeTensors.read(file(overflowing, 0))).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("expected a shape of at most 32 sizes and 2147483647 values");
        assertThatThrownBy(() -> SafeTensors.read(file(Long.MAX_VALUE, "{}", 0)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("found a declared length of 9223372036854775807");
        assertThatThrownBy(() -> SafeTensors.read(file(-1, "{}", 0))).isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> SafeTensors.read(new byte[5])).isInstanceOf(MalformedDataException.class)
                .hasMessage("expected a safetensors file, found only 5 bytes");
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() {
        List<Throwable> refusals = new ArrayList<>();

        for (byte[] mutant : Mutations.of(bytes(example()), 9, 2000)) {
            Throwable thrown = catchThrowable(() -> SafeTensors.read(mutant));
            if (thrown != null) {
                refusals.add(thrown);
            }
        }

        assertThat(refusals).hasSizeGreaterThan(1000).allMatch(thrown -> thrown instanceof MalformedDataException);
    }

    @Test
    void damagedFileIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("broken.safetensors");
        Files.write(file, new byte[3]);

        assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(MalformedDataException.class)
                .hasMessage(file.toAbsolutePath() + ": expected a safetensors file, found only 3 bytes");
    }

    @Test
    void missingTensorAndWrongTypeAreNamed() {
        assertThatThrownBy(() -> example().get("w")).isInstanceOf(MalformedDataException.class)
                .hasMessage("expected a tensor \"w\", found [a, b, d, empty, z]");
        assertThatThrownBy(() -> example().get("a").floats()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the tensor holds I32, asked for F32; read it as its type()");
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape [2, 3] holds 6 values, found 5; pass the shape of the array");
        assertThatThrownBy(() -> SafeTensors.of(Map.of("__metadata__", Tensor.of(new int[0], 0))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
