package org.otvae.quantizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;

/** What every quantizer promises. A quantizer's test extends this and adds what is its own. */
public abstract class QuantizerContract {

    /** Rows in the contract's batches: three examples of four positions. */
    protected static final int ROWS = 12;

    /** Positions per example in the contract's batches. */
    protected static final int POSITIONS = 4;

    /** The quantizer under test; equal at each call. */
    protected abstract Quantizer quantizer();

    /** Whether training samples, so that another step gives other codes. */
    protected abstract boolean samples();

    /** The parameters and inputs that a loss behind the codes must reach. */
    protected abstract Set<String> reachedFromCodes();

    /** The parameters and inputs that the quantizer's own loss must reach besides. */
    protected abstract Set<String> reachedFromLoss();

    /** The fewest latents that the quantizer can tell the indices of: one, unless an example has several streams. */
    protected int fewest() {
        return 1;
    }

    /** Latents of the contract's batch. */
    protected INDArray latents(DataType type) {
        return QuantizerRun.normal(11, ROWS, quantizer().dim(), 1, type);
    }

    /** Log-variances of the contract's batch. */
    protected INDArray logVariance(DataType type) {
        return QuantizerRun.normal(12, ROWS, quantizer().dim(), 0.3, type);
    }

    /** A training run over new weights, prepared with the contract's batch. */
    protected QuantizerRun trained(DataType type, QuantizerRun.Loss loss) {
        return QuantizerRun.training(quantizer(), QuantizerRun.weights(type), POSITIONS, loss)
                .logVariance(logVariance(type)).prepare(latents(type));
    }

    @Test
    void codesAndIndicesHaveTheirShapes() {
        QuantizerRun training = trained(DataType.FLOAT, QuantizerRun.Loss.DOWNSTREAM).run(latents(DataType.FLOAT), 0);
        QuantizerRun evaluation = QuantizerRun.evaluation(quantizer(), training.weights(), POSITIONS)
                .run(latents(DataType.FLOAT), 0);

        for (QuantizerRun run : List.of(training, evaluation)) {
            assertThat(run.codes().shape()).containsExactly(ROWS, quantizer().dim());
            assertThat(run.codes().dataType()).isEqualTo(DataType.FLOAT);
            assertThat(run.indexArray().shape()).containsExactly(ROWS);
            assertThat(run.indexArray().dataType()).isEqualTo(DataType.INT64);
        }
    }

    @Test
    void indicesAreBelowTheNumberOfCodes() {
        QuantizerRun run = trained(DataType.FLOAT, QuantizerRun.Loss.DOWNSTREAM);
        INDArray many = QuantizerRun.normal(21, 400, quantizer().dim(), 3, DataType.FLOAT);

        int[] indices = run.logVariance(null).run(many, 0).indices();

        for (int index : indices) {
            assertThat(index).isBetween(0, quantizer().codes() - 1);
        }
        assertThat(Arrays.stream(indices).distinct().count()).isGreaterThan(1);
    }

    @Test
    void sameSeedAndStepGiveTheSameBits() {
        QuantizerRun one = trained(DataType.FLOAT, QuantizerRun.Loss.WITH_QUANTIZER).run(latents(DataType.FLOAT), 3);
        QuantizerRun other = trained(DataType.FLOAT, QuantizerRun.Loss.WITH_QUANTIZER).run(latents(DataType.FLOAT), 3);

        assertThat(other.codes()).isEqualTo(one.codes());
        assertThat(other.indices()).containsExactly(one.indices());
        assertThat(other.loss()).isEqualTo(one.loss());
        assertThat(other.gradient(QuantizerRun.LATENTS)).isEqualTo(one.gradient(QuantizerRun.LATENTS));
    }

    @Test
    void anotherStepGivesAnotherSampleIfTheMethodSamplesAndElseTheSame() {
        QuantizerRun run = trained(DataType.FLOAT, QuantizerRun.Loss.DOWNSTREAM);

        INDArray first = run.run(latents(DataType.FLOAT), 0).codes();
        INDArray second = run.run(latents(DataType.FLOAT), 1).codes();
        INDArray again = run.run(latents(DataType.FLOAT), 0).codes();

        assertThat(!second.equals(first)).isEqualTo(samples());
        assertThat(again).isEqualTo(first);
    }

