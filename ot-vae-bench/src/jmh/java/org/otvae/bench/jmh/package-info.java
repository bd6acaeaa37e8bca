/**
 * Micro-benchmarks. They are compiled with the tests and decide none; docs/reproducing.md has the commands and how to put
 * PyTorch beside them.
 */
package org.otvae.bench.jmh;
