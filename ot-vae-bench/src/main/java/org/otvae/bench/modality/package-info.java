/**
 * What differs between kinds of data: one class for each says how files become tokens and tokens files, by what measures and
 * with what pictures or sounds a model is judged, and what its demo trains. No training, no printing, no HTML. May import
 * experiment, core and the modality modules; commands, runs and tables ask here and never which kind it is.
 */
package org.otvae.bench.modality;
