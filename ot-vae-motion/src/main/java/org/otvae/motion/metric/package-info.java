/**
 * How like its original a reconstructed motion is, and how like dancing a set of motions: errors of joints, the kinetic and
 * geometric features with their Fréchet distance and diversity, beat alignment. May import core's metric, this module's
 * data and constants, and the JDK.
 */
package org.otvae.motion.metric;
