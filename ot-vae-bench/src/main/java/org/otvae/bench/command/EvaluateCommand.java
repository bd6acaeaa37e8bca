package org.otvae.bench.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otvae.bench.modality.Exhibit;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.modality.Wishes;
import org.otvae.bench.run.Backends;
import org.otvae.bench.run.Judge;
import org.otvae.bench.run.RunFolder;
import org.otvae.bench.table.Row;
import org.otvae.bench.table.ScoreCells;
import org.otvae.bench.table.TextTable;
import org.otvae.data.Corpus;
import org.otvae.data.Split;
import org.otvae.metric.Fidelity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae evaluate}: judges the best checkpoint of a run. */
@Command(name = "evaluate", description = "Judge the best checkpoint of a run folder.")
final class EvaluateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "RUNDIR", description = "a run folder")
    private Path directory;

    @Option(names = "--data", paramLabel = "DIR", description = "folder that has the data's files")
    private Path data;

    @Option(names = "--split", paramLabel = "NAME", description = "train, validation or test (default: test)")
    private Split split = Split.TEST;

    @Option(names = "--fid", paramLabel = "FILE.onnx",
            description = "adds the Frechet distance in the features of this network, [n,3,h,w] in [0,1] to [n,features]")
    private Path features;

    @Option(names = "--lpips", paramLabel = "FILE.onnx",
            description = "adds the distance by this network, twice [n,3,h,w] in [-1,1] to [n]")
    private Path perceptual;

    @Option(names = "--sound", description = "adds the intelligibility (STOI) of the sound of speech; some minutes")
    private boolean sound;

    @Option(names = "--utterances",
            description = "adds the error of whole recordings in dB squared, as speech's protocol has it; minutes")
    private boolean utterances;

    @Option(names = "--previews", paramLabel = "DIR",
            description = "writes pictures and sounds of test examples and of what the model makes of them")
    private Path previews;

    @Option(names = "--overwrite", description = "replace files that --previews finds in its place")
    private boolean overwrite;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RunFolder folder = UsageException.checked(() -> RunFolder.open(directory)).telling(line -> terminal.say(json, line));
        folder.bestCheckpoint(); // before the data are read
        var whole = TrainCommand.open(folder.experiment(), Optional.ofNullable(data).or(folder::data));
        whole.notes().forEach(line -> terminal.say(json, line)); // what was left out may be why the data are others than before
        var corpus = TrainCommand.trainedOn(folder, whole);
        if (previews != null) {
            requireNewPreviews(folder, corpus);
        }
        if (utterances) {
            requireUtterances(folder, corpus);
        }
        terminal.say(json, Backends.line(BackendException.found()));
        var finding = judge(folder, corpus);
        terminal.say(json, folder.experiment().name() + " after step " + finding.step() + ", "
                + split.name().toLowerCase(Locale.ROOT) + " split of " + corpus.name() + ", " + corpus.size(split)
                + " examples");
        String method = folder.experiment().method();
        var measures = ScoreCells.measures(List.of(finding.scores()));
        var table = new TextTable(ScoreCells.header(measures));
        table.add(ScoreCells.of(method, finding.scores(), measures));
        table.lines().forEach(line -> terminal.say(json, line));
        terminal.event(json, Training.scores(method, finding.scores()));
        if (previews != null) {
            write(folder, corpus);
        }
        return ExitCode.OK;
    }

    private void write(RunFolder folder, Corpus corpus) {
        List<Exhibit.Media> media = media(folder, corpus, Row.made(folder, corpus));
        Folders.make(previews);
        for (Exhibit.Media medium : media) {
            Folders.write(previews.resolve(medium.name()), medium.bytes());
            terminal.say(json, "wrote " + previews.resolve(medium.name()));
        }
    }

    private static List<Exhibit.Media> media(RunFolder folder, Corpus corpus, float[] made) {
        var modality = Modalities.ofCorpus(corpus.name());
        String method = folder.experiment().method();
        return modality.exhibits(corpus, List.of(new Exhibit.Values("original", "original", modality.shown(corpus)),
                new Exhibit.Values(method, method, made))).stream().flatMap(exhibit -> exhibit.media().stream()).toList();
    }

    /** Before minutes of judging: the originals in place of what the model makes of them give the same names. */
    private void requireNewPreviews(RunFolder folder, Corpus corpus) {
        Folders.requireNoFile(previews);
        if (!overwrite && Files.isDirectory(previews)) {
            var media = media(folder, corpus, Modalities.ofCorpus(corpus.name()).shown(corpus));
            Folders.requireNew(media.stream().map(medium -> previews.resolve(medium.name())).toList(),
                    "name another folder for --previews");
        }
    }

    /** Before minutes of judging. */
    private static void requireUtterances(RunFolder folder, Corpus corpus) {
        if (folder.experiment().prior() != null || !Modalities.ofCorpus(corpus.name()).hasWholeRecordings()) {
            throw new UsageException("--utterances is a measure of tokenizers of speech, found a run of "
                    + folder.experiment().name() + "; leave it out");
        }
    }

    private Judge.Finding judge(RunFolder folder, Corpus corpus) {
        var wishes = new Wishes(Optional.ofNullable(features), Optional.ofNullable(perceptual), sound);
        List<Fidelity> measures = UsageException.checked(() -> Modalities.ofCorpus(corpus.name()).further(wishes,
                corpus.exampleShape(), folder.experiment().autoencoder()));
        try {
            Judge.Finding finding = UsageException.checked(() -> Judge.judge(folder, corpus, split, measures));
            return !utterances ? finding : finding.with(UsageException.checked(() -> Modalities.ofCorpus(corpus.name())
                    .wholeRecordings(corpus, split, folder.tokenizers())));
        } finally {
            measures.forEach(EvaluateCommand::close);
        }
    }

    private static void close(Fidelity measure) {
        try {
            if (measure instanceof AutoCloseable resource) {
                resource.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("cannot close the measure " + measure.name(), e);
        }
    }
}
