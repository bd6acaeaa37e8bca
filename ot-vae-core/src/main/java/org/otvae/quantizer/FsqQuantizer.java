package org.otvae.quantizer;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;

/**
 * FSQ: a few channels, each rounded to a few levels; the product of the levels is the number of codes and there is no
 * codebook and no extra loss [mentzer2023finite] section 3.1. f(z) = tanh(z + shift) · half - offset, rounded straight
 * through, divided by ⌊L/2⌋; the index is the mixed-radix number of the rounded values.
 *
 * <p>Unlike the paper, linear layers lead from the encoder's latents to the channels and back, so that the protocol's
 * networks serve all quantizers unchanged. Unlike the code in its appendix, half is (L - 1)(1 + 0.001)/2 and shift
 * atanh(offset/half), as in later implementations, so that z = 0 falls on a level; a channel of 2 levels
 * has a slope of a thousandth there and hardly learns.
 *
 * @param levels levels per channel, each 2 to 1,000, their product at most 2^23, up to which floats count
 * @param dim    D, the length of the latents
 */
public record FsqQuantizer(List<Integer> levels, int dim) implements Quantizer {

    private static final double MARGIN = 1e-3; // keeps tanh's bounds from falling on a rounding edge
    private static final int MOST_LEVELS = 1000; // with more the margin reaches half a step
    private static final double MOST_CODES = 1 << 23;

    public FsqQuantizer {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.stream().anyMatch(level -> level < 2 || level > MOST_LEVELS)) {
            throw new IllegalArgumentException("levels must be 2 to " + MOST_LEVELS + " in every channel, found " + levels);
        }
        double codes = levels.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        if (codes > MOST_CODES) {
            throw new IllegalArgumentException("the product of the levels must be at most 8388608, found "
                    + String.format(java.util.Locale.ROOT, "%.0f", codes) + " of " + levels);
        }
        if (dim < 1) {
            throw new IllegalArgumentException("dim must be at least 1, found " + dim);
        }
    }

    @Override
    public int codes() {
        return levels.stream().reduce(1, Math::multiplyExact);
    }

    @Override
    public Quantized quantize(Graph graph, Latents latents) {
        SDVariable rounded = round(graph, project(graph, "quantizer.in", latents.rows(), dim, channels()));
        SDVariable digits = rounded.add(row(graph, level -> level / 2)); // whole numbers 0 to L - 1
        SDVariable indices = digits.mul(radix(graph)).sum(1).castTo(org.nd4j.linalg.api.buffer.DataType.INT64);
        if (!graph.training()) {
            return new Quantized(decode(graph, indices), indices, null);
        }
        return new Quantized(expand(graph, rounded), indices, null);
    }

    @Override
    public SDVariable decode(Graph graph, SDVariable indices) {
        SDVariable column = indices.castTo(graph.dataType()).reshape(-1, 1);
        SameDiff sameDiff = graph.sameDiff();
        SDVariable quotients = sameDiff.math().floor(column.add(0.5).div(radix(graph))); // half a step from any edge
        SDVariable base = row(graph, level -> level);
        SDVariable digits = quotients.sub(sameDiff.math().floor(quotients.add(0.5).div(base)).mul(base));
        return expand(graph, digits.sub(row(graph, level -> level / 2)));
    }

    private int channels() {
        return levels.size();
    }

    private SDVariable round(Graph graph, SDVariable x) {
        SDVariable half = row(graph, level -> (level - 1) * (1 + MARGIN) / 2);
        SDVariable offset = row(graph, level -> level % 2 == 0 ? 0.5 : 0);
        SDVariable shift = row(graph, level -> {
            double ratio = (level % 2 == 0 ? 0.5 : 0) / ((level - 1) * (1 + MARGIN) / 2);
            return Math.log((1 + ratio) / (1 - ratio)) / 2; // atanh
        });
        SDVariable bounded = graph.sameDiff().math().tanh(x.add(shift)).mul(half).sub(offset);
        return Nearest.straightThrough(bounded, graph.sameDiff().math().round(bounded));
    }

    private SDVariable expand(Graph graph, SDVariable rounded) {
        return project(graph, "quantizer.out", rounded.div(row(graph, level -> level / 2)), channels(), dim);
    }

    private static SDVariable project(Graph graph, String name, SDVariable x, int in, int out) {
        double limit = 1 / Math.sqrt(in); // PyTorch's default for linear layers
        SDVariable weight = graph.parameter(name + ".weight", new Init.Uniform(-limit, limit), in, out);
        SDVariable bias = graph.parameter(name + ".bias", new Init.Constant(0), out);
        return x.mmul(weight).add(bias);
    }

    private SDVariable radix(Graph graph) {
        double[] radix = new double[channels()];
        double product = 1;
        for (int i = 0; i < radix.length; i++) {
            radix[i] = product;
            product *= levels.get(i);
        }
        return constantRow(graph, radix);
    }

    private SDVariable row(Graph graph, java.util.function.IntToDoubleFunction value) {
        return constantRow(graph, levels.stream().mapToDouble(value::applyAsDouble).toArray());
    }

    private static SDVariable constantRow(Graph graph, double[] values) {
        return graph.sameDiff().constant(Nd4j.createFromArray(values).castTo(graph.dataType()).reshape(1, values.length));
    }
}
