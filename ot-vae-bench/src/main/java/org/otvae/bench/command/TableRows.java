package org.otvae.bench.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otvae.bench.experiment.Corpora;
import org.otvae.bench.experiment.Excerpt;
import org.otvae.bench.experiment.Experiment;
import org.otvae.bench.experiment.Experiments;
import org.otvae.bench.experiment.PaperTable;
import org.otvae.bench.experiment.PaperTable.Group;
import org.otvae.bench.experiment.Scale;
import org.otvae.bench.run.RunRecord;
import org.otvae.bench.run.Tokenizers;
import org.otvae.bench.table.HtmlReport;
import org.otvae.bench.table.Reproduced;
import org.otvae.bench.table.Reproduced.Line;
import org.otvae.bench.table.Reproduced.Section;
import org.otvae.bench.table.ReproducedHtml;
import org.otvae.bench.table.Row;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.MissingDataException;
import org.otvae.motion.data.DanceCorpus;
import org.otvae.train.NonFiniteException;

/** Fills one table after the other with rows, data set by data set. */
final class TableRows {

    private static final String NOT_FOUND = "not run: data not found, see docs/data.md";

    private final Terminal terminal;
    private final boolean json;
    private final Reproduction runs;
    private final DataFolders data;
    private final Choice choice;
    private final Map<String, String> evidence = new LinkedHashMap<>();
    private boolean complete = true;
    private boolean diverged;

    /**
     * What the user asked for.
     *
     * @param scale    of all runs
     * @param seeds    1 to this
     * @param rows     methods or names of experiments; empty for all
     * @param settings changes to every row
     */
    record Choice(Scale scale, int seeds, List<String> rows, Map<String, String> settings) {

        boolean wants(Experiment row) {
            return rows.isEmpty() || rows.contains(row.method()) || rows.contains(row.name());
        }

        /** What sets the tables apart from those of the catalogue; empty if nothing does. */
        String inWords() {
            return (rows.isEmpty() ? "" : "; of its rows only " + String.join(", ", rows))
                    + (settings.isEmpty() ? "" : "; unlike the catalogue, all rows have " + settings.entrySet().stream()
                            .map(change -> change.getKey() + "=" + change.getValue()).collect(Collectors.joining(", ")));
        }

        /** The end of the names of files, so that such tables do not replace those of the catalogue. */
        String suffix() {
            return inWords().isEmpty() ? "" : String.format("-%08x", inWords().hashCode());
        }
    }

    TableRows(Terminal terminal, boolean json, Reproduction runs, DataFolders data, Choice choice) {
        this.terminal = terminal;
        this.json = json;
        this.runs = runs;
        this.data = data;
        this.choice = choice;
    }

    /** Curves, usage and previews of the tables so far, see {@link ReproducedHtml#key}. */
    Map<String, String> evidence() {
        return evidence;
    }

    /** What the tables so far came to: data that were found and could not be used, or runs that ended in NaN, cost rows. */
    int exitCode() {
        return diverged ? ExitCode.NON_FINITE : complete ? ExitCode.OK : ExitCode.DATA;
    }

    /** The table; empty if the user interrupted it. */
    Optional<Reproduced> fill(PaperTable table) {
        var groups = table.groups(choice.scale()).stream().filter(group -> !wanted(group).isEmpty()).toList();
        var sections = new ArrayList<Section>();
        var served = new LinkedHashMap<String, String>();
        boolean any = false;
        for (Group group : groups) {
            if (group.embedded() && any) {
                continue; // the slice stands in for whole sets only where there are none
            }
            String earlier = served.putIfAbsent(group.corpus(), group.data());
            if (choice.scale() == Scale.SMOKE && earlier != null) {
                sections.add(missing(table, group, "not run: left out at scale smoke, same data as " + earlier));
                continue;
            }
            Optional<DataFolders.Found> found;
            try {
                found = data.find(group.corpus());
            } catch (MalformedDataException unusable) { // costs its own rows and no other's
                complete = false;
                terminal.err().println("otvae: " + table + ": " + unusable.getMessage());
                sections.add(missing(table, group, "not run: " + unusable.getMessage()));
                continue;
            }
            if (found.isEmpty()) {
                sections.add(missing(table, group, NOT_FOUND));
                continue;
            }
            any = true;
            var section = section(table, group, found.get());
            if (section.isEmpty()) {
                return Optional.empty();
            }
            sections.add(section.get());
        }
        sections.addAll(rest(table));
        return Optional.of(new Reproduced(table.toString(), table.title(), table.about() + choice.inWords(),
                choice.scale().toString(), sections));
    }

