package org.otvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.data.Split;
import org.otvae.data.SyntheticCorpus;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.op.GradientCheck;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.Quantizer;
import org.otvae.quantizer.SqVaeQuantizer;
import org.otvae.quantizer.VqQuantizer;
import org.otvae.settings.Overrides;
import org.otvae.settings.Settings;

class AutoencoderGraphTest {

    private static final long[] SHAPE = {1, 8, 8};
    private static final Codebook CODES = new Codebook(8, 8, new CodebookInit.Normal(0.05));
    private static final Quantizer VQ = new VqQuantizer(CODES, 0.25, 1, null);

    private static INDArray data(int count, DataType type) {
        return Nd4j.createFromArray(SyntheticCorpus.small().examples(Split.TRAIN, count)).reshape(count, 1, 8, 8)
                .castTo(type);
    }

    private static double loss(Reconstruction reconstruction, double[] data, double[] decoded) {
        return loss(reconstruction, Nd4j.createFromArray(data).reshape(2, 2), Nd4j.createFromArray(decoded).reshape(2, 2));
    }

    private static double loss(Reconstruction reconstruction, INDArray data, INDArray decoded) {
        Graph graph = new Graph(new Weights(new Seed(1), DataType.DOUBLE), new Seed(1), false);
        long[] shape = data.shape();
        SDVariable loss = reconstruction.loss(graph.input("data", shape), graph.input("decoded", shape),
                data.length() / shape[0]);
        Session session = Session.forward(graph, List.of(loss.name()));
        session.run(Map.of("data", data, "decoded", decoded));
        return session.scalar(loss.name());
    }

    @Test
    void reconstructionLossesAreTheirFormulas() {
        double[] data = {1, 2, 3, 4};
        double[] decoded = {1, 4, 2, 4.5};

        assertThat(loss(new Reconstruction.SquaredError(), data, decoded)).isCloseTo(5.25 / 4, within(1e-12));
        assertThat(loss(new Reconstruction.AbsoluteError(), data, decoded)).isCloseTo(3.5 / 4, within(1e-12));
        assertThat(loss(new Reconstruction.LogSquaredError(), data, decoded))
                .isCloseTo(2 / 2.0 * Math.log(5.25 / 2), within(1e-9));
        assertThat(loss(new Reconstruction.LogSquaredError(), data, data)).isFinite();
    }

    @Test
    void theErrorOfMotionInNatsIsItsLogarithm() {
        INDArray data = Nd4j.createFromArray(0.0, 1, 4, 2, 2, 3).reshape(1, 2, 3);
        INDArray decoded = Nd4j.createFromArray(0.0, 1, 2, 2, 2, 2).reshape(1, 2, 3);
        // errors 0 0 2 and 0 0 1: places 2/3 and 1/3, velocities 2/2 and 1/2, accelerations 2 and 1
        double mean = ((2 / 3.0 + 1 + 0.5 * 2) + (1 / 3.0 + 0.5 + 0.5)) / 2;
        List<Integer> blocks = List.of(1, 1);

        assertThat(loss(new Reconstruction.MotionError(1, 0.5, blocks), data, decoded)).isCloseTo(mean, within(1e-12));
        assertThat(loss(new Reconstruction.LogMotionError(1, 0.5, blocks), data, decoded))
                .isCloseTo(6 * Math.log(mean), within(1e-9));
        assertThat(loss(new Reconstruction.LogMotionError(1, 0.5, blocks), data, data)).isFinite();
        assertThatThrownBy(() -> new Reconstruction.LogMotionError(1, -1, blocks))
                .hasMessage("velocityWeight and accelerationWeight must be at least 0, found 1.0 and -1.0");
    }

    @Test
    void theErrorOfMotionIsSettingsLikeAnyOther() {
        Autoencoder motion = new Autoencoder(new TinyNetwork.TinyEncoder(8), VQ, new TinyNetwork.TinyDecoder(8),
                new Reconstruction.MotionError(1, 0.5, List.of(45, 27)));

        Autoencoder changed = Overrides.with(motion, Map.of("reconstruction.velocityWeight", "2", "reconstruction.blocks",
                "[30,42]"));

        assertThat(changed.reconstruction()).isEqualTo(new Reconstruction.MotionError(2, 0.5, List.of(30, 42)));
        assertThat(Settings.read(Autoencoder.class, Settings.of(changed))).isEqualTo(changed);
        assertThatThrownBy(() -> new Reconstruction.MotionError(-1, 0, List.of(1)))
                .hasMessage("velocityWeight and accelerationWeight must be at least 0, found -1.0 and 0.0");
        assertThatThrownBy(() -> new Reconstruction.MotionError(1, 0, List.of(45, 0)))
                .hasMessage("blocks must be one or more numbers of channels, each at least 1, found [45, 0]");
    }

