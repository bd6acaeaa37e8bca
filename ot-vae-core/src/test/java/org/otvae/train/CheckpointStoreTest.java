package org.otvae.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otvae.data.Mutations;
import org.otvae.data.SafeTensors;
import org.otvae.data.Tensor;

class CheckpointStoreTest {

    private static final List<String> FILES = List.of(
            "weights.safetensors", "optimizer.safetensors", "state.json", "MANIFEST");

    @TempDir
    private Path folder;
    private CheckpointStore store;

    @BeforeEach
    void openStore() {
        store = new CheckpointStore(folder.resolve("run/checkpoints"), 2);
    }

    private static Checkpoint checkpoint(long step) {
        SafeTensors weights = SafeTensors.of(Map.of("w", Tensor.of(new float[] {step, 0.1f}, 2)));
        SafeTensors optimizer = SafeTensors.of(Map.of("w.m", Tensor.of(new float[] {1, -step}, 1, 2),
                "t", Tensor.of(new long[] {step})));
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("epoch", step / 10);
        state.put("bestScore", 0.1 * step);
        state.put("early", null);
        return new Checkpoint(step, weights, optimizer, state);
    }

    private Path folder(long step) {
        return store.directory().resolve(String.format("step-%08d", step));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(store.directory())) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private void assertNewest(long step, String... reasons) {
        Restored restored = store.newest();
        assertThat(restored.checkpoint()).contains(checkpoint(step));
        assertThat(restored.skipped()).hasSize(reasons.length);
        for (int i = 0; i < reasons.length; i++) {
            assertThat(restored.skipped().get(i)).contains(reasons[i]).doesNotContain("\n");
        }
    }

    @Test
    void givesBackWhatWasSaved() throws IOException {
        Path saved = store.save(checkpoint(1234), false);

        assertThat(saved).isEqualTo(folder(1234)).isDirectory();
        assertNewest(1234);
        assertThat(Files.readString(saved.resolve("MANIFEST"), StandardCharsets.US_ASCII).lines().toList())
                .hasSize(3).allMatch(line -> line.matches("[0-9a-f]{64}  [0-9]+  [a-z]+\\.(safetensors|json)"));
        assertThat(names()).containsExactly("step-00001234");
    }

    @Test
    void isEmptyBeforeTheFirstSave() {
        assertThat(store.newest()).isEqualTo(new Restored(Optional.empty(), List.of()));
        assertThat(store.steps()).isEmpty();
    }

    @Test
    void keepsTheLastAndTheBest() throws IOException {
        store.save(checkpoint(10), false);
        store.save(checkpoint(20), true);
        store.save(checkpoint(30), false);
        store.save(checkpoint(40), false);
        store.save(checkpoint(50), false);

        assertThat(names()).containsExactly("step-00000020", "step-00000040", "step-00000050");
        assertThat(store.steps()).containsExactly(50L, 40L, 20L);
        assertThat(store.best()).isEqualTo(new Restored(Optional.of(checkpoint(20)), List.of()));
        assertNewest(50);
    }

    @Test
    void laterBestReplacesTheEarlierOne() throws IOException {
        store.save(checkpoint(10), true);
        store.save(checkpoint(20), true);
        store.save(checkpoint(30), false);
        store.save(checkpoint(40), false);

        assertThat(names()).containsExactly("step-00000020", "step-00000030", "step-00000040");
        assertThat(store.best().checkpoint()).contains(checkpoint(20));
    }

    @Test
    void sameStepIsReplaced() throws IOException {
        Checkpoint other = new Checkpoint(10, checkpoint(99).weights(), checkpoint(10).optimizer(), Map.of("x", 1L));
        store.save(other, false);

        store.save(checkpoint(10), false);

        assertNewest(10);
        assertThat(names()).containsExactly("step-00000010");
    }

