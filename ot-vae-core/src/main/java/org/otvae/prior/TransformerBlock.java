package org.otvae.prior;

import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.op.Dropout;
import org.otvae.op.Gelu;
import org.otvae.op.LayerNorm;

/**
 * A block of a transformer, pre-norm: x + attention(norm x), then x + mlp(norm x) with one hidden layer four times as
 * wide and GELU; weights as GPT-2's [radford2019language]. Rows are {@code [n, width]}; which rows see each other is up
 * to the attention.
 *
 * @param graph   the graph that it is built into
 * @param width   length of a row
 * @param dropout share of values that training sets to 0, at least 0 and below 1
 */
public record TransformerBlock(Graph graph, int width, double dropout) {

    /** Of matrices. */
    public static final Init WEIGHT = new Init.Normal(0, 0.02);

    private static final Init ZERO = new Init.Constant(0);

    /**
     * Checks the sizes of a stack of blocks.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public static void requireSizes(int layers, int width, int heads, double dropout) {
        requireAtLeast(layers, 1, "layers");
        requireAtLeast(heads, 1, "heads");
        requireAtLeast(width, 1, "width");
        if (width % heads != 0) {
            throw new IllegalArgumentException("width must be a multiple of heads, found width " + width + " and heads "
                    + heads);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, found " + dropout);
        }
    }

    /**
     * Checks one size.
     *
     * @throws IllegalArgumentException if it is below {@code least}
     */
    public static void requireAtLeast(int value, int least, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", found " + value);
        }
    }

    /**
     * The rows after the block.
     *
     * @param name      of the block, before the names of its weights
     * @param attention from queries, keys and values side by side, {@code [n, 3 * width]}, to {@code [n, width]}
     */
    public SDVariable of(String name, SDVariable rows, UnaryOperator<SDVariable> attention) {
        SDVariable seen = linear(name + ".attention", norm(name + ".norm1", rows), width, 3 * width);
        SDVariable mixed = linear(name + ".projection", attention.apply(seen), width, width);
        SDVariable x = rows.add(dropped(mixed, name + ".attention"));
        SDVariable hidden = Gelu.of(linear(name + ".hidden", norm(name + ".norm2", x), width, 4 * width));
        return x.add(dropped(linear(name + ".output", hidden, 4 * width, width), name + ".output"));
    }

    /** A matrix product plus a bias: {@code [n, in]} → {@code [n, out]}. */
    public SDVariable linear(String name, SDVariable rows, int in, int out) {
        SDVariable weight = graph.parameter(name + ".weight", WEIGHT, in, out);
        return rows.mmul(weight).add(graph.parameter(name + ".bias", ZERO, out));
    }

    /** Each row normalised, scaled and shifted. */
    public SDVariable norm(String name, SDVariable rows) {
        SDVariable scale = graph.parameter(name + ".weight", new Init.Constant(1), width);
        return LayerNorm.of(rows, scale, graph.parameter(name + ".bias", ZERO, width));
    }

    /** The rows with dropout in training; {@code place} names its noise. */
    public SDVariable dropped(SDVariable rows, String place) {
        return graph.training() && dropout > 0
                ? Dropout.of(rows, graph.step(), dropout, graph.seed().derive("dropout").derive(place).mixed()) : rows;
    }
}
