/**
 * Recordings, the bounded readers of their files, and corpora of speech with their splits. Nothing here downloads. May
 * import {@code org.otvae.data}, {@code org.otvae.audio.signal}, DataVec's API, JOrbis (in VorbisFile alone) and the
 * JDK.
 */
package org.otvae.audio.data;
