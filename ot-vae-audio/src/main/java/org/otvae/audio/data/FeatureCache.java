package org.otvae.audio.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.otvae.data.Sha256;

/**
 * Spectrograms on disk, one file for each recording, named by a hash of the front end's settings and of the recording's
 * content. Files appear in one atomic move; a damaged one is made again and noted. Where nothing can be written
 * everything works as before, only slower, and a note says so.
 */
final class FeatureCache {

    private static final int MAGIC = 0x4656_544F; // OTVF
    private static final int VERSION = 1; // of the front end's arithmetic and of this layout
    private static final int AROUND = 16; // bytes: magic, version, count, checksum

    private final Path folder;
    private final AtomicInteger damaged = new AtomicInteger();
    private final AtomicReference<String> unwritable = new AtomicReference<>();

    FeatureCache(Path folder) {
        this.folder = folder;
    }

    /** That in {@code $XDG_CACHE_HOME/otvae/features}, else {@code ~/.cache/otvae/features}. */
    static FeatureCache usual() {
        String stated = System.getenv("XDG_CACHE_HOME");
        Path caches = stated == null || stated.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(stated);
        return new FeatureCache(caches.resolve("otvae").resolve("features"));
    }

    /** What the file of a key holds; where there is none, or a damaged one, what {@code make} gives. */
    float[] get(String key, Supplier<float[]> make) {
        String name = Sha256.hex((VERSION + " " + key).getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve(name.substring(0, 2)).resolve(name.substring(2) + ".mel");
        float[] kept = read(file);
        if (kept != null) {
            return kept;
        }
        float[] made = make.get();
        write(file, made);
        return made;
    }

    /** Lines for people; empty where all went well. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (damaged.get() > 0) {
            notes.add("made " + damaged.get() + " damaged spectrograms in " + folder.toAbsolutePath() + " again");
        }
        if (unwritable.get() != null) {
            notes.add("cannot keep spectrograms in " + folder.toAbsolutePath() + " (" + unwritable.get()
                    + "); they are made again at each start");
        }
        return notes;
    }

    private float[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int length = bytes.capacity();
            if (length >= AROUND && bytes.getInt(0) == MAGIC && bytes.getInt(4) == VERSION
                    && (length - AROUND) / Float.BYTES == bytes.getInt(8) && length % Float.BYTES == 0
                    && bytes.getInt(length - 4) == checksum(bytes.array(), length - 4)) {
                float[] values = new float[bytes.getInt(8)];
                bytes.position(12).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
                return values;
            }
        } catch (IOException unreadable) {
            damaged.incrementAndGet(); // noted, and made again
            return null;
        }
        damaged.incrementAndGet();
        return null;
    }

    private void write(Path file, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(AROUND + Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putInt(VERSION).putInt(values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        try {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), ".", ".part");
            try {
                Files.write(part, bytes.array());
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failure) {
            unwritable.set(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
