package org.otvae.motion.music;

import org.otvae.signal.RealFourier;
import org.otvae.signal.ShortTimeFourier;

/** Where sounds begin, and in which rhythm. */
final class Onsets {

    private static final int LAG = 3; // frames: 1 of the difference, 2 for the half of a transform that comes before its centre

    private Onsets() {
    }

    /** The median over mel bands of how many decibels each rises from one frame to the next, {@code [frames]}. */
    static double[] strength(float[] samples, int sampleRateHz) {
        double[][] decibels = MelSpectrum.decibels(samples, sampleRateHz, false);
        double[] strength = new double[decibels.length];
        for (int t = LAG; t < strength.length; t++) {
            double[] rises = new double[MelSpectrum.BANDS];
            for (int band = 0; band < rises.length; band++) {
                rises[band] = Math.max(0, decibels[t - LAG + 1][band] - decibels[t - LAG][band]);
            }
            strength[t] = Tuning.median(rises);
        }
        return strength;
    }

    /**
     * The tempogram [grosche2010cyclic]: around each frame the autocorrelation of the strength under a Hann window, the
     * largest value 1; beyond its ends the strength falls to 0 in a line.
     *
     * @param length of the window in frames, even
     * @return {@code [frames, length]}, from no lag on
     */
    static double[][] tempogram(double[] strength, int length) {
        double[] padded = padded(strength, length / 2);
        double[] window = ShortTimeFourier.hann(length);
        RealFourier fourier = new RealFourier(Math.max(4, Integer.highestOneBit(2 * length - 1) << 1));
        int size = 2 * (fourier.bins() - 1);
        double[] re = new double[fourier.bins()];
        double[] im = new double[fourier.bins()];
        double[][] tempogram = new double[strength.length][length];
        for (int t = 0; t < strength.length; t++) {
            double[] frame = new double[size];
            for (int n = 0; n < length; n++) {
                frame[n] = window[n] * padded[t + n];
            }
            fourier.forward(frame, re, im);
            for (int k = 0; k < re.length; k++) {
                re[k] = re[k] * re[k] + im[k] * im[k];
                im[k] = 0;
            }
            fourier.backward(re, im, frame);
            System.arraycopy(frame, 0, tempogram[t], 0, length);
            Chroma.scaleToOne(tempogram[t]);
        }
        return tempogram;
    }

    private static double[] padded(double[] signal, int pad) {
        double[] padded = new double[signal.length + 2 * pad];
        System.arraycopy(signal, 0, padded, pad, signal.length);
        for (int i = 0; i < pad; i++) {
            padded[i] = signal[0] * i / pad;
            padded[padded.length - 1 - i] = signal[signal.length - 1] * i / pad;
        }
        return padded;
    }
}
