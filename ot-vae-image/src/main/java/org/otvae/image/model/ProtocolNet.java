package org.otvae.image.model;

/**
 * The three published networks [takida2022sqvae, code]: convolutions that halve the sides twice, then residual blocks.
 * Where they differ is not a rule but history, so each is written down.
 */
public enum ProtocolNet {

    /** MNIST and Fashion-MNIST: {@code [28, 28, 1]} → {@code [7, 7, dim]}. */
    PIXELS_28(1, false, false, 2, 2),

    /** CIFAR-10: {@code [32, 32, 3]} → {@code [8, 8, dim]}. */
    PIXELS_32(3, true, true, 2, 2),

    /**
     * CelebA: {@code [64, 64, 3]} → {@code [16, 16, dim]}. The decoder has one residual block less than the encoder.
     */
    PIXELS_64(3, true, false, 6, 5);

    /** Factor between the sides of an image and those of its grid of latents. */
    static final int STRIDE = 4;

    private final int channels;
    private final boolean middle;
    private final boolean middleActivated;
    private final int encoderBlocks;
    private final int decoderBlocks;

    ProtocolNet(int channels, boolean middle, boolean middleActivated, int encoderBlocks, int decoderBlocks) {
        this.channels = channels;
        this.middle = middle;
        this.middleActivated = middleActivated;
        this.encoderBlocks = encoderBlocks;
        this.decoderBlocks = decoderBlocks;
    }

    /** 1 for grey images, 3 for red, green, blue. */
    public int channels() {
        return channels;
    }

    /** Whether a convolution that keeps the size stands between the halving ones and the residual blocks. */
    boolean hasMiddle() {
        return middle;
    }

    /** Whether batch normalisation and ReLU follow the encoder's middle convolution. */
    boolean activatesMiddle() {
        return middleActivated;
    }

    int encoderBlocks() {
        return encoderBlocks;
    }

    int decoderBlocks() {
        return decoderBlocks;
    }

    static int requireDim(int dim) {
        if (dim < 2 || dim % 2 != 0) {
            throw new IllegalArgumentException("dim must be even and at least 2, found " + dim
                    + "; the outermost layers have half of it");
        }
        return dim;
    }
}
