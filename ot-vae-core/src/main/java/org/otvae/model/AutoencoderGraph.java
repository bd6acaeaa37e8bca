package org.otvae.model;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;
import org.otvae.graph.Weights;
import org.otvae.op.MeanSquaredDifference;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.Latents;
import org.otvae.quantizer.Quantized;

/**
 * An autoencoder built into a graph, for training or for evaluation.
 *
 * <p>For 28-pixel images in batches of 32: data {@code [32, 1, 28, 28]} → latents {@code [32, 7, 7, 64]} → rows
 * {@code [1568, 64]} → codes {@code [1568, 64]} → decoded {@code [32, 1, 28, 28]}.
 *
 * @param graph          the graph with its weights, schedules and updates
 * @param latents        the encoder's latents as rows, {@code [batch * positions, dim]}
 * @param indices        the hard codes, {@code [batch * positions]}
 * @param decoded        the reconstruction, in the data's shape
 * @param squaredError   the mean of (x - x̂)² over all values, a scalar
 * @param reconstruction the reconstruction part of the loss, a scalar
 * @param quantization   the quantizer's part of the loss, a scalar; null if it adds none
 * @param loss           what training minimizes, a scalar
 */
public record AutoencoderGraph(Graph graph, SDVariable latents, SDVariable indices, SDVariable decoded,
        SDVariable squaredError, SDVariable reconstruction, SDVariable quantization, SDVariable loss) {

    /** The input that takes examples, {@code [batch, ...]}. */
    public static final String DATA = "data";

    /** The input of {@link #decoder} that takes indices, {@code [batch * positions]}. */
    public static final String INDICES = "indices";

    /** Builds encoder, quantizer, decoder and losses over {@code weights}. */
    public static AutoencoderGraph build(Autoencoder autoencoder, long[] exampleShape, Weights weights, Seed seed,
            boolean training) {
        Graph graph = new Graph(weights, seed, training);
        SDVariable data = graph.input(DATA, withBatch(exampleShape));
        int rank = exampleShape.length + 1;
        long[] latentShape = latentShape(autoencoder, exampleShape);
        int positions = positionsPerExample(autoencoder, exampleShape);
        Encoder.Encoded encoded = autoencoder.encoder().encode(graph, Layers.channelsLast(data, rank),
                autoencoder.quantizer().logVariances());
        SDVariable rows = encoded.latents().reshape(-1, latentShape[0]);
        SDVariable logVariance = encoded.logVariance() == null ? null
                : rows(encoded.logVariance(), autoencoder.quantizer().logVariances(), latentShape);
        Quantized quantized = autoencoder.quantizer().quantize(graph, new Latents(rows, logVariance, positions));
        SDVariable decoded = decode(autoencoder, graph, quantized.codes(), latentShape, rank);
        SDVariable squaredError = MeanSquaredDifference.of(decoded, data);
        SDVariable reconstruction = autoencoder.reconstruction().loss(data, decoded, product(exampleShape));
        SDVariable loss = quantized.loss() == null ? reconstruction : reconstruction.add(quantized.loss());
        return new AutoencoderGraph(graph, rows, quantized.indices(), decoded, squaredError, reconstruction,
                quantized.loss(), loss);
    }

    /** As many log-variances as are read; the mean where that is one, for an encoder may give dim of them. */
    private static SDVariable rows(SDVariable logVariance, int read, long[] latentShape) {
        return read == 1 ? logVariance.mean(true, latentShape.length).reshape(-1, 1)
                : logVariance.reshape(-1, latentShape[0]);
    }

    /** A graph from {@link #INDICES} to data over {@code weights}, for evaluation; its output is named by the result. */
    public static SDVariable decoder(Autoencoder autoencoder, long[] exampleShape, Graph graph) {
        long[] latentShape = latentShape(autoencoder, exampleShape);
        SDVariable indices = graph.sameDiff().placeHolder(INDICES, DataType.INT64, -1);
        SDVariable codes = autoencoder.quantizer().decode(graph, indices);
        return decode(autoencoder, graph, codes, latentShape, exampleShape.length + 1);
    }

    private static SDVariable decode(Autoencoder autoencoder, Graph graph, SDVariable codes, long[] latentShape, int rank) {
        long[] positions = positions(latentShape);
        long[] grid = new long[positions.length + 2]; // [batch, positions..., dim]
        grid[0] = -1;
        System.arraycopy(positions, 0, grid, 1, positions.length);
        grid[grid.length - 1] = latentShape[0];
        return Layers.channelsFirst(autoencoder.decoder().decode(graph, codes.reshape(grid)), rank);
    }

    /** The shape of one example's latents, {@code [dim, positions...]}, checked against the quantizer. */
    public static long[] latentShape(Autoencoder autoencoder, long[] exampleShape) {
        long[] shape = autoencoder.encoder().latentShape(exampleShape);
        int dim = autoencoder.quantizer().dim();
        if (shape[0] != dim) {
            throw new IllegalArgumentException("latents have dim " + shape[0] + " but the codes have dim " + dim
                    + "; set the codebook's dim or the encoder's width");
        }
        return shape;
    }

    /** Latents per example, 49 for a grid of 7 x 7. */
    public static int positionsPerExample(Autoencoder autoencoder, long[] exampleShape) {
        return Math.toIntExact(product(positions(latentShape(autoencoder, exampleShape))));
    }

    /** The positions of a latent shape {@code [dim, positions...]}. */
    public static long[] positions(long[] latentShape) {
        return Arrays.copyOfRange(latentShape, 1, latentShape.length);
    }

    private static long[] withBatch(long[] exampleShape) {
        long[] shape = new long[exampleShape.length + 1];
        shape[0] = -1;
        System.arraycopy(exampleShape, 0, shape, 1, exampleShape.length);
        return shape;
    }

    static long product(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
