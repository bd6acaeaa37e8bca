/**
 * Models of which codes follow which: a transformer over the codes of an example, its training, and samples from it.
 * How codes become examples again is the model's decoder, elsewhere. May import every other package of core.
 */
package org.otvae.prior;
