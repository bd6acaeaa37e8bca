package org.otvae.audio.signal;

/**
 * Takes out hum and the offset of a microphone: Butterworth's filter of second order [butterworth1930theory] by the
 * bilinear transform, 3 dB down at its frequency and 12 dB more for every octave below. Example: at 60 Hz and 8 kHz, 30
 * Hz comes out 12.3 dB and 240 Hz less than 0.02 dB weaker.
 *
 * @param hertz      where it is 3 dB down, greater than 0 and less than half the sample rate
 * @param sampleRate samples a second
 */
public record HighPass(double hertz, int sampleRate) {

    public HighPass {
        if (!(hertz > 0 && hertz < sampleRate / 2.0)) {
            throw new IllegalArgumentException("hertz must lie between 0 and half the sample rate, " + sampleRate / 2.0
                    + ", found " + hertz);
        }
    }

    /** The filtered samples, as many as given; silence before the first is assumed. */
    public float[] apply(float[] samples) {
        double k = Math.tan(Math.PI * hertz / sampleRate);
        double norm = 1 / (1 + Math.sqrt(2) * k + k * k);
        double a1 = 2 * (k * k - 1) * norm;
        double a2 = (1 - Math.sqrt(2) * k + k * k) * norm;
        float[] result = new float[samples.length];
        double x1 = 0;
        double x2 = 0;
        double y1 = 0;
        double y2 = 0;
        for (int n = 0; n < samples.length; n++) {
            double y = norm * (samples[n] - 2 * x1 + x2) - a1 * y1 - a2 * y2;
            x2 = x1;
            x1 = samples[n];
            y2 = y1;
            y1 = y;
            result[n] = (float) y;
        }
        return result;
    }
}
