/**
 * The training loop, its plan, its optimizer and its checkpoints. Whatever is method-specific is behind the quantizer's
 * interface. May import every other package of core.
 */
package org.otvae.train;
