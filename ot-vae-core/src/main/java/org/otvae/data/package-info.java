/**
 * What training reads and what runs leave behind: the contract of a corpus, and our own bounded readers and writers of
 * file formats. No loaders for one modality (they live in the modality modules) and no graph code.
 * May import metric, provenance and the JDK.
 */
package org.otvae.data;
