/**
 * The training loop, its plan, its optimizer and its checkpoints. What it trains is a Trainable: an autoencoder, whose
 * method is behind the quantizer's interface, or another model of a corpus. May import every other package of core but
 * prior.
 */
package org.otvae.train;
