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
        var autoencoder = new Autoencoder(new ProtocolEncoder(ProtocolNet.PIXELS_28, 16),
                new VqQuantizer(new Codebook(32, 16, new CodebookInit.Normal(1)), 0.25, 1, null),
                new ProtocolDecoder(ProtocolNet.PIXELS_28, 16), new Reconstruction.SquaredError());
        var weights = new Weights(new Seed(5), DataType.FLOAT);
        AutoencoderGraph.build(autoencoder, EXAMPLE, weights, new Seed(1), false);
        ModelFolder.write(folder, autoencoder, EXAMPLE, weights.tensors(), Images.MODALITY, "untrained");
    }
}
