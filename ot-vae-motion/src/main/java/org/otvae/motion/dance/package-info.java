/**
 * Dances from music: a transformer over the tokens of both half bodies and the music ({@link
 * org.otvae.motion.dance.MotionGpt}), what it learns from, and the dances it makes. May import core, this module's
 * music, data, metric and skeleton.
 */
package org.otvae.motion.dance;
