/**
 * Where numbers come from: the seed from which everything random derives, and the record of program, machine and time
 * that accompanies each result. The only package of core that reads the time of day or the environment.
 * May import the JDK.
 */
package org.otvae.provenance;
