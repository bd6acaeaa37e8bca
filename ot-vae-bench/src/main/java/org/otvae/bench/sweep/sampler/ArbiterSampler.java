package org.otvae.bench.sweep.sampler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.otvae.bench.sweep.space.Point;
import org.otvae.bench.sweep.space.Range;
import org.otvae.bench.sweep.space.Space;
import org.otvae.bench.sweep.study.Objective;
import org.otvae.bench.sweep.study.Trial;
import org.otvae.bench.sweep.study.TrialState;
import org.otvae.provenance.Seed;

/**
 * Random, grid and genetic search by the generators of Arbiter 1.0.0-beta7, its last release. The only class that knows Arbiter.
 *
 * <p>A generator is made anew for each trial, seeded by the trial's number and, for genetic search, fed with the trials so far:
 * Arbiter's own generators keep their state in memory and, used over a run, do not give the same twice. Arbiter's runner is
 * never used: it waits for ever when a grid has fewer points than candidates are asked for.
 */
final class ArbiterSampler implements Sampler {

    private static final int POPULATION = 30; // Arbiter's own

    private final Space space;
    private final Start start;

    private ArbiterSampler(Space space, Start start) {
        this.space = space;
        this.start = start;
    }

    /** Makes the generator whose next candidate is the trial's. */
    private interface Start {
        CandidateGenerator generator(Leaves leaves, int number, int draw, List<Trial> trials);
    }

    static Sampler random(Space space, Seed seed) {
        return new ArbiterSampler(space, (leaves, number, draw, trials) -> seeded(new RandomSearchGenerator(leaves),
                seed.derive(number).derive(draw)));
    }

    /** Points in the order in which the first dimension changes fastest; the caller asks for no more than there are. */
    static Sampler grid(Space space, int points) {
        return new ArbiterSampler(space, (leaves, number, draw, trials) -> {
            var generator = new GridSearchCandidateGenerator(gridded(space, points), points,
                    GridSearchCandidateGenerator.Mode.Sequential, Map.of());
            for (int i = 0; i < number; i++) {
                generator.getCandidate();
            }
            return generator;
        });
    }

    static Sampler genetic(Space space, Objective objective, Seed seed) {
        return new ArbiterSampler(space, (leaves, number, draw, trials) -> {
            var trialSeed = seed.derive(number).derive(draw);
            RandomGenerator random = new Well19937c(trialSeed.mixed());
            var population = new PopulationModel.Builder().populationSize(POPULATION).build();
            var parents = new RandomTwoParentSelection(random);
            var selection = new GeneticSelectionOperator.Builder().randomGenerator(random)
                    .crossoverOperator(new SinglePointCrossover.Builder().randomGenerator(random).parentSelection(parents).build())
                    .mutationOperator(new RandomMutationOperator.Builder().randomGenerator(random).build()).build();
            var generator = seeded(new GeneticSearchCandidateGenerator.Builder(leaves, new Least()).populationModel(population)
                    .selectionOperator(selection).build(), trialSeed);
            for (Trial trial : trials) {
                if (trial.state() == TrialState.COMPLETE && Double.isFinite(trial.value())) {
                    var candidate = new Candidate<>(new LinkedHashMap<>(trial.point().values()), trial.number(), space.units(trial.point()));
                    generator.reportResults(new OptimizationResult(candidate, objective.cost(trial.value()), trial.number(), null,
                            null, null));
                }
            }
            return generator;
        });
    }

    @Override
    public Point propose(int number, int draw, List<Trial> trials) {
        var generator = start.generator(new Leaves(space), number, draw, trials);
        if (!generator.hasMoreCandidates()) {
            throw new IllegalStateException("expected another candidate for trial " + number + ", found none");
        }
        var values = new LinkedHashMap<String, String>();
        ((Map<?, ?>) generator.getCandidate().getValue()).forEach((path, value) -> values.put((String) path, (String) value));
        return new Point(values);
    }

    private static <G extends CandidateGenerator> G seeded(G generator, Seed seed) {
        generator.setRngSeed(seed.mixed());
        return generator;
    }

    /** Every range as the list of its grid's values: a grid of Arbiter's has one number of steps for all ranges. */
    private static Leaves gridded(Space space, int points) {
        return new Leaves(new Space(space.dimensions().stream().map(dimension -> new org.otvae.bench.sweep.space.Dimension(
                dimension.path(), new Range.Choice(dimension.range().grid(points)))).toList()));
    }

    private static ParameterSpace<?> leaf(Range range) {
        if (range instanceof Range.Uniform uniform) {
            return new ContinuousParameterSpace(uniform.low(), uniform.high());
        }
        if (range instanceof Range.Log log) {
            return new ContinuousParameterSpace(new LogUniformDistribution(log.low(), log.high()));
        }
        if (range instanceof Range.Whole whole) {
            return new IntegerParameterSpace(whole.low(), whole.high());
        }
        if (range instanceof Range.LogWhole whole) {
            return new ContinuousParameterSpace(new LogUniformDistribution(whole.low() - 0.5, whole.high() + 0.5));
        }
        return new DiscreteParameterSpace<>(((Range.Choice) range).values());
    }

    /** A space as Arbiter's leaves, one gene each; points as maps, since Arbiter wants to serialize what it gives. */
    @SuppressWarnings("rawtypes") // Arbiter's interface has raw types
    private static final class Leaves extends AbstractParameterSpace<LinkedHashMap<String, String>> {

        private final Space space;
        private final List<ParameterSpace> leaves = new ArrayList<>();

        private Leaves(Space space) {
            this.space = space;
            space.dimensions().forEach(dimension -> leaves.add(leaf(dimension.range())));
        }

        @Override
        public LinkedHashMap<String, String> getValue(double[] genes) {
            var values = new LinkedHashMap<String, String>();
            for (int i = 0; i < leaves.size(); i++) {
                var dimension = space.dimensions().get(i);
                Object value = leaves.get(i).getValue(genes);
                values.put(dimension.path(), value instanceof Number number ? dimension.range().nearest(number.doubleValue())
                        : (String) value);
            }
            return values;
        }

        @Override
        public int numParameters() {
            return leaves.size();
        }

        @Override
        public List<ParameterSpace> collectLeaves() {
            return List.copyOf(leaves);
        }

        @Override
        public boolean isLeaf() {
            return false;
        }

        @Override
        public void setIndices(int... indices) {
            throw new UnsupportedOperationException("only leaves have indices");
        }
    }

    /** Less is better; Arbiter asks for nothing else of it. */
    @SuppressWarnings("deprecation") // the interface wants a method with a type that it deprecates itself
    private static final class Least implements ScoreFunction {

        private static final long serialVersionUID = 1L;

        @Override
        public double score(Object model, DataProvider data, Map<String, Object> parameters) {
            throw new UnsupportedOperationException("trials are judged by the sweep");
        }

        @Override
        public double score(Object model, Class<? extends DataSource> data, Properties properties) {
            throw new UnsupportedOperationException("trials are judged by the sweep");
        }

        @Override
        public boolean minimize() {
            return true;
        }

        @Override
        public List<Class<?>> getSupportedModelTypes() {
            return List.of();
        }

        @Override
        public List<Class<?>> getSupportedDataTypes() {
            return List.of();
        }
    }
}
