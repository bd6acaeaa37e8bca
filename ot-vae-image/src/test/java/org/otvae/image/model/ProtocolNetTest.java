package org.otvae.image.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Session;
import org.otvae.graph.Weights;
import org.otvae.model.Encoder.Encoded;
import org.otvae.provenance.Seed;

class ProtocolNetTest {

    private static final double SAME = 1e-9; // double arithmetic, a few thousand additions of values around 1

    private final Weights weights = new Weights(new Seed(3), DataType.DOUBLE);

    @ParameterizedTest
    @CsvSource({"PIXELS_28, 116128, 116065", "PIXELS_32, 154336, 154147", "PIXELS_64, 319584, 278179"})
    void parametersAreAsManyAsInTheProtocol(ProtocolNet net, long encoder, long decoder) {
        Graph graph = new Graph(weights, new Seed(3), true);

        new ProtocolEncoder(net, 64).encode(graph, graph.input("data", -1, 32, 32, net.channels()), false);
        assertThat(parameters()).isEqualTo(encoder);

        new ProtocolDecoder(net, 64).decode(graph, graph.input("codes", -1, 8, 8, 64));
        assertThat(parameters()).isEqualTo(encoder + decoder);
    }

    @ParameterizedTest
    @CsvSource({"PIXELS_28, 157472", "PIXELS_32, 195680", "PIXELS_64, 360928"})
    void logVarianceHeadIsOneMoreBlock(ProtocolNet net, long encoder) {
        Graph graph = new Graph(weights, new Seed(3), true);

        new ProtocolEncoder(net, 64).encode(graph, graph.input("data", -1, 32, 32, net.channels()), true);

        assertThat(parameters()).isEqualTo(encoder);
    }

    @Test
    void logVarianceHeadHasTheLatentsShape() {
        Graph graph = new Graph(weights, new Seed(3), false);

        Encoded encoded = new ProtocolEncoder(ProtocolNet.PIXELS_28, 64)
                .encode(graph, graph.input("data", -1, 28, 28, 1), true);

        Map<String, INDArray> values = run(graph, "data", noise(2, 28, 28, 1), encoded.latents(),
                encoded.logVariance());
        assertThat(values.get("0").shape()).containsExactly(2, 7, 7, 64);
        assertThat(values.get("1").shape()).containsExactly(2, 7, 7, 64);
        assertThat(values.get("0")).isNotEqualTo(values.get("1"));
    }

    @ParameterizedTest
    @CsvSource({"PIXELS_28, 28, 7", "PIXELS_32, 32, 8", "PIXELS_64, 64, 16"})
    void latentsAreAQuarterAsWideAndDecodedImagesAsWideAsBefore(ProtocolNet net, int side, int grid) {
        Graph graph = new Graph(weights, new Seed(3), false);
        ProtocolEncoder encoder = new ProtocolEncoder(net, 8);

        SDVariable data = graph.input("data", -1, side, side, net.channels());
        SDVariable latents = encoder.encode(graph, data, false).latents();
        SDVariable decoded = new ProtocolDecoder(net, 8).decode(graph, latents);

        Map<String, INDArray> values = run(graph, "data", noise(3, side, side, net.channels()), latents, decoded);
        assertThat(values.get("0").shape()).containsExactly(3, grid, grid, 8);
        assertThat(values.get("1").shape()).containsExactly(3, side, side, net.channels());
        assertThat(values.get("1").minNumber().doubleValue()).isGreaterThan(0);
        assertThat(values.get("1").maxNumber().doubleValue()).isLessThan(1);
        assertThat(encoder.latentShape(new long[] {net.channels(), side, side})).containsExactly(8, grid, grid);
    }

    @Test
    void encoderComputesWhatTheObviousLayersCompute() {
        Graph graph = new Graph(weights, new Seed(3), false);
        SDVariable latents = new ProtocolEncoder(ProtocolNet.PIXELS_28, 4)
                .encode(graph, graph.input("data", -1, 12, 8, 1), false).latents();
        spread();
        INDArray image = noise(1, 12, 8, 1);

        INDArray found = run(graph, "data", image, latents).get("0");

        NaiveLayers naive = new NaiveLayers(weights);
        double[][][] x = naive.conv("encoder.conv1", planes(image), 2, 1);
        x = NaiveLayers.relu(naive.norm("encoder.norm1", x));
        x = naive.block("encoder.block1", naive.conv("encoder.conv2", x, 2, 1));
        assertThat(flat(planes(found))).containsExactly(flat(naive.block("encoder.latents", x)), within(SAME));
    }

