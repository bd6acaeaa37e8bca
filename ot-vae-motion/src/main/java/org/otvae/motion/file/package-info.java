/**
 * Files of motion, read within bounds: BVH, numpy's arrays, Python's pickles, JSON of positions; and BVH written. No
 * corpora and no splits. May import {@code org.otvae.data}, {@code org.otvae.motion.skeleton}, {@code org.otvae.motion.music}
 * and the JDK.
 */
package org.otvae.motion.file;
