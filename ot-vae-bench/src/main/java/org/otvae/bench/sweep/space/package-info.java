/**
 * What a sweep searches: ranges by path, points in them, conditions on points, all readable from one line of text.
 * No sampling and no files but the one that lists a space. May import core's settings and the catalogue of experiments.
 */
package org.otvae.bench.sweep.space;
