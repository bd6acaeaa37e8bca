package org.otvae.bench.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.otvae.bench.experiment.Scale;
import org.otvae.bench.sweep.TestFunction;
import org.otvae.bench.sweep.prune.Pruner;
import org.otvae.bench.sweep.sampler.Sampler;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Study;
import picocli.CommandLine.Option;

/** What a study is, as options. */
final class SearchOptions {

    @Option(names = "--space", paramLabel = "FILE|path=RANGE",
            description = "what varies: uniform(a, b), log(a, b), int(a, b), logint(a, b), choice(a, b, ...); may be repeated")
    private List<String> space = new ArrayList<>();

    @Option(names = "--sampler", paramLabel = "NAME", description = "random (default), grid, genetic or tpe")
    private String sampler = "random";

    @Option(names = "--grid-points", paramLabel = "N", description = "points of a grid along a range of numbers (default: 3)")
    private int gridPoints = 3;

    @Option(names = "--objective", paramLabel = "MEASURE",
            description = "on the validation split: mse (default), perplexity, ...; min:NAME or max:NAME for another")
    private String objective;

    @Option(names = "--pruner", paramLabel = "NAME", description = "none (default), asha, median, asha(3, 0.11), median(5, 0)")
    private String pruner = "none";

    @Option(names = "--where", paramLabel = "CONDITION",
            description = "try only what fulfils it, for example \"plan.batchSize * 2 <= 64\"; may be repeated")
    private List<String> constraints = new ArrayList<>();

    @Option(names = "--study", paramLabel = "NAME", description = "name of the study (default: EXPERIMENT-SAMPLER)")
    private String name;

    @Option(names = "--seed", paramLabel = "N", description = "seed of the sampler (default: 1); runs keep plan.seed")
    private long seed = 1;

    @Option(names = "--scale", paramLabel = "smoke|short|full", description = "length of a trial (default: short)",
            converter = ScaleConverter.class)
    private Scale scale = Scale.SHORT;

    @Option(names = "--set", paramLabel = "path=value", description = "change a setting of all trials; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The study of an experiment or a test function. */
    Study study(String experiment) {
        var function = TestFunction.named(experiment);
        if (space.isEmpty() && function.isEmpty()) {
            throw new IllegalArgumentException("expected --space FILE or --space \"path=RANGE\", for example "
                    + "--space \"autoencoder.quantizer.epsilon=log(0.01, 1)\", found none");
        }
        if (gridPoints < 1) {
            throw new IllegalArgumentException("--grid-points must be at least 1, found " + gridPoints);
        }
        var goal = Objective.of(objective == null ? function.isPresent() ? "value" : "mse" : objective);
        var stopping = Pruner.of(pruner);
        if (!(stopping instanceof Pruner.None) && !goal.isKnownOnTheWay()) {
            throw new IllegalArgumentException("--pruner " + pruner + " needs an objective that training tells on its way, mse or "
                    + "perplexity for example, found " + goal.measure());
        }
        String method = sampler.toLowerCase(Locale.ROOT);
        var study = new Study(name == null ? experiment + "-" + method : name,
                new Study.Subject(experiment, scale.toString(),
                        settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList(), constraints),
                space.isEmpty() ? function.orElseThrow().space() : Space.of(space), goal,
                new Study.Method(method, seed, gridPoints), stopping.toString());
        Sampler.of(study); // refuses a wrong name
        return study;
    }
}