    private List<Experiment> wanted(Group group) {
        return group.experiments().stream().filter(choice::wants).toList();
    }

    private Section missing(PaperTable table, Group group, String remark) {
        var ours = wanted(group).stream().map(row -> Line.missing(row.method(), choice.scale().toString(), remark)).toList();
        return new Section(group.data(), List.of(), beside(ours, table, published(table, group)));
    }

    private Optional<Section> section(PaperTable table, Group group, DataFolders.Found found) {
        terminal.say(json, table + ": " + group.corpus() + " from " + found.where());
        found.corpus().notes().forEach(line -> terminal.say(json, line));
        Corpus corpus = choice.scale() == Scale.SMOKE ? Excerpt.of(found.corpus()) : found.corpus();
        var lines = new ArrayList<Line>();
        var shown = new ArrayList<Row>();
        String scale = "";
        for (Experiment row : wanted(group)) {
            try {
                TrainCommand.requireFits(changed(row, 1), corpus);
            } catch (IllegalArgumentException unfit) { // too few examples for a batch, for instance: costs this row and no other
                complete = false;
                lines.add(missing(table, row, "not run: ", unfit));
                continue;
            }
            try {
                var records = records(group, row, corpus, found, shown);
                if (records.isEmpty()) {
                    return Optional.empty();
                }
                lines.add(Line.ours(row.method(), choice.scale().toString(), records.get()));
                scale = records.get().get(0).scale();
            } catch (NonFiniteException failure) { // it would end there again, and costs no other row
                diverged = true;
                lines.add(missing(table, row, "not finished: ", failure));
            } catch (MissingDataException | MalformedDataException unusable) { // a prior whose tokenizer was deleted, for instance
                complete = false;
                lines.add(missing(table, row, "not run: ", unusable));
            }
        }
        addEvidence(table, group, corpus, shown);
        var notes = new ArrayList<>(List.of(scale, "data: " + Corpora.label(group.corpus(), found.corpus().fingerprint())
                + (group.embedded() ? ", a slice that is part of the program: its numbers are not those of the whole set"
                        : " from " + found.where())));
        found.corpus().notes().stream().filter(note -> note.endsWith(DanceCorpus.UNPAIRED)).forEach(notes::add);
        return Optional.of(new Section(group.data(), notes, beside(lines, table, published(table, group))));
    }

    private Line missing(PaperTable table, Experiment row, String what, RuntimeException why) {
        terminal.err().println("otvae: " + table + ": " + row.name() + ": " + why.getMessage());
        return Line.missing(row.method(), choice.scale().toString(), what + why.getMessage());
    }

    /** The records of a row, one a seed; empty if the user interrupted. */
    private Optional<List<RunRecord>> records(Group group, Experiment row, Corpus corpus, DataFolders.Found found, List<Row> shown) {
        var records = new ArrayList<RunRecord>();
        for (int seed = 1; seed <= choice.seeds(); seed++) {
            var seeded = ready(group, changed(row, seed), corpus, found);
            var record = seeded.flatMap(experiment -> runs.record(experiment, corpus, found.folder()));
            if (record.isEmpty()) {
                return Optional.empty();
            }
            records.add(record.get());
            if (seed == 1) {
                runs.folder(seeded.get(), corpus).ifPresent(folder -> shown.add(Row.ofWhatIsLeft(folder,
                        folder.outcome().orElseThrow(), corpus, line -> terminal.say(json, folder.experiment().name() + ": " + line))));
            }
        }
        return Optional.of(records);
    }

