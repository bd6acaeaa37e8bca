/**
 * The program that people start: one entry point, its commands in {@code command}, what they do in {@code run},
 * {@code table} and {@code fetch}, and what can be run in {@code experiment}. May import everything.
 */
package org.otvae.bench;
