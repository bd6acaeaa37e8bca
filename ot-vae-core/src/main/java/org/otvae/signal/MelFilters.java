package org.otvae.signal;

/**
 * Triangles on Slaney's mel scale, linear below 1 kHz and logarithmic above, each of area 1 in Hz [slaney1998auditory]:
 * those of librosa's defaults.
 */
public final class MelFilters {

    private static final double LINEAR_HZ = 200.0 / 3; // a mel below the knee
    private static final double KNEE_HZ = 1000;
    private static final double KNEE_MEL = KNEE_HZ / LINEAR_HZ;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    private final int[] first;
    private final double[][] weights;

    /**
     * The filters of a spectrum.
     *
     * @param sampleRate samples a second, in Hz
     * @param transform  samples of a frame of which the spectrum is
     * @param bands      how many, at least 1
     * @param lowHz      where the first triangle begins
     * @param highHz     where the last one ends
     */
    public MelFilters(int sampleRate, int transform, int bands, double lowHz, double highHz) {
        first = new int[bands];
        weights = new double[bands][];
        double low = mel(lowHz);
        double step = (mel(highHz) - low) / (bands + 1);
        for (int band = 0; band < bands; band++) {
            double left = hertz(low + band * step);
            double peak = hertz(low + (band + 1) * step);
            double right = hertz(low + (band + 2) * step);
            double binHz = sampleRate / (double) transform;
            first[band] = (int) Math.max(0, Math.ceil(left / binHz));
            int last = (int) Math.min(transform / 2.0, Math.floor(right / binHz));
            weights[band] = new double[Math.max(0, last - first[band] + 1)];
            for (int i = 0; i < weights[band].length; i++) {
                double hz = (first[band] + i) * binHz;
                double height = Math.max(0, Math.min((hz - left) / (peak - left), (right - hz) / (right - peak)));
                weights[band][i] = height * 2 / (right - left);
            }
        }
    }

    /** How many there are. */
    public int bands() {
        return weights.length;
    }

    /** The bin of a band's first weight. */
    public int first(int band) {
        return first[band];
    }

    /** The weights of a band, from {@link #first} on. */
    public double[] weights(int band) {
        return weights[band];
    }

    /** The weighted sum of a spectrum's magnitudes. */
    public double apply(int band, double[] magnitudes) {
        double sum = 0;
        for (int i = 0; i < weights[band].length; i++) {
            sum += weights[band][i] * magnitudes[first[band] + i];
        }
        return sum;
    }

    /** A frequency in mel. */
    public static double mel(double hertz) {
        return hertz < KNEE_HZ ? hertz / LINEAR_HZ : KNEE_MEL + Math.log(hertz / KNEE_HZ) / LOG_STEP;
    }

    private static double hertz(double mel) {
        return mel < KNEE_MEL ? mel * LINEAR_HZ : KNEE_HZ * Math.exp((mel - KNEE_MEL) * LOG_STEP);
    }
}
