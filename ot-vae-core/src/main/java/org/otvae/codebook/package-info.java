/**
 * The table of codes: its size, its first values, and the rules that move it without gradients. What assigns latents to
 * codes is in {@code quantizer}. May import graph and what graph imports.
 */
package org.otvae.codebook;
