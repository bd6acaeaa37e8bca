/**
 * Sound as numbers: mel spectrograms and the way back, whole or in pieces. Arrays in, arrays out; imports the JDK and core's
 * {@code org.otvae.signal}.
 */
package org.otvae.audio.signal;
