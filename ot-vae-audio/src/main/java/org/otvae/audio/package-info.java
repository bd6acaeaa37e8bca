/**
 * Speech: {@link org.otvae.audio.Audio} is what most users need. Recordings in {@code data}, their spectrograms and the
 * way back in {@code signal}, networks in {@code model}, measures in {@code metric}, pictures in {@code preview}. May
 * import {@code org.otvae} core and the JDK.
 */
package org.otvae.audio;
