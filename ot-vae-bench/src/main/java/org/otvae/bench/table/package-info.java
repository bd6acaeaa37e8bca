/**
 * Turns what runs left behind into what people read: aligned text, Markdown tables and self-contained HTML reports.
 * Draws and formats; trains and judges nothing. May import run, modality and the previews of the modality modules.
 */
package org.otvae.bench.table;
