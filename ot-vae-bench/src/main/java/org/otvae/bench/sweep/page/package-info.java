/**
 * What a person sees of a study: a page that lives on the loopback interface while a sweep runs, and the same as one file. One
 * snapshot of the study is all that the page knows. May import sweep.space, sweep.study, and run for JSON.
 */
package org.otvae.bench.sweep.page;
