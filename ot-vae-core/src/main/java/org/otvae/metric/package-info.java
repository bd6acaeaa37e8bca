/**
 * Numbers that judge a model: arrays in, numbers out, one batch at a time. Mean squared error, usage of the codebook
 * and its perplexity, and the row of scores that every command prints. Nothing here knows graphs, tensors or files.
 * May import the JDK and op.
 */
package org.otvae.metric;