    /** Curves and examples of rows that reconstruct and of rows that generate, apart: their figures have other units. */
    private void addEvidence(PaperTable table, Group group, Corpus corpus, List<Row> shown) {
        String html = Stream.of(true, false).map(generates -> shown.stream().filter(row -> row.generates() == generates).toList())
                .filter(rows -> !rows.isEmpty()).map(rows -> new HtmlReport(group.data(), corpus, rows, List.of()).evidence())
                .collect(Collectors.joining());
        if (!html.isEmpty()) {
            evidence.put(ReproducedHtml.key(table.toString(), group.data()), html);
        }
    }

    /** An experiment that can run: one of a prior after the run of its tokenizer, another row or not; empty if interrupted. */
    private Optional<Experiment> ready(Group group, Experiment row, Corpus corpus, DataFolders.Found found) {
        if (row.prior() == null) {
            return Optional.of(row);
        }
        var source = group.experiments().stream().filter(other -> other.name().equals(row.prior().source())).findFirst();
        if (source.isEmpty()) {
            Experiment own = UsageException.checked(() -> Experiments.named(row.prior().source(), choice.scale()));
            return runs.ready(row, tokenizer(own, row), corpus, found.folder());
        }
        Experiment tokenizer = tokenizer(source.get(), row);
        if (runs.record(tokenizer, corpus, found.folder()).isEmpty()) {
            return Optional.empty();
        }
        var folder = runs.folder(tokenizer, corpus).orElseThrow(() -> new UsageException("expected the run folder of "
                + tokenizer.name() + " for " + row.name() + ", found its record alone; name a new folder with --runs and an empty one "
                + "with --results, so that it is run here"));
        return Optional.of(UsageException.checked(() -> Tokenizers.resolved(
                row.over(row.autoencoder(), row.prior().of(folder.path().toString())), corpus, line -> terminal.say(json, line))));
    }

    private Experiment changed(Experiment row, int seed) {
        return changed(row, seed, choice.settings());
    }

    /** The tokenizer of a prior, with the changes that all rows have but those to the prior. */
    private Experiment tokenizer(Experiment source, Experiment row) {
        var settings = new LinkedHashMap<>(choice.settings());
        settings.keySet().removeIf(path -> path.startsWith("prior."));
        return changed(source, Math.toIntExact(row.plan().seed()), settings);
    }

    private static Experiment changed(Experiment row, int seed, Map<String, String> settings) {
        var changes = new LinkedHashMap<>(settings);
        changes.put("plan.seed", Integer.toString(seed));
        return UsageException.checked(() -> row.with(changes));
    }

    /** What publications call the data of a group: the prefix of its rows, or its corpus where no group has that for a prefix. */
    private String published(PaperTable table, Group group) {
        boolean own = table.groups(choice.scale()).stream().anyMatch(other -> other.data().equals(group.corpus()));
        boolean first = table.groups(choice.scale()).stream().filter(other -> other.corpus().equals(group.corpus())).findFirst()
                .orElseThrow().data().equals(group.data());
        return !own && first ? group.corpus() : group.data();
    }

    private List<Line> beside(List<Line> ours, PaperTable table, String data) {
        return Reproduced.beside(ours, table.toString(), data, choice.rows().isEmpty());
    }

    /** Data sets on which only others have numbers. */
    private List<Section> rest(PaperTable table) {
        if (!choice.rows().isEmpty()) {
            return List.of();
        }
        var known = table.groups(choice.scale()).stream().flatMap(group -> Stream.of(group.data(), group.corpus())).toList();
        return Reproduced.otherData(table.toString(), known).stream().map(name -> new Section(name,
                List.of("published numbers only: no experiment of ours is on these data"),
                beside(List.of(), table, name))).toList();
    }
}
