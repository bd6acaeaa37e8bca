/**
 * Studies and their trials, kept in a database: one SQLite file, or PostgreSQL for several machines. The only package that knows
 * JDBC. No sampling, no training. May import sweep.space, and run for JSON.
 */
package org.otvae.bench.sweep.study;
