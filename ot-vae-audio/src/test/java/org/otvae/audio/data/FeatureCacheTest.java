package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.Mutations;

class FeatureCacheTest {

    private static final float[] VALUES = {1, -0.5f, Float.MIN_VALUE, 3e20f, -0f};

    @TempDir
    private Path folder;

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void whatWasMadeOnceIsReadTheNextTime() throws IOException {
        get(new FeatureCache(folder), "a");
        FeatureCache cache = new FeatureCache(folder);

        assertThat(get(cache, "a")).containsExactly(VALUES);
        assertThat(made).hasValue(1);
        get(cache, "other settings");
        assertThat(made).hasValue(2);
        assertThat(cache.notes()).isEmpty();
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2).allMatch(file -> file.toString().endsWith(".mel"));
        }
    }

    @Test
    void damagedFilesAreMadeAgainAndNoted() throws IOException {
        get(new FeatureCache(folder), "a");
        Path file;
        try (var files = Files.walk(folder)) {
            file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        int damaged = 0;
        for (byte[] mutant : Mutations.of(whole, 4, 300)) {
            Files.write(file, mutant);
            FeatureCache cache = new FeatureCache(folder);

            assertThat(get(cache, "a")).containsExactly(VALUES);
            assertThat(Files.readAllBytes(file)).containsExactly(whole);
            damaged += cache.notes().size();
            assertThat(cache.notes()).allMatch(note -> note.startsWith("made 1 damaged spectrograms in " + folder));
        }
        assertThat(damaged).isGreaterThan(250); // some mutants are the file itself
        assertThat(made).hasValue(damaged + 1);
    }

    @Test
    void whereNothingCanBeWrittenTheNoteSaysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        FeatureCache cache = new FeatureCache(file);

        assertThat(get(cache, "a")).containsExactly(VALUES);
        assertThat(cache.notes()).first().asString().startsWith("cannot keep spectrograms in " + file).doesNotContain("\n");
    }

    private float[] get(FeatureCache cache, String key) {
        return cache.get(key, () -> {
            made.incrementAndGet();
            return VALUES;
        });
    }
}
