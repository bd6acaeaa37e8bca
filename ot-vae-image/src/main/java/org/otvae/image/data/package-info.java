/**
 * Image corpora and the bounded readers of their files: IDX (MNIST, Fashion-MNIST) with the splits of the protocol, and
 * a slice of Fashion-MNIST inside the jar. Nothing here downloads. May import {@code org.otvae.data}, DataVec's API and
 * the JDK.
 */
package org.otvae.image.data;
