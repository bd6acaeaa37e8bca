/**
 * Images: the facade that reads a picture as an example and writes one back. Corpora are in {@code image.data}, the
 * protocol's networks in {@code image.model}, measures in {@code image.metric}, figures in {@code image.preview}. No quantizers and no training: those
 * are the same for every modality and live in core.
 */
package org.otvae.image;