    @Test
    void decoderComputesWhatTheObviousLayersCompute() {
        Graph graph = new Graph(weights, new Seed(3), false);
        SDVariable decoded = new ProtocolDecoder(ProtocolNet.PIXELS_28, 4)
                .decode(graph, graph.input("codes", -1, 3, 2, 4));
        spread();
        INDArray codes = noise(1, 3, 2, 4);

        INDArray found = run(graph, "codes", codes, decoded).get("0");

        NaiveLayers naive = new NaiveLayers(weights);
        double[][][] x = naive.block("decoder.block2", naive.block("decoder.block1", planes(codes)));
        x = NaiveLayers.relu(naive.norm("decoder.norm2", naive.transposedConv("decoder.conv2", x, 2, 1)));
        double[] expected = flat(naive.transposedConv("decoder.conv3", x, 2, 1));
        for (int i = 0; i < expected.length; i++) {
            expected[i] = 1 / (1 + Math.exp(-expected[i]));
        }
        assertThat(flat(planes(found))).containsExactly(expected, within(SAME));
    }

    @Test
    void lossReachesEveryParameter() {
        Graph graph = new Graph(weights, new Seed(3), true);
        SDVariable data = graph.input("data", -1, 28, 28, 1);
        SDVariable latents = new ProtocolEncoder(ProtocolNet.PIXELS_28, 8).encode(graph, data, false).latents();
        SDVariable loss = new ProtocolDecoder(ProtocolNet.PIXELS_28, 8).decode(graph, latents).sub(data).pow(2).mean();

        Session session = Session.withGradients(graph, loss.name(), List.of());
        session.run(Map.of("data", noise(2, 28, 28, 1)));

        assertThat(session.differentiated()).containsExactlyInAnyOrderElementsOf(weights.parameters().keySet());
        assertThat(session.gradient("encoder.conv1.weight").norm2Number().doubleValue()).isGreaterThan(1e-8).isFinite();
    }

    @Test
    void examplesThatDoNotFitAreRefused() {
        ProtocolEncoder encoder = new ProtocolEncoder(ProtocolNet.PIXELS_28, 64);

        assertThatThrownBy(() -> encoder.latentShape(new long[] {1, 30, 28}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[1, height, width] with sides that are multiples of 4", "found [1, 30, 28]");
        assertThatThrownBy(() -> encoder.latentShape(new long[] {3, 28, 28}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("choose the network that fits the corpus");
        assertThatThrownBy(() -> new ProtocolDecoder(ProtocolNet.PIXELS_28, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dim must be even and at least 2, found 7");
    }

    private long parameters() {
        return weights.parameters().values().stream().mapToLong(INDArray::length).sum();
    }

    /** Takes every weight, bias and running statistic away from the values at which mistakes cancel. */
    private void spread() {
        List<INDArray> all = new ArrayList<>(weights.parameters().values());
        all.addAll(weights.states().values());
        double phase = 0;
        for (INDArray array : all) {
            for (long i = 0; i < array.length(); i++) {
                phase += 1.7;
                array.putScalar(i, 0.6 + 0.5 * Math.sin(phase));
            }
        }
        weights.parameters().forEach((name, array) -> {
            if (name.endsWith(".weight") && name.contains("conv")) {
                array.subi(0.6);
            }
        });
    }

    private static Map<String, INDArray> run(Graph graph, String input, INDArray data, SDVariable... outputs) {
        List<String> names = Arrays.stream(outputs).map(SDVariable::name).toList();
        Session session = Session.forward(graph, names);
        session.run(Map.of(input, data));
        Map<String, INDArray> values = new HashMap<>();
        for (int i = 0; i < outputs.length; i++) {
            values.put(Integer.toString(i), session.value(names.get(i)));
        }
        return values;
    }

    private static INDArray noise(long... shape) {
        double[] values = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5 + 0.5 * Math.sin(12.9898 * i);
        }
        return Nd4j.createFromArray(values).reshape(shape);
    }

    /** The first image of a batch {@code [batch, height, width, channels]} as {@code [channels][height][width]}. */
    private static double[][][] planes(INDArray batch) {
        double[][][] planes = new double[(int) batch.size(3)][(int) batch.size(1)][(int) batch.size(2)];
        for (int c = 0; c < planes.length; c++) {
            for (int i = 0; i < planes[0].length; i++) {
                for (int j = 0; j < planes[0][0].length; j++) {
                    planes[c][i][j] = batch.getDouble(0, i, j, c);
                }
            }
        }
        return planes;
    }

    private static double[] flat(double[][][] planes) {
        return Arrays.stream(planes).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
