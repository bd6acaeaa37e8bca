/**
 * Motion: so far the constants of its protocol, and nothing that reads, trains or draws. Corpora, networks, metrics and
 * previews will stand in the same rooms as those of images. May import {@code org.otvae} core and the JDK.
 */
package org.otvae.motion;