    @Test
    void nodesHaveTheirDocumentedShapes() {
        AutoencoderGraph model = AutoencoderGraph.build(TinyNetwork.with(VQ), SHAPE,
                new Weights(new Seed(1), DataType.FLOAT), new Seed(1), true);
        Session session = Session.forward(model.graph(), List.of(model.latents().name(), model.indices().name(),
                model.decoded().name(), model.loss().name(), model.reconstruction().name(), model.quantization().name(),
                model.squaredError().name()));

        session.run(Map.of(AutoencoderGraph.DATA, data(3, DataType.FLOAT)));

        assertThat(session.value(model.latents().name()).shape()).containsExactly(48, 8);
        assertThat(session.value(model.indices().name()).shape()).containsExactly(48);
        assertThat(session.value(model.decoded().name()).shape()).containsExactly(3, 1, 8, 8);
        assertThat(session.scalar(model.loss().name())).isCloseTo(session.scalar(model.reconstruction().name())
                + session.scalar(model.quantization().name()), within(1e-6));
        assertThat(session.scalar(model.squaredError().name()))
                .isCloseTo(session.value(model.decoded().name()).squaredDistance(data(3, DataType.FLOAT)) / 192,
                        within(1e-6));
    }

    @Test
    void latentsAndCodesMustHaveTheSameLength() {
        Autoencoder wrong = new Autoencoder(new TinyNetwork.TinyEncoder(4), VQ, new TinyNetwork.TinyDecoder(8),
                new Reconstruction.SquaredError());

        assertThatThrownBy(() -> AutoencoderGraph.build(wrong, SHAPE, new Weights(new Seed(1), DataType.FLOAT),
                new Seed(1), true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents have dim 4 but the codes have dim 8; "
                        + "set the codebook's dim or the encoder's width");
    }

    @Test
    void gradientsOfTheWholeModelAgreeWithFiniteDifferences() {
        Quantizer smooth = new SqVaeQuantizer(CODES, SqVaeQuantizer.Variance.PER_POSITION, SqVaeQuantizer.Combination.SUM, 1,
                org.otvae.graph.Schedule.constant(1));
        Weights weights = new Weights(new Seed(2), DataType.DOUBLE);
        Autoencoder autoencoder = new Autoencoder(new TinyNetwork.TinyEncoder(8), smooth,
                new TinyNetwork.TinyDecoder(8), new Reconstruction.LogSquaredError());
        AutoencoderGraph model = AutoencoderGraph.build(autoencoder, SHAPE, weights, new Seed(1), true);
        Session session = Session.withGradients(model.graph(), model.loss().name(), List.of());
        Map<String, INDArray> inputs = Map.of(AutoencoderGraph.DATA, data(2, DataType.DOUBLE), Graph.STEP,
                Nd4j.scalar(3L), "temperature", Nd4j.scalar(0.8));
        session.run(inputs);

        assertThat(session.differentiated()).containsExactlyInAnyOrderElementsOf(weights.parameters().keySet());
        for (String name : List.of("encoder.0.weight", "encoder.1.weight", "encoder.logVariance.bias", "codebook",
                "quantizer.logVariance", "decoder.1.bias", "decoder.2.weight")) {
            double worst = GradientCheck.worstError(session, inputs, weights.parameters(), name, model.loss().name());

            assertThat(worst).as("relative error of the gradient in " + name).isLessThan(1e-5); // ReLU edges are near
        }
    }

    @Test
    void partsMayNotBeMissing() {
        assertThatThrownBy(() -> new Autoencoder(null, VQ, new TinyNetwork.TinyDecoder(8),
                new Reconstruction.SquaredError())).hasMessage("encoder");
    }
}
