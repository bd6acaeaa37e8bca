/**
 * Sweeps: workers take trials of a study, run each in a child process, report and prune. Here is who does the work; what is
 * searched is in space, how points are chosen in sampler, who stops early in prune, what is kept in study, what is shown in page.
 * May import all of these, experiment and run; knows no command line.
 */
package org.otvae.bench.sweep;
