/**
 * Recordings, the bounded reader of their files, and corpora of speech with their splits. Nothing here downloads. May import
 * {@code org.otvae.data}, {@code org.otvae.audio.signal}, DataVec's API and the JDK.
 */
package org.otvae.audio.data;
