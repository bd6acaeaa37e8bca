package org.otvae.audio.signal;

/**
 * How loud a recording is, which a front end has to know before its first frame. {@link FrontEnd#level} finds it in a
 * whole recording; whoever streams sound states it beforehand, since nobody knows the loudest moment of what is not
 * over.
 *
 * @param peak    the largest absolute sample, greater than 0; this becomes 0.999
 * @param loudest the loudest band of the loudest frame in dB after that; what is {@link FrontEnd#range} below it is cut
 *                off
 */
public record Level(double peak, double loudest) {

    /** Checks that both are numbers. */
    public Level {
        if (!(peak > 0) || Double.isInfinite(peak) || !Double.isFinite(loudest)) {
            throw new IllegalArgumentException("expected a peak greater than 0 and a loudest band in dB, found " + peak
                    + " and " + loudest);
        }
    }
}
