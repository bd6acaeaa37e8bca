/**
 * Image corpora and the bounded readers of their files: MNIST and Fashion-MNIST (IDX), CIFAR-10, CelebA, any folder of
 * pictures, with the splits of the protocol, and a slice of Fashion-MNIST inside the jar. Nothing here downloads. May import
 * {@code org.otvae.data}, {@code org.otvae.image}, DataVec's API, ND4J where a record is an array, and the JDK.
 */
package org.otvae.image.data;
