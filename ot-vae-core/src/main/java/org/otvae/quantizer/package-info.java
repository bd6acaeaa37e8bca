/**
 * The methods of the literature that turn latents into codes, one record each. What trains, measures or stores them is
 * elsewhere, and nothing here or there switches over them. May import codebook and what codebook imports.
 */
package org.otvae.quantizer;
