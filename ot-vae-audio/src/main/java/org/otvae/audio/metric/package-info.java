/**
 * How like its original a reconstructed spectrogram or sound is. May import core's metric, the Fourier transform and Griffin and
 * Lim's method of {@code signal}, and the JDK.
 */
package org.otvae.audio.metric;
