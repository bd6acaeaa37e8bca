/**
 * Skeletons, what they do over time, and the layout of an example: positions and trees of joints, no files, no graphs.
 * May import {@code org.otvae.data} and the JDK.
 */
package org.otvae.motion.skeleton;
