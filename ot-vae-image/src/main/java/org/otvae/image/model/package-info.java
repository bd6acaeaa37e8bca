/**
 * The networks of the image protocol: encoders and decoders for 28, 32 and 64 pixels as immutable records, built of
 * core's layers. No quantizers, no losses, no training. May import {@code org.otvae.graph}, {@code org.otvae.model} and
 * ND4J's SameDiff.
 */
package org.otvae.image.model;
