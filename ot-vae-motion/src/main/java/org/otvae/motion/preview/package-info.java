/**
 * Pictures of motion for people: drawn skeletons, moving as a GIF or as a strip of poses. Java's own graphics and writers only.
 * May import {@code org.otvae.motion.skeleton} and the JDK.
 */
package org.otvae.motion.preview;
