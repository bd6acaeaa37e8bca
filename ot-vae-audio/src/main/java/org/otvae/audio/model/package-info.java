/**
 * Encoders and decoders of mel spectrograms, from the published protocol and narrower. May import {@code org.otvae.graph},
 * {@code org.otvae.model} and ND4J's graph variables.
 */
package org.otvae.audio.model;
