/**
 * What people look at and listen to: pictures of spectrograms. May import {@code org.otvae.audio.signal} and the JDK's
 * desktop module.
 */
package org.otvae.audio.preview;