    @Test
    void evaluationGivesExactlyTheCodesOfItsIndicesEachTime() {
        Weights weights = trained(DataType.FLOAT, QuantizerRun.Loss.DOWNSTREAM).weights();
        QuantizerRun run = QuantizerRun.evaluation(quantizer(), weights, POSITIONS)
                .logVariance(logVariance(DataType.FLOAT));

        INDArray codes = run.run(latents(DataType.FLOAT), 0).codes();
        int[] indices = run.indices();

        assertThat(decode(quantizer(), weights, indices)).isEqualTo(codes);
        assertThat(run.run(latents(DataType.FLOAT), 5).codes()).isEqualTo(codes);
        assertThat(run.indices()).containsExactly(indices);
    }

    @Test
    void evaluationAddsNoLossAndNoUpdates() {
        Graph graph = new Graph(QuantizerRun.weights(DataType.FLOAT), new Seed(1), false);
        SDVariable rows = graph.input("rows", -1, quantizer().dim());
        SDVariable variance = quantizer().needsLogVariance() ? graph.input("variance", -1, quantizer().logVariances()) : null;

        Quantized quantized = quantizer().quantize(graph, new Latents(rows, variance, POSITIONS));

        assertThat(quantized.loss()).isNull();
        assertThat(graph.updatesAfterStep()).isEmpty();
        assertThat(graph.updatesBeforeTraining()).isEmpty();
        assertThat(graph.schedules()).isEmpty();
    }

    @Test
    void evaluationNeedsTheSameWeightsAsTraining() {
        Weights trained = trained(DataType.FLOAT, QuantizerRun.Loss.DOWNSTREAM).weights();

        Weights evaluated = QuantizerRun.weights(DataType.FLOAT);
        QuantizerRun.evaluation(quantizer(), evaluated, POSITIONS);

        assertThat(evaluated.parameters().keySet()).isEqualTo(trained.parameters().keySet());
        assertThat(evaluated.states().keySet()).isEqualTo(trained.states().keySet());
    }

    @Test
    void theIndexOfALatentAloneIsTheOneInAnyBatch() {
        Weights weights = trained(DataType.FLOAT, QuantizerRun.Loss.DOWNSTREAM).weights();
        QuantizerRun run = QuantizerRun.evaluation(quantizer(), weights, fewest());
        int[] together = run.run(latents(DataType.FLOAT), 0).indices();

        for (int i = 0; i < ROWS; i += fewest()) {
            INDArray alone = latents(DataType.FLOAT).get(NDArrayIndex.interval(i, i + fewest()), NDArrayIndex.all()).dup('c');

            assertThat(run.run(alone, 0).indices()).containsExactly(Arrays.copyOfRange(together, i, i + fewest()));
        }
    }

    @Test
    void aLossBehindTheCodesReachesExactlyWhatItMust() {
        QuantizerRun run = trained(DataType.DOUBLE, QuantizerRun.Loss.DOWNSTREAM).run(latents(DataType.DOUBLE), 0);

        assertThat(run.reached()).containsExactlyInAnyOrderElementsOf(reachedFromCodes());
    }

    @Test
    void theQuantizersOwnLossReachesExactlyWhatItMust() {
        QuantizerRun run = trained(DataType.DOUBLE, QuantizerRun.Loss.WITH_QUANTIZER).run(latents(DataType.DOUBLE), 0);
        Set<String> expected = new java.util.TreeSet<>(reachedFromCodes());
        expected.addAll(reachedFromLoss());

        assertThat(run.reached()).isEqualTo(expected);
        assertThat(run.hasQuantizerLoss()).isEqualTo(!reachedFromLoss().isEmpty());
        assertThat(run.loss()).isFinite();
    }

    @Test
    void equalSettingsMakeEqualQuantizers() {
        assertThat(quantizer()).isEqualTo(quantizer()).hasSameHashCodeAs(quantizer());
        assertThat(quantizer().toString()).contains(quantizer().getClass().getSimpleName());
    }

    /** The codes of indices from a graph that only decodes. */
    protected static INDArray decode(Quantizer quantizer, Weights weights, int[] indices) {
        Graph graph = new Graph(weights, new Seed(1), false);
        SDVariable codes = quantizer.decode(graph, graph.sameDiff().placeHolder("indices", DataType.INT64, -1));
        Session session = Session.forward(graph, List.of(codes.name()));
        session.run(Map.of("indices", Nd4j.createFromArray(indices).castTo(DataType.INT64)));
        return session.value(codes.name()).dup('c');
    }
}
