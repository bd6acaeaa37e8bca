/**
 * The autoencoder as a value and as a graph, and the tokenizer that turns data into tokens and back once it is trained.
 * No training and no data sets. May import quantizer and what quantizer imports.
 */
package org.otvae.model;
