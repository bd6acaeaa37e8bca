package org.otvae.bench.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.study.StudyTrials;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.train.ResumeMismatchException;

/**
 * The run folders of a study's trials on this machine, or what another study of the same name has left in their places.
 *
 * @param runs where the folders are made
 */
public record TrialFolders(Path runs) {

    private static final String NAME = "trial-[0-9]{4,9}";

    /**
     * Checks that the trials to come do not meet runs of others. Where the database was lost, folders that are what its study
     * would try are its own. What a sampler would try later is known later, so that each trial looks again, see
     * {@link TrialTraining}.
     *
     * @param next the point of the trial that follows some
     * @param own  whether an experiment is that of a point
     * @throws ResumeMismatchException if they do
     */
    public void requireOwn(StudyTrials trials, Function<List<Trial>, Point> next, BiPredicate<Point, Experiment> own) {
        var numbers = numbers(); // before the trials: whoever makes a folder has taken its trial
        var known = trials.trials();
        for (int number : numbers) {
            if (number == known.size()) {
                requireOwn(number, next.apply(known), own);
            } else if (number < known.size() && !known.get(number).state().isFinal()) {
                requireOwn(number, known.get(number).point(), own);
            }
        }
    }

    private void requireOwn(int number, Point point, BiPredicate<Point, Experiment> own) {
        Path folder = ChildTrials.folder(runs, number);
        if (!own.test(point, RunFolder.open(folder).experiment())) {
            throw foreign(folder);
        }
    }

    /** A folder has the run of another study's trial. */
    static ResumeMismatchException foreign(Path folder) {
        return new ResumeMismatchException("expected the run of this study's trial in " + folder + ", found one with other settings, of "
                + "an earlier study of the same name; remove " + folder.getParent() + " or choose another --study or --runs");
    }

    private List<Integer> numbers() {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (var folders = Files.list(runs)) {
            return folders.filter(folder -> folder.getFileName().toString().matches(NAME) && RunFolder.isRun(folder))
                    .map(folder -> Integer.valueOf(folder.getFileName().toString().substring("trial-".length()))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + runs.toAbsolutePath(), e);
        }
    }
}
