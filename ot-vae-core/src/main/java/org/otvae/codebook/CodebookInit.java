package org.otvae.codebook;

import org.otvae.graph.Init;

/** Where the first codes come from. */
public sealed interface CodebookInit {

    /** Independent normal values; SQ-VAE's protocol draws N(0, 1) [takida2022sqvae]. */
    record Normal(double deviation) implements CodebookInit {
    }

    /** Independent uniform values in [-limit, limit); van den Oord's code and its kin use limit 1/codes [oord2017neural]. */
    record Uniform(double limit) implements CodebookInit {
    }

    /**
     * Latents of the first batch, drawn without replacement and moved by a few rounds of Lloyd's k-means; 0 rounds keeps the
     * drawn latents. Fewer latents than codes are used again with a little noise, as Jukebox does [dhariwal2020jukebox].
     */
    record FirstBatch(int rounds) implements CodebookInit {
        public FirstBatch {
            if (rounds < 0) {
                throw new IllegalArgumentException("rounds must be at least 0, found " + rounds);
            }
        }
    }

    /** The values before any batch has been seen. */
    default Init beforeTraining() {
        if (this instanceof Uniform uniform) {
            return new Init.Uniform(-uniform.limit(), uniform.limit());
        }
        return new Init.Normal(0, this instanceof Normal normal ? normal.deviation() : 1);
    }
}
