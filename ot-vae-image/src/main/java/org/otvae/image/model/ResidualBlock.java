package org.otvae.image.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;
import org.otvae.graph.Layers;

/**
 * Adds to an activation what two convolutions make of it, in the form of the image protocol [takida2022sqvae, code].
 */
final class ResidualBlock {

    private ResidualBlock() {
    }

    /** {@code x + norm(conv1x1(relu(norm(conv3x3(relu(x))))))}, {@code [batch, height, width, channels]} throughout. */
    static SDVariable add(Graph graph, String name, SDVariable x, int channels) {
        SDVariable wide = Layers.conv2d(graph, name + ".conv1", Layers.relu(x), channels, channels, 3, 1, 1);
        SDVariable active = Layers.batchNorm(graph, name + ".norm1", wide, channels, true);
        SDVariable narrow = Layers.conv2d(graph, name + ".conv2", active, channels, channels, 1, 1, 0);
        return x.add(Layers.batchNorm(graph, name + ".norm2", narrow, channels, false));
    }
}
