/**
 * Carries experiments out: run folders, training with progress, judging, and the record that is left. The only package
 * that knows a JSON library. No command line and no tables. May import experiment, modality, core and the modality modules.
 */
package org.otvae.bench.run;
