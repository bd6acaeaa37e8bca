package org.otvae.motion.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Init;
import org.otvae.graph.Layers;
import org.otvae.op.Convolution;
import org.otvae.op.ConvolutionWindow;
import org.otvae.op.TransposedConvolution;

/**
 * The layers of which encoder and decoder are made: convolutions along time, {@code [batch, 1, frames, channels]} before and
 * after. No layer normalises, so first weights must fit their number: all are uniform within {@code ±1/sqrt(inputs)}, PyTorch's
 * default and so that of the published network.
 */
final class TimeLayers {

    private static final int DILATION_GROWTH = 3;

    private TimeLayers() {
    }

    /** Three taps, dilated; as many frames as before. */
    static SDVariable three(Graph graph, String name, SDVariable x, int in, int out, int dilation) {
        return convolution(graph, name, x, in, out, 3, ConvolutionWindow.line(1, dilation, dilation));
    }

    /** Four taps; half as many frames. */
    static SDVariable half(Graph graph, String name, SDVariable x, int in, int out) {
        return convolution(graph, name, x, in, out, 4, ConvolutionWindow.line(2, 1, 1));
    }

    /** Four taps, transposed; twice as many frames. */
    static SDVariable twice(Graph graph, String name, SDVariable x, int width) {
        Init init = uniform(4 * width);
        return TransposedConvolution.of(x, graph.parameter(name + ".weight", init, 1, 4, width, width),
                graph.parameter(name + ".bias", init, width), ConvolutionWindow.line(2, 1, 1));
    }

    /**
     * {@code x + conv1(relu(conv3(relu(x))))} once for each level of {@code depth}, with dilations 1, 3, 9 and so on or, {@code
     * narrowing}, the other way round [siyao2022bailando, code].
     */
    static SDVariable residuals(Graph graph, String name, SDVariable x, int width, int depth, boolean narrowing) {
        SDVariable y = x;
        for (int i = 0; i < depth; i++) {
            int dilation = (int) Math.pow(DILATION_GROWTH, narrowing ? depth - 1 - i : i);
            SDVariable inner = three(graph, name + ".block" + (i + 1) + ".conv1", Layers.relu(y), width, width, dilation);
            y = y.add(convolution(graph, name + ".block" + (i + 1) + ".conv2", Layers.relu(inner), width, width, 1,
                    ConvolutionWindow.line(1, 0, 1)));
        }
        return y;
    }

    /**
     * Part of one dimension: {@code [batch, streams, frames, channels]} at {@code axis} from {@code from} to {@code to - 1}.
     */
    static SDVariable part(SDVariable x, int axis, int from, int to) {
        return Layers.part(x, 4, axis, from, to);
    }

    private static SDVariable convolution(Graph graph, String name, SDVariable x, int in, int out, int taps,
            ConvolutionWindow window) {
        Init init = uniform(taps * in);
        return Convolution.of(x, graph.parameter(name + ".weight", init, 1, taps, in, out),
                graph.parameter(name + ".bias", init, out), window);
    }

    private static Init uniform(int inputs) {
        double bound = 1 / Math.sqrt(inputs);
        return new Init.Uniform(-bound, bound);
    }
}
