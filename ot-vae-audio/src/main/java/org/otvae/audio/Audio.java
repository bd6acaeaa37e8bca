package org.otvae.audio;

/**
 * The front end of the speech protocol, ZeroSpeech 2019 English [takida2022sqvae, code], as numbers. Reading, networks
 * and vocoding are not here yet.
 */
public final class Audio {

    /** Samples a second, in Hz; recordings are mono. */
    public static final int SAMPLE_RATE_HZ = 16_000;

    /** Length of the Fourier transform in samples; the window stands in its middle, zeros around it. */
    public static final int TRANSFORM_SAMPLES = 2_048;

    /** Length of the Hann window in samples: 25 ms. */
    public static final int WINDOW_SAMPLES = 400;

    /** From one frame to the next in samples: 10 ms. */
    public static final int HOP_SAMPLES = 160;

    /** Mel bands (Slaney's scale and area norm): the channels of an example. */
    public static final int BANDS = 80;

    /** Lower edge of the first mel band, in Hz. */
    public static final double LOWEST_HZ = 50;

    /** Upper edge of the last mel band, in Hz: half the sample rate. */
    public static final double HIGHEST_HZ = 8_000;

    /** a in the pre-emphasis y[n] = x[n] - a x[n-1]. */
    public static final double PRE_EMPHASIS = 0.97;

    /** Range kept below the loudest value of an utterance, in dB. */
    public static final double RANGE_DECIBEL = 80;

    /** Frames that an example of training reconstructs; it reads one more on either side. */
    public static final int TARGET_FRAMES = 32;

    /** Frames for each latent: one latent every 20 ms. */
    public static final int FRAMES_PER_LATENT = 2;

    private Audio() {
    }
}
