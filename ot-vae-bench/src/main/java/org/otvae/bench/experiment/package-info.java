/**
 * What can be run: an experiment as one record, the catalogue of them as code, overrides by path, and the plain form in
 * which run folders store them. No training, no files, no JSON library.
 * May import ot-vae-core and the modality modules.
 */
package org.otvae.bench.experiment;
