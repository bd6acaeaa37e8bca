package org.otvae.model;

import org.nd4j.autodiff.samediff.SDVariable;
import org.otvae.graph.Graph;

/** A network that turns codes on a grid into examples. An immutable record of its hyper-parameters. */
public interface Decoder {

    /** Adds the network to a graph: {@code [batch, positions..., dim]} → {@code [batch, ..., channels]}, channel-last. */
    SDVariable decode(Graph graph, SDVariable codes);

    /**
     * How many labels the decoder is told apart, speakers for instance; 0 if it reads the codes alone. One that is told
     * reads {@link Graph#labels()}; tokens never depend on it.
     */
    default int labels() {
        return 0;
    }
}
