/**
 * How like its original a reconstructed image is, beyond the mean squared error. May import core's metric and the JDK.
 */
package org.otvae.image.metric;
