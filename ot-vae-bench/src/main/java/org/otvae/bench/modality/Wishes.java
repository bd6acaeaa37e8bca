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
}
