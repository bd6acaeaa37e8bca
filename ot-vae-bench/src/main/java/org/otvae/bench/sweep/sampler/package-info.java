/**
 * Samplers: which point of a space to try next. Random, grid and genetic search are Arbiter's, behind one class; TPE is ours.
 * May import sweep.space and sweep.study; knows no database and no training.
 */
package org.otvae.bench.sweep.sampler;
