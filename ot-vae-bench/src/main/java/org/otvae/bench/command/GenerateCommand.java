package org.otvae.bench.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.otvae.bench.modality.Generation.Generated;
import org.otvae.bench.modality.Modalities;
import org.otvae.bench.modality.TrainedPrior;
import org.otvae.bench.modality.Wanted;
import org.otvae.bench.run.RunFolder;
import org.otvae.prior.Sampling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code otvae generate}: draws new examples from a trained prior. */
@Command(name = "generate", description = "Draw new examples from a prior that ./otvae train NAME-prior has trained.")
final class GenerateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "RUNDIR", description = "a run folder of a prior")
    private Path directory;

    @Option(names = "--n", paramLabel = "N", description = "samples (default: 64 pictures, 6 recordings, 1 dance)")
    private Integer count;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE|DIR",
            description = "a .png with all pictures; a folder for WAV files, or of one a .wav; a dance as .html, .bvh or .gif; "
                    + "a .otv for tokens")
    private Path output;

    @Option(names = "--class", paramLabel = "C",
            description = "the class of all samples, by name or number (default: each in turn)")
    private String label;

    @Option(names = "--temperature", paramLabel = "T",
            description = "below 1 likelier codes, above 1 rarer ones (default: 1)")
    private double temperature = 1;

    @Option(names = "--top-k", paramLabel = "K", description = "only the K likeliest codes (default: all)")
    private int topK;

    @Option(names = "--top-p", paramLabel = "P",
            description = "only the likeliest codes that make up this share (default: 1)")
    private double topP = 1;

    @Option(names = "--greedy", description = "always the likeliest code")
    private boolean greedy;

    @Option(names = "--seed", paramLabel = "N", description = "seed of the samples (default: 1)")
    private long seed = 1;

    @Option(names = "--music", paramLabel = "FILE", description = "the recording to dance to, for priors of motion")
    private Path music;

    @Option(names = "--overwrite", description = "replace files that are there")
    private boolean overwrite;

    @Option(names = "--json", description = "one JSON object a line on standard output, nothing else there")
    private boolean json;

    GenerateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var folder = UsageException.checked(() -> RunFolder.open(directory)).telling(line -> terminal.say(json, line));
        var modality = Modalities.ofCorpus(folder.experiment().corpus());
        var wanted = UsageException.checked(() -> new Wanted(count == null ? modality.generation().usualCount() : count,
                Optional.ofNullable(label), sampling(), seed,
                Optional.ofNullable(music)));
        Folders.requireParent(output);
        BackendException.found();
        try (TrainedPrior prior = UsageException.checked(folder::prior)) {
            if (!overwrite) {
                Folders.requireNew(UsageException.checked(() -> modality.generation().files(prior, wanted, output)),
                        "name another place for -o");
            }
            said(UsageException.checked(() -> modality.generation().generate(prior, wanted, output)));
        }
        return ExitCode.OK;
    }

    private Sampling sampling() {
        if (greedy && (temperature != 1 || topK != 0 || topP != 1)) {
            throw new UsageException("--greedy takes the likeliest code always, found --temperature, --top-k or --top-p; "
                    + "leave one of them out");
        }
        return greedy ? Sampling.GREEDY : new Sampling(temperature, topK, topP);
    }

    private void said(Generated generated) {
        terminal.say(json, String.format(Locale.ROOT, "drew %d codes in %.1f s (%.0f codes/s)", generated.codes(),
                generated.seconds(), generated.codes() / generated.seconds()));
        generated.files().forEach(file -> terminal.say(json, "wrote " + file));
        var event = new LinkedHashMap<String, Object>();
        event.put("event", "generated");
        event.put("files", generated.files().stream().map(Path::toString).toList());
        event.put("codes", generated.codes());
        event.put("seconds", generated.seconds());
        terminal.event(json, event);
    }
}
