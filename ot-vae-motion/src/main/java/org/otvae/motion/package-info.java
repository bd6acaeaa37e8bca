/**
 * Motion: {@link org.otvae.motion.Motion} cuts motions into examples and opens models, and
 * {@link org.otvae.motion.MotionTokenizer} turns motions into tokens and back. No training, no command line. May import
 * {@code org.otvae} core and this module.
 */
package org.otvae.motion;
