package org.otvae.signal;

/**
 * The short-time Fourier transform with frames centred on multiples of the hop, the signal reflected at its ends, and
 * its inverse by overlapping and adding [griffin1984signal].
 */
public final class ShortTimeFourier {

    private final RealFourier fourier;
    private final int transform;
    private final int hop;
    private final double[] window; // Hann, periodic, in the middle of the transform

    /** Looks at one frame's spectrum, {@code [transform / 2 + 1]}; the arrays are used again for the next. */
    public interface Visitor {
        void frame(int frame, double[] re, double[] im);
    }

    /** Fills in one frame's spectrum. */
    public interface Source {
        void frame(int frame, double[] re, double[] im);
    }

    /**
     * A transform of {@code window} samples every {@code hop}.
     *
     * @param transform length of the Fourier transform, a power of two of at least 4; the window stands in its middle
     * @param window    length of the Hann window, at most {@code transform}
     * @param hop       samples from one frame to the next
     */
    public ShortTimeFourier(int transform, int window, int hop) {
        this.fourier = new RealFourier(transform);
        this.transform = transform;
        this.hop = hop;
        this.window = new double[transform];
        System.arraycopy(hann(window), 0, this.window, (transform - window) / 2, window);
    }

    /** The values of a spectrum. */
    public int bins() {
        return fourier.bins();
    }

    /** Transforms the {@code samples / hop + 1} frames of a signal of more than half a transform. */
    public void forward(double[] signal, Visitor visitor) {
        double[] frame = new double[transform];
        double[] re = new double[fourier.bins()];
        double[] im = new double[fourier.bins()];
        for (int f = 0; f <= signal.length / hop; f++) {
            frame(f, signal, 0, signal.length, frame);
            fourier.forward(frame, re, im);
            visitor.frame(f, re, im);
        }
    }

    /**
     * Cuts one frame out of a signal and windows it.
     *
     * @param piece  a part of the signal that holds all that the frame sees
     * @param start  where the piece begins in the signal
     * @param length of the whole signal
     * @param frame  receives {@code [transform]}
     */
    public void frame(long number, double[] piece, long start, long length, double[] frame) {
        for (int n = 0; n < transform; n++) {
            frame[n] = window[n] == 0 ? 0
                    : window[n] * piece[(int) (reflected(number * hop + n - transform / 2, length) - start)];
        }
    }

    /** Transforms one windowed frame. */
    public void transform(double[] frame, double[] re, double[] im) {
        fourier.forward(frame, re, im);
    }

    /** The signal whose transform is nearest to the given one in the least-squares sense, {@code [samples]}. */
    public double[] backward(int frames, int samples, Source source) {
        double[] signal = new double[samples];
        double[] weight = new double[samples];
        double[] frame = new double[transform];
        double[] re = new double[fourier.bins()];
        double[] im = new double[fourier.bins()];
        for (int f = 0; f < frames; f++) {
            source.frame(f, re, im);
            fourier.backward(re, im, frame);
            for (int n = 0; n < transform; n++) {
                int at = f * hop + n - transform / 2;
                if (window[n] > 0 && at >= 0 && at < samples) {
                    signal[at] += window[n] * frame[n];
                    weight[at] += window[n] * window[n];
                }
            }
        }
        for (int n = 0; n < samples; n++) {
            signal[n] /= Math.max(weight[n], 1e-8); // where no window reaches there is nothing to divide
        }
        return signal;
    }

    /** The Hann window of a length whose continuation has that period. */
    public static double[] hann(int length) {
        double[] window = new double[length];
        for (int n = 0; n < length; n++) {
            window[n] = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / length);
        }
        return window;
    }

    /** A place in a signal of at least 2 samples that goes on mirrored at its ends, which are not repeated. */
    public static long reflected(long at, long length) {
        long mirrored = Math.abs(at);
        if (mirrored < length) {
            return mirrored; // nearly always; a remainder takes long, and twice a stream's length is too large a number
        }
        long period = Math.floorMod(at, 2 * (length - 1));
        return Math.min(period, 2 * (length - 1) - period);
    }
}
