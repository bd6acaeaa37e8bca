/**
 * Pruners: which trials to stop early, from the objectives that trials report on the way. May import sweep.study.
 */
package org.otvae.bench.sweep.prune;
