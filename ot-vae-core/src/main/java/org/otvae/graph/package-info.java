/**
 * SameDiff made safe: a graph under construction with parameters and states by name ({@link org.otvae.graph.Graph}), its
 * layers, schedules, and the one class that runs it ({@link org.otvae.graph.Session}). ND4J's weaknesses are wrapped here
 * and in {@code op}; nothing above needs to know them. May import op, provenance, and data for tensors.
 */
package org.otvae.graph;
