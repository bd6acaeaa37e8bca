package org.otvae.bench.table;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a measure of records and of publications is written in tables.
 *
 * @param name  as in {@link org.otvae.metric.Scores#fields()}
 * @param label head of its column
 * @param unit  factor from what records store to what tables print
 * @param style of {@link String#format}
 */
record Measure(String name, String label, double unit, String style) {

    private static final Map<String, Measure> KNOWN = known();

    private static Map<String, Measure> known() {
        var known = new LinkedHashMap<String, Measure>();
        Stream.of(new Measure("codes", "codes", 1, "%.0f"), new Measure("mse", "MSE x1e3", 1000, "%.2f"),
                new Measure("db2", "MSE dB^2", 1, "%.2f"),
                new Measure("db2 whole", "MSE dB^2 (whole)", 1, "%.2f"), new Measure("l1", "L1 mm", 1, "%.2f"),
                new Measure("l1PerValue", "L1", 1, "%.4f"), // of pixels, as published
                new Measure("mel", "mel dB", 1, "%.2f"), new Measure("mcd", "MCD dB", 1, "%.2f"),
                new Measure("bits/s", "bits/s (codes)", 1, "%.1f"), new Measure("entropy bits/s", "entropy bits/s", 1, "%.1f"),
                new Measure("mpjpe", "MPJPE mm", 1, "%.2f"), new Measure("velocity", "velocity mm/s", 1, "%.1f"),
                new Measure("acceleration", "acceleration mm/s^2", 1, "%.0f"), new Measure("fid_k", "rFID_k", 1, "%.2f"),
                new Measure("fid_g", "rFID_g", 1, "%.2f"),
                new Measure("bitsPerCode", "bits/code", 1, "%.3f"), new Measure("unigramBits", "unigram bits", 1,
                "%.3f"),
                new Measure("bigramBits", "bigram bits", 1, "%.3f"), new Measure("samples", "samples", 1, "%.0f"),
                new Measure("classifierFrechet", "classifier Frechet", 1, "%.2f"),
                new Measure("fid", "FID", 1, "%.1f"),
                new Measure("psnr", "PSNR", 1, "%.2f"), new Measure("ssim", "SSIM", 1, "%.3f"),
                new Measure("lpips", "LPIPS", 1, "%.3f"), new Measure("rfid", "rFID", 1, "%.1f"),
                new Measure("perplexity", "perplexity (set)", 1, "%.1f"),
                new Measure("perplexityPerBatch", "perplexity (batch)", 1, "%.1f"),
                new Measure("activeCodes", "active codes", 1, "%.0f"), new Measure("usage", "codes used %", 1, "%.1f"),
                new Measure("pixelCnnFid", "PixelCNN FID", 1, "%.1f"),
                new Measure("pixelCnnFidByClass", "PixelCNN FID, by class", 1, "%.1f"),
                new Measure("abx", "ABX %", 1, "%.2f"),
                new Measure("fidK", "FID_k", 1, "%.2f"), new Measure("fidG", "FID_g", 1, "%.2f"),
                new Measure("divK", "Div_k", 1, "%.2f"), new Measure("divG", "Div_g", 1, "%.2f"),
                new Measure("beatAlign", "beat align", 1, "%.4f"), new Measure("boneVariation", "bone variation", 1, "%.4f"),
                new Measure("speedRatio", "speed ratio", 1, "%.2f")).forEach(measure -> known.put(measure.name(), measure));
        return known;
    }

    /** All that have a label and a unit of their own. */
    static List<Measure> all() {
        return List.copyOf(KNOWN.values());
    }

    /** That of a name; an unknown one gets its name in capitals as label. */
    static Measure of(String name) {
        return KNOWN.getOrDefault(name, new Measure(name, name.toUpperCase(Locale.ROOT), 1, "%.4g"));
    }

    /** The names in the order of columns, unknown ones last; speed is no result. */
    static List<Measure> columns(Collection<String> names) {
        return Stream.concat(KNOWN.keySet().stream().filter(names::contains),
                names.stream().distinct().filter(name -> !KNOWN.containsKey(name) && !name.equals("stepsPerSecond")))
                .map(Measure::of).toList();
    }

    /** A number of a record, in the unit of tables. */
    String text(double stored) {
        return ScoreCells.number(style, unit * stored);
    }
}
