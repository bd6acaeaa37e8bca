/**
 * Sound as numbers: resampling, Fourier transform, mel spectrograms and the way back. Arrays in, arrays out; imports
 * the JDK alone.
 */
package org.otvae.audio.signal;
