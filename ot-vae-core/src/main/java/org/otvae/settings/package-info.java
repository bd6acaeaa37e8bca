/**
 * Records as settings: taken apart into names and values, put together again through their constructors, changed by
 * text. What experiments, run folders, model folders and command lines have in common. May import the JDK only.
 */
package org.otvae.settings;
