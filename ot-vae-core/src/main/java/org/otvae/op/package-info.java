/**
 * What SameDiff lacks: the operations of the paper, each one graph node with its own exact gradient node, computed in
 * plain Java with fused loops. Beside each operation stands its composed form of SameDiff primitives, the oracle of the
 * tests and the way for a backend that cannot run Java nodes. Nothing here knows layers, quantizers or training.
 * May import provenance, for the number of threads.
 */
package org.otvae.op;
