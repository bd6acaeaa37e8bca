/**
 * How like its original a reconstructed image is, beyond the mean squared error. May import core's metric
 * and data (for its errors), the JDK, and ONNX Runtime where a user adds it.
 */
package org.otvae.image.metric;
