package org.otvae.bench.sweep.sampler;

import java.util.List;
import java.util.Locale;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.study.Study;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.provenance.Seed;
import org.otvae.settings.Names;

/**
 * Chooses the next point. A sampler has no memory: what it answers depends on its seed, the number of the trial and the trials so
 * far alone, so that a sweep that was killed, or that several machines share, goes on as if nothing had happened.
 */
@FunctionalInterface
public interface Sampler {

    /** The names on the command line. */
    List<String> NAMES = List.of("random", "grid", "genetic", "tpe");

    /**
     * The point of a trial.
     *
     * @param number of the trial, from 0
     * @param draw   0, then 1, 2, ... while constraints refuse what was proposed
     * @param trials all trials before it
     */
    Point propose(int number, int draw, List<Trial> trials);

    /**
     * The sampler of a study.
     *
     * @throws IllegalArgumentException if its name is unknown; the message lists the right ones, the closest first
     */
    static Sampler of(Study study) {
        var method = study.method();
        var seed = new Seed(method.seed()).derive("sweep");
        return switch (method.sampler().toLowerCase(Locale.ROOT)) {
            case "random" -> ArbiterSampler.random(study.space(), seed);
            case "grid" -> ArbiterSampler.grid(study.space(), method.gridPoints());
            case "genetic" -> ArbiterSampler.genetic(study.space(), study.objective(), seed);
            case "tpe" -> new TpeSampler(study.space(), study.objective(), seed);
            default -> throw new IllegalArgumentException("expected one of the samplers "
                    + String.join(", ", Names.closestFirst(method.sampler(), NAMES)) + ", found \"" + method.sampler() + "\"");
        };
    }
}
