package org.otvae.image;

import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.otvae.codebook.Codebook;
import org.otvae.codebook.CodebookInit;
import org.otvae.graph.Weights;
import org.otvae.image.model.ProtocolDecoder;
import org.otvae.image.model.ProtocolEncoder;
import org.otvae.image.model.ProtocolNet;
import org.otvae.model.Autoencoder;
import org.otvae.model.AutoencoderGraph;
import org.otvae.model.ModelCard;
import org.otvae.model.ModelFolder;
import org.otvae.model.Reconstruction;
import org.otvae.provenance.Seed;
import org.otvae.quantizer.VqQuantizer;

/** A real model of 28-pixel images, as it is before any training. */
final class Models {

    static final long[] EXAMPLE = {1, 28, 28};

    private Models() {
    }

    static void write(Path folder) {
        write(folder, ProtocolNet.PIXELS_28, EXAMPLE, new ModelCard(Images.MODALITY, "untrained"));
    }

    /** The same of another network. */
    static void write(Path folder, ProtocolNet net, long[] example, ModelCard card) {
        var autoencoder = new Autoencoder(new ProtocolEncoder(net, 16),
                new VqQuantizer(new Codebook(32, 16, new CodebookInit.Normal(1)), 0.25, 1, null),
                new ProtocolDecoder(net, 16), new Reconstruction.SquaredError());
        var weights = new Weights(new Seed(5), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, example, weights, new Seed(1), false);
        ModelFolder.write(folder, autoencoder, example, weights.tensors(), card);
    }
}
