/**
 * Music as numbers beside a dance: the 438 features of Bailando in each frame, computed from the samples of one
 * channel. Reading sound files is not done here. Arrays in, arrays out; may import {@code org.otvae.signal} and {@code
 * org.otvae.data}.
 */
package org.otvae.motion.music;