    @Test
    void leftoversOfAKilledSaveAreIgnoredAndDeletedByTheNext() throws IOException {
        store.save(checkpoint(10), false);
        Path leftover = store.directory().resolve(".tmp-0f3c");
        Files.createDirectory(leftover);
        Files.write(leftover.resolve("weights.safetensors"), new byte[100]);

        assertNewest(10);
        store.save(checkpoint(20), false);
        assertThat(names()).containsExactly("step-00000010", "step-00000020");
    }

    @Test
    void withoutManifestThePreviousOneIsTaken() throws IOException {
        store.save(checkpoint(10), false);
        Files.delete(store.save(checkpoint(20), false).resolve("MANIFEST"));

        assertNewest(10, "step-00000020: MANIFEST is missing; the checkpoint was not finished");
    }

    @Test
    void truncatedFileMakesThePreviousOneTheNewest() throws IOException {
        store.save(checkpoint(10), false);
        Path weights = store.save(checkpoint(20), false).resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 3));

        assertNewest(10, "step-00000020: files differ from MANIFEST: expected \"");
    }

    @Test
    void missingFileMakesThePreviousOneTheNewest() throws IOException {
        store.save(checkpoint(10), false);
        Files.delete(store.save(checkpoint(20), false).resolve("optimizer.safetensors"));

        assertNewest(10, "step-00000020: optimizer.safetensors is missing");
    }

    @Test
    void renamedFolderIsNotTakenForAnotherStep() throws IOException {
        store.save(checkpoint(10), false);
        Files.move(store.save(checkpoint(20), false), folder(30));

        assertNewest(10, "step-00000030: state.json: expected format 1 and step 30, found format 1 and step 20");
    }

    @Test
    void damagedBestGivesTheNewestWithAReason() throws IOException {
        Path best = store.save(checkpoint(10), true);
        store.save(checkpoint(20), false);
        Files.write(best.resolve("state.json"), new byte[1], StandardOpenOption.APPEND);

        Restored restored = store.best();

        assertThat(restored.checkpoint()).contains(checkpoint(20));
        assertThat(restored.skipped()).singleElement().asString()
                .startsWith("step-00000010: files differ from MANIFEST");
    }

    @Test
    void withoutAMarkTheBestIsTheNewestWithAReason() throws IOException {
        store.save(checkpoint(10), false);

        assertThat(store.best().checkpoint()).contains(checkpoint(10));
        assertThat(store.best().skipped())
                .containsExactly("none was saved as the best; took the newest, step-00000010");
    }

    @Test
    void bestThatWasLostIsSaidToBeMissing() throws IOException {
        Files.move(store.save(checkpoint(10), true), folder.resolve("elsewhere"));
        store.save(checkpoint(20), false);
        assertThat(store.best().skipped())
                .containsExactly("none was saved as the best; took the newest, step-00000020");

        store.save(checkpoint(30), true);
        store.save(checkpoint(40), false);
        Files.move(folder(30), folder.resolve("elsewhere too"));

        assertThat(store.best()).isEqualTo(
                new Restored(Optional.of(checkpoint(40)), List.of("step-00000030: the folder is missing")));
    }

    @Test
    void bestIsTheOneOfTheCheckpointThatARunWouldResumeFrom() throws IOException {
        store = new CheckpointStore(store.directory(), 3);
        store.save(checkpoint(10), true);
        store.save(checkpoint(20), false);
        Files.delete(store.save(checkpoint(30), true).resolve("MANIFEST"));

        assertThat(store.best().checkpoint()).contains(checkpoint(10));
        store.save(checkpoint(30), false);
        assertThat(store.best().checkpoint()).contains(checkpoint(10));
        assertThat(store.best().skipped()).isEmpty();
    }

    @Test
    void stepThatWasTheBestStaysItWhenSavedAgain() {
        store.save(checkpoint(10), true);

        store.save(checkpoint(10), false);

        assertThat(store.best()).isEqualTo(new Restored(Optional.of(checkpoint(10)), List.of()));
    }

    @Test
    void goingOnAfterADamagedOneDoesNotPruneTheIntactOnes() throws IOException {
        CheckpointStore single = new CheckpointStore(store.directory(), 1);
        store.save(checkpoint(10), false);
        Files.delete(store.save(checkpoint(30), false).resolve("MANIFEST"));

        single.save(checkpoint(20), false);

        assertThat(names()).containsExactly("step-00000020");
        assertNewest(20);
    }

    @Test
    void refusesToWriteBehindAnIntactLaterStep() {
        store.save(checkpoint(30), false);

        assertThatThrownBy(() -> store.save(checkpoint(20), false)).isInstanceOf(IllegalStateException.class)
                .hasMessage("expected no checkpoint after step 20, found " + folder(30).toAbsolutePath()
                        + "; resume from it or use another directory");
        assertThat(store.steps()).containsExactly(30L);
    }

    @Test
    void stateWithoutAJsonFormLeavesEverythingAsItWas() throws IOException {
        store.save(checkpoint(10), false);
        Checkpoint infinite = new Checkpoint(20, checkpoint(20).weights(), checkpoint(20).optimizer(),
                Map.of("best", Double.POSITIVE_INFINITY));

        assertThatThrownBy(() -> store.save(infinite, false)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON numbers must be finite, found Infinity");
        assertThat(names()).containsExactly("step-00000010");
    }

    @Test
    void equalCheckpointsHaveEqualBytes() throws IOException {
        CheckpointStore other = new CheckpointStore(folder.resolve("other"), 1);

        Path first = store.save(checkpoint(7), false);
        Path second = other.save(checkpoint(7), false);

        for (String name : FILES) {
            assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
        }
    }

    @Test
    void damagedFoldersAreSkippedAndNothingElse() throws IOException {
        store.save(checkpoint(10), false);
        Path saved = store.save(checkpoint(20), false);
        int skipped = 0;

        for (String name : FILES) {
            byte[] good = Files.readAllBytes(saved.resolve(name));
            for (byte[] mutant : Mutations.of(good, 13, 100)) {
                Files.write(saved.resolve(name), mutant);
                Restored restored = store.newest();
                boolean intact = restored.skipped().isEmpty();
                assertThat(restored.checkpoint()).contains(checkpoint(intact ? 20 : 10));
                assertThat(intact).isEqualTo(Arrays.equals(good, mutant));
                skipped += intact ? 0 : 1;
            }
            Files.write(saved.resolve(name), good);
        }

        assertThat(skipped).isGreaterThan(300);
    }

    @Test
    @Tag("slow")
    void forgedManifestsOverMalformedFilesAreSkippedAndNothingElse() throws IOException {
        store.save(checkpoint(10), false);
        Path saved = store.save(checkpoint(20), false);
        byte[] manifest = Files.readAllBytes(saved.resolve("MANIFEST"));
        int skipped = 0;

        for (String name : FILES.subList(0, 3)) {
            byte[] good = Files.readAllBytes(saved.resolve(name));
            for (byte[] mutant : Mutations.of(good, 14, 100)) {
                Files.write(saved.resolve(name), mutant);
                Files.write(saved.resolve("MANIFEST"), forged(manifest, name, mutant));
                Restored restored = store.newest();
                assertThat(restored.checkpoint()).isPresent();
                skipped += restored.skipped().size();
            }
            Files.write(saved.resolve(name), good);
            Files.write(saved.resolve("MANIFEST"), manifest);
        }

        assertThat(skipped).isGreaterThan(100);
        assertNewest(20);
    }

    private static byte[] forged(byte[] manifest, String name, byte[] content) {
        StringBuilder lines = new StringBuilder();
        new String(manifest, StandardCharsets.US_ASCII).lines().forEach(line -> lines
                .append(line.endsWith("  " + name) ? sha256(content) + "  " + content.length + "  " + name : line)
                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stateIsReadableJson() throws IOException {
        Path state = store.save(checkpoint(10), false).resolve("state.json");

        assertThat(state).hasContent(
                "{\"format\":1,\"step\":10,\"best\":null,\"state\":{\"epoch\":1,\"bestScore\":1.0,\"early\":null}}");
    }
}
