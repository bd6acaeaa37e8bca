/**
 * Encoders and decoders of mel spectrograms, from the published protocol and narrower. May import {@code
 * org.otvae.graph}, {@code org.otvae.model}, {@code org.otvae.audio.signal} and ND4J's graph variables.
 */
package org.otvae.audio.model;
