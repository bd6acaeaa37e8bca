/**
 * Corpora of human motion with their splits, some with music, and the rigs that bring skeletons to SMPL's joints. Nothing here
 * downloads. May import {@code org.otvae.data}, {@code org.otvae.motion.skeleton}, {@code org.otvae.motion.file},
 * {@code org.otvae.motion.music}, DataVec's API and the JDK.
 */
package org.otvae.motion.data;
