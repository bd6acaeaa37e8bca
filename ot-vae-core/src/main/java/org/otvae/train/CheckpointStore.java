package org.otvae.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.otvae.data.DurableFiles;
import org.otvae.data.MalformedDataException;

/**
 * The checkpoints of one run: a directory with a folder {@code step-00001234} for each. Each one knows which step was
 * the best when it was saved, so that a killed run and its best checkpoint never disagree.
 *
 * <p>A save is seen whole or not at all, whenever the process or the machine stops: files go to a temporary folder, are
 * forced to the disk, and the folder gets its name in one step. A checkpoint is given back only after its sums of
 * SHA-256 were verified. One process at a time may save; any number may read meanwhile. Loading runs nothing.
 *
 * @param directory holds the checkpoints; made by the first save
 * @param keepLast  how many of the newest stay, at least 1; the best one stays besides
 */
public record CheckpointStore(Path directory, int keepLast) {

    private static final String TEMPORARY = ".tmp-";

    /** Checks how many to keep. */
    public CheckpointStore {
        Objects.requireNonNull(directory, "directory");
        if (keepLast < 1) {
            throw new IllegalArgumentException("keepLast must be at least 1, found " + keepLast);
        }
    }

    /**
     * Saves a checkpoint, then deletes leftovers of interrupted saves and what is neither among the last
     * {@code keepLast} nor the best. A checkpoint of the same step is replaced; damaged ones of later steps are
     * deleted.
     *
     * @param best whether this is the best one so far
     * @return the folder of the checkpoint
     * @throws IllegalStateException    if there is an intact checkpoint of a later step
     * @throws IllegalArgumentException if the state has no JSON form, an infinite number for instance
     * @throws UncheckedIOException     if the disk refuses
     */
    public Path save(Checkpoint checkpoint, boolean best) {
        try {
            Files.createDirectories(directory);
            deleteLeftovers();
            deleteDamagedFrom(checkpoint.step());
            Path folder = folder(checkpoint.step());
            Path temporary = temporary();
            Optional<Long> bestStep = best ? Optional.of(checkpoint.step()) : bestUpTo(checkpoint.step());
            CheckpointFolder.write(checkpoint, bestStep, temporary);
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                DurableFiles.move(folder, temporary()); // a folder cannot replace another in one step
            }
            DurableFiles.move(temporary, folder);
            deleteLeftovers();
            prune(checkpoint.step(), bestStep);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot save step " + checkpoint.step() + " to " + directory.toAbsolutePath(), e);
        }
    }

    /** The newest intact checkpoint, and why newer ones were passed over. */
    public Restored newest() {
        List<String> skipped = new ArrayList<>();
        for (long step : steps()) {
            Optional<Checkpoint> checkpoint = read(step, skipped);
            if (checkpoint.isPresent()) {
                return new Restored(checkpoint, skipped);
            }
        }
        return new Restored(Optional.empty(), skipped);
    }

    /** The best checkpoint as the newest intact one knows it; that one itself, with the reason, if it cannot be had. */
    public Restored best() {
        Restored newest = newest();
        if (newest.checkpoint().isEmpty()) {
            return newest;
        }
        List<String> skipped = new ArrayList<>(newest.skipped());
        long step = newest.checkpoint().get().step();
        Optional<Long> best = bestUpTo(step);
        if (best.isEmpty()) {
            skipped.add("none was saved as the best; took the newest, " + CheckpointFolder.name(step));
        } else if (best.get() != step) {
            Optional<Checkpoint> checkpoint = read(best.get(), skipped);
            return new Restored(checkpoint.or(newest::checkpoint), skipped);
        }
        return new Restored(newest.checkpoint(), skipped);
    }

    /** The steps of which there is a folder, newest first; intact or not. */
    public List<Long> steps() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Long> steps = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.forEach(entry -> CheckpointFolder.step(entry.getFileName().toString()).ifPresent(steps::add));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory.toAbsolutePath(), e);
        }
        steps.sort(Comparator.reverseOrder());
        return steps;
    }

    private Optional<Checkpoint> read(long step, List<String> skipped) {
        try {
            return Optional.of(CheckpointFolder.read(folder(step), step));
        } catch (MalformedDataException | IOException | UncheckedIOException e) { // the remedy is the next older one
            skipped.add(CheckpointFolder.name(step) + ": "
                    + (e instanceof MalformedDataException ? e.getMessage() : e.toString()));
            return Optional.empty();
        }
    }

    private Optional<Long> bestUpTo(long saved) {
        for (long step : steps()) {
            try {
                if (step <= saved) {
                    return CheckpointFolder.best(folder(step), step);
                }
            } catch (MalformedDataException | IOException | UncheckedIOException e) { // no run resumes from it either
                continue;
            }
        }
        return Optional.empty();
    }

    private void deleteDamagedFrom(long saved) throws IOException {
        for (long step : steps()) {
            if (step >= saved && read(step, new ArrayList<>()).isEmpty()) {
                delete(step);
            } else if (step > saved) {
                throw new IllegalStateException("expected no checkpoint after step " + saved + ", found "
                        + folder(step).toAbsolutePath() + "; resume from it or use another directory");
            }
        }
    }

    private void prune(long saved, Optional<Long> best) throws IOException {
        Set<Long> kept = new HashSet<>();
        for (long step : steps()) {
            if (kept.size() < keepLast) {
                kept.add(step);
            } else if (step != saved && !best.equals(Optional.of(step))) {
                delete(step);
            }
        }
    }

    private void delete(long step) throws IOException {
        Path leftover = temporary(); // the name goes first, so that no half-deleted checkpoint is ever seen
        DurableFiles.move(folder(step), leftover);
        DurableFiles.deleteTree(leftover);
    }

    private void deleteLeftovers() throws IOException {
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(directory)) {
            leftovers = entries.filter(entry -> entry.getFileName().toString().startsWith(TEMPORARY)).toList();
        }
        for (Path leftover : leftovers) {
            DurableFiles.deleteTree(leftover);
        }
    }

    private Path folder(long step) {
        return directory.resolve(CheckpointFolder.name(step));
    }

    private Path temporary() {
        return directory.resolve(TEMPORARY + UUID.randomUUID());
    }
}
