/**
 * Gets the data sets that a package archive offers and unpacks them with bounded readers of our own. No training and no
 * choice of experiments. May import org.otvae.data, the xz decoder and the JDK.
 */
package org.otvae.bench.fetch;
