/**
 * The networks of the image protocol: encoders and decoders for 28, 32 and 64 pixels as immutable records, built of
 * core's layers, and a small classifier whose features samples are judged by. No quantizers; training is core's. May import
 * {@code org.otvae.graph}, {@code org.otvae.model} and ND4J's SameDiff; the classifier also what a {@code Trainable} needs of
 * core.
 */
package org.otvae.image.model;
