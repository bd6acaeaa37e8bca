/**
 * How like its original a reconstructed spectrogram or sound is. May import core's metric, {@code signal}, {@code data}
 * (recordings and their rates) and the JDK.
 */
package org.otvae.audio.metric;
