package org.otvae.quantizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.graph.Graph;

/**
 * Latents in several streams, each with a codebook of its own: the upper and the lower half of a dancer's body, say
 * [siyao2022bailando]. The first of an example's position axes counts the streams; each stream is quantized by a
 * copy of {@code each} that shares nothing with the others, neither codes nor noise, queue or potentials. The weights
 * of stream 1 are named {@code stream1/codebook} and so on.
 *
 * <p>Code k of stream s has the index s · K + k with K the codes of one stream, so that perplexity and active codes are
 * those of all codebooks together: two streams that use their 512 codes evenly have a perplexity of 1,024.
 *
 * <p>The loss is the mean of the streams' losses, each as if its stream were all that the example has: a loss that is a
 * mean over latents stays one, and a loss that is a sum over an example's latents stays one too ({@link
 * Latents#perExample}).
 *
 * <p>Example: {@code [32, 2, 30, 512]} latents of 32 clips, 2 streams and 30 positions are 1,920 rows, of which each
 * stream gets the 960 that are its own.
 *
 * @param each    the method, for one stream
 * @param streams how many streams, at least 1
 */
public record StreamsQuantizer(Quantizer each, int streams) implements Quantizer {

    public StreamsQuantizer {
        Objects.requireNonNull(each, "each");
        if (streams < 1) {
            throw new IllegalArgumentException("streams must be at least 1, found " + streams);
        }
    }

    /** The codes of all streams together. */
    @Override
    public int codes() {
        return Math.multiplyExact(streams, each.codes());
    }

    @Override
    public int dim() {
        return each.dim();
    }

    @Override
    public boolean needsLogVariance() {
        return each.needsLogVariance();
    }

    @Override
    public int logVariances() {
        return each.logVariances();
    }

    @Override
    public Quantized quantize(Graph graph, Latents latents) {
        int positions = positionsPerStream(latents.positions());
        List<SDVariable> codes = new ArrayList<>();
        List<SDVariable> indices = new ArrayList<>();
        SDVariable loss = null;
        for (int s = 0; s < streams; s++) {
            SDVariable logVariance = latents.logVariance() == null ? null
                    : stream(latents.logVariance(), s, positions, logVariances());
            Quantized own = each.quantize(scope(graph, s), new Latents(stream(latents.rows(), s, positions, dim()),
                    logVariance, positions, streams * latents.streams()));
            codes.add(own.codes().reshape(-1, 1, positions, dim()));
            indices.add(own.indices().add(offset(graph, s)).reshape(-1, 1, positions));
            if (own.loss() != null) {
                loss = loss == null ? own.loss() : loss.add(own.loss());
            }
        }
        return new Quantized(joined(graph, codes).reshape(-1, dim()), joined(graph, indices).reshape(-1),
                loss == null ? null : loss.mul(1.0 / streams));
    }

    /** The codes of indices, wherever they stand: an index says itself which stream it is of. */
    @Override
    public SDVariable decode(Graph graph, SDVariable indices) {
        return sum(s -> {
            SDVariable own = indices.sub(offset(graph, s)); // 0 to K - 1 for the indices of this stream
            SDVariable inside = own.gte(0).castTo(DataType.INT64).mul(own.lt(each.codes()).castTo(DataType.INT64));
            SDVariable codes = each.decode(scope(graph, s), own.mul(inside)); // code 0 for indices of other streams
            return codes.mul(inside.castTo(graph.dataType()).reshape(-1, 1));
        });
    }

    @Override
    public void requireBatch(long latents) {
        each.requireBatch(latents / streams);
    }

    @Override
    public boolean calibrates() {
        return each.calibrates();
    }

    @Override
    public void calibrate(Calibration calibration) {
        int positions = positionsPerStream(calibration.positions());
        float[] all = calibration.latents();
        float[] own = new float[all.length / streams];
        int run = positions * dim(); // values of one stream of one example, which follow one another
        for (int s = 0; s < streams; s++) {
            for (int example = 0; example < own.length / run; example++) {
                System.arraycopy(all, (example * streams + s) * run, own, example * run, run);
            }
            each.calibrate(new Calibration(own, positions, calibration.weights().scoped(name(s)),
                    calibration.progress()));
        }
    }

    /** The rows of one stream: {@code [batch * streams * positions, width]} → {@code [batch * positions, width]}. */
    private SDVariable stream(SDVariable rows, int s, int positions, int width) {
        SDVariable apart = rows.reshape(-1, streams, positions, width);
        return rows.getSameDiff().stridedSlice(apart, new long[] {0, s, 0, 0}, new long[] {0, s + 1, 0, 0},
                new long[] {1, 1, 1, 1}, 0b1101, 0b1101, 0, 0, 0).reshape(-1, width);
    }

    private static SDVariable joined(Graph graph, List<SDVariable> parts) {
        return parts.size() == 1 ? parts.get(0) : graph.sameDiff().concat(1, parts.toArray(new SDVariable[0]));
    }

    private SDVariable sum(IntFunction<SDVariable> term) {
        SDVariable sum = term.apply(0);
        for (int s = 1; s < streams; s++) {
            sum = sum.add(term.apply(s));
        }
        return sum;
    }

    private SDVariable offset(Graph graph, int s) {
        return graph.sameDiff().constant(org.nd4j.linalg.factory.Nd4j.scalar((long) s * each.codes()));
    }

    private int positionsPerStream(int positions) {
        if (positions % streams != 0) {
            throw new IllegalArgumentException("expected latents in " + streams + " streams, found " + positions
                    + " positions per example, which are not a multiple; set the quantizer's streams to"
                    + " the encoder's first position axis");
        }
        return positions / streams;
    }

    private static Graph scope(Graph graph, int s) {
        return graph.scoped(name(s));
    }

    private static String name(int s) {
        return "stream" + s;
    }
}
