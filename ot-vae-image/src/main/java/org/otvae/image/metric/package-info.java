/**
 * How like its original a reconstructed image is, beyond the mean squared error, and how like a set of pictures another. May
 * import core's metric and data (for its errors), the JDK, and ONNX Runtime where a user adds it; for the network of
 * {@code ClassifierFrechet} also core's graph, codebook and provenance, {@code org.otvae.image.model} and ND4J.
 */
package org.otvae.image.metric;
