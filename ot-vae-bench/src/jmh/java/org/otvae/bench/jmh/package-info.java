/**
 * Micro-benchmarks. They are built by the profile jmh only and decide no test; docs/reproducing.md has the commands and how
 * to put PyTorch beside them.
 */
package org.otvae.bench.jmh;
