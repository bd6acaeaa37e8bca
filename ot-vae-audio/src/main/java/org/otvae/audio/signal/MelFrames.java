package org.otvae.audio.signal;

import org.otvae.signal.MelFilters;
import org.otvae.signal.ShortTimeFourier;

/** Mel bands in decibels of one frame after the other: the part of a front end that whole recordings and streams share. */
final class MelFrames {

    private final ShortTimeFourier fourier;
    private final MelFilters filters;
    private final double[] frame;
    private final double[] re;
    private final double[] im;
    private final double[] magnitudes;

    MelFrames(FrontEnd frontEnd) {
        this.fourier = new ShortTimeFourier(frontEnd.transform(), frontEnd.window(), frontEnd.hop());
        this.filters = new MelFilters(frontEnd.sampleRate(), frontEnd.transform(), frontEnd.bands(), frontEnd.lowHz(),
                frontEnd.highHz());
        this.frame = new double[frontEnd.transform()];
        this.re = new double[fourier.bins()];
        this.im = new double[fourier.bins()];
        this.magnitudes = new double[fourier.bins()];
    }

    /**
     * The bands of one frame.
     *
     * @param number   of the frame in the signal, from 0
     * @param piece    a part of the signal that holds all that the frame sees
     * @param start    where the piece begins in the signal
     * @param length   of the whole signal
     * @param decibels receives {@code [bands]}, at least -100
     */
    void decibels(long number, double[] piece, long start, long length, double[] decibels) {
        fourier.frame(number, piece, start, length, frame);
        fourier.transform(frame, re, im);
        for (int k = 0; k < re.length; k++) {
            magnitudes[k] = Math.sqrt(re[k] * re[k] + im[k] * im[k]);
        }
        for (int band = 0; band < decibels.length; band++) {
            decibels[band] = 20 * Math.log10(Math.max(FrontEnd.QUIETEST, filters.apply(band, magnitudes)));
        }
    }
}
