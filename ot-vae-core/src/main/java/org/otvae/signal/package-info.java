/**
 * What more than one kind of data needs of sound: the Fourier transform of real signals and mel filters. Arrays in,
 * arrays out; imports the JDK alone.
 */
package org.otvae.signal;
