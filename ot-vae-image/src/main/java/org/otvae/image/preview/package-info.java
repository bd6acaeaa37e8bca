/**
 * Figures as bytes: grids of originals and reconstructions (PNG), usage of the codebook and curves of training (SVG for
 * pages, PNG for files). Drawn without fonts, display or clock, so the same input gives the same bytes on every
 * machine. May import {@code org.otvae.metric} and the JDK.
 */
package org.otvae.image.preview;
