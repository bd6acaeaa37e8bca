/** How like its original a reconstructed spectrogram is. May import core's metric and the JDK. */
package org.otvae.audio.metric;
