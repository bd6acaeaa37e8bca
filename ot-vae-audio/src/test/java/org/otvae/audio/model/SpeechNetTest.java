package org.otvae.audio.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.audio.signal.FrontEnd;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.graph.Schedule;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.SqVaeQuantizer;

class SpeechNetTest {

    private final Weights weights = new Weights(new Seed(3), DataType.DOUBLE);
    private final Graph graph = new Graph(weights, new Seed(3), true);

    @Test
    void theEncoderHasThePublishedNumberOfParameters() {
        new SpeechEncoder(FrontEnd.ZERO_SPEECH, 768, 64).encode(graph, graph.input("data", -1, 32, 80), false);

        assertThat(parameters()).isEqualTo(7_908_928);
    }

    /** As published for SQ-VAE's types III and IV. */
    @ParameterizedTest
    @CsvSource({"PER_POSITION,7909697", "PER_DIMENSION,7958144", "SHARED,7908928"})
    void theVarianceHeadIsAsWideAsTheQuantizerAsks(SqVaeQuantizer.Variance variance, long expected) {
        var quantizer = new SqVaeQuantizer(new Codebook(512, 64, new CodebookInit.Normal(1)), variance, SqVaeQuantizer.Combination.SUM, 1,
                Schedule.constant(1));
        new SpeechEncoder(FrontEnd.ZERO_SPEECH, 768, 64).encode(graph, graph.input("data", -1, 32, 80),
                quantizer.logVariances());

        assertThat(parameters()).isEqualTo(expected);
    }

    @Test
    void shapesFitTogetherAndTheLossReachesEveryParameter() {
        var tiny = new FrontEnd(8_000, 256, 200, 80, 10, 50, 4_000, 0.97, 80);
        SDVariable data = graph.input("data", -1, 32, 10);
        SDVariable latents = new SpeechEncoder(tiny, 12, 6).encode(graph, data, false).latents();
        SDVariable decoded = new SpeechDecoder(10, 12, 6).decode(graph, latents);
        SDVariable loss = decoded.sub(data).pow(2).mean();

        Session session = Session.withGradients(graph, loss.name(), List.of(latents.name(), decoded.name()));
        session.run(Map.of("data", Nd4j.rand(DataType.DOUBLE, 3, 32, 10)));

        assertThat(session.value(latents.name()).shape()).containsExactly(3, 16, 6);
        assertThat(session.value(decoded.name()).shape()).containsExactly(3, 32, 10);
        assertThat(session.differentiated()).containsExactlyInAnyOrderElementsOf(weights.parameters().keySet());
        weights.parameters().keySet().forEach(name ->
                assertThat(session.gradient(name).norm2Number().doubleValue()).as(name).isPositive().isFinite());
    }

    /** Three taps over a line, by hand: y_t = x_{t-1} w_0 + x_t w_1 + x_{t+1} w_2. */
    @Test
    void convolutionsRunAlongTime() {
        SDVariable x = graph.input("x", -1, 4, 1);
        SDVariable y = Layers.fromLine(Layers.conv1d(graph, "c", Layers.toLine(x), 1, 1, 3, 1, 1, true));
        weights.parameters().get("c.weight").assign(Nd4j.createFromArray(2.0, 3.0, 5.0).reshape(1, 3, 1, 1));
        weights.parameters().get("c.bias").assign(1);

        Session session = Session.forward(graph, List.of(y.name()));
        session.run(Map.of("x", Nd4j.createFromArray(1.0, 10.0, 100.0, 1000.0).reshape(1, 4, 1)));

        assertThat(session.value(y.name()).dup('c').data().asDouble())
                .containsExactly(new double[] {54, 533, 5321, 3201}, within(1e-9));
    }

    @Test
    void examplesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new SpeechEncoder(FrontEnd.TELEPHONE, 128, 64).latentShape(new long[] {80, 33}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[80, even number of frames], found [80, 33]");
    }

    private long parameters() {
        return weights.parameters().values().stream().mapToLong(INDArray::length).sum();
    }
}
