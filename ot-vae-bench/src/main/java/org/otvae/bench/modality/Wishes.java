package org.otvae.bench.modality;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Measures that a user asked for beyond those of every record.
 *
 * @param frechetNetwork    file of a network for the Frechet distance of images
 * @param perceptualNetwork file of a network for the perceptual distance of images
 * @param sound             whether speech is turned into sound to be judged
 */
public record Wishes(Optional<Path> frechetNetwork, Optional<Path> perceptualNetwork, boolean sound) {

    /** Refuses measures of images by networks, for runs of {@code kind}. */
    void requireNoNetworks(String kind) {
        if (frechetNetwork.isPresent() || perceptualNetwork.isPresent()) {
            throw new IllegalArgumentException("--fid and --lpips are measures of images, found a run of " + kind
                    + "; leave them out");
        }
    }

    /** Refuses measures of sound, for runs of {@code kind}. */
    void requireNoSound(String kind) {
        if (sound) {
            throw new IllegalArgumentException("--sound is a measure of speech, found a run of " + kind + "; leave it out");
        }
    }
}
