/**
 * What more than one kind of data needs of sound: Fourier transforms of real signals, whole and short-time, and mel
 * filters. Arrays in, arrays out; imports the JDK alone.
 */
package org.otvae.signal;
