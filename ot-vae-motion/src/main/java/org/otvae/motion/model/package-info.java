/**
 * Encoders and decoders of motion, one network for each half of the body. May import {@code org.otvae.graph},
 * {@code org.otvae.model}, {@code org.otvae.op}'s convolutions, {@code org.otvae.motion.skeleton} and ND4J's graph variables.
 */
package org.otvae.motion.model;
