/**
 * One thin class for each command of the program: reads options, calls what does the work, prints. The only place that
 * prints and that knows the clock, the environment and exit codes. May import everything else of bench.
 */
package org.otvae.bench.command;
