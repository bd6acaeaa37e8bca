package org.otvae.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.otvae.model.Tokenizer;

/**
 * The framing of CelebA's photographs [liu2015faceattributes]: the middle 140 x 140 resized to {@code [3, 64, 64]} as Pillow's
 * bilinear filter does it, the protocol of [takida2022sqvae].
 */
public final class AlignedFace {

    /** The corpus whose models look at pictures so; see {@link Tokenizer#corpus}. */
    public static final String CORPUS = "celeba";

    /** Width and height of an example, in pixels. */
    public static final int SIDE = 64;

    private static final int CROP = 140;
    private static final int WIDTH = 178;
    private static final int HEIGHT = 218;
    private static final CenterCrop MIDDLE = new CenterCrop(CROP, SIDE);
    private static final float WHITE = 255;

    private AlignedFace() {
    }

    /** Whether a model learned from such examples. */
    static boolean isLookedAtBy(Tokenizer tokenizer) {
        return tokenizer.corpus().filter(CORPUS::equals).isPresent()
                && Arrays.equals(tokenizer.exampleShape(), new long[] {3, SIDE, SIDE});
    }

    /** Whether there is a picture and has the size of CelebA's aligned photographs, 178 x 218. */
    static boolean is(BufferedImage picture) {
        return picture != null && picture.getWidth() == WIDTH && picture.getHeight() == HEIGHT;
    }

    /**
     * The middle of a picture as levels of 0 to 255, {@code [3, 64, 64]}, unsigned.
     *
     * @throws IllegalArgumentException if the picture is smaller than 140 x 140
     */
    public static byte[] levels(BufferedImage picture) {
        if (picture.getWidth() < CROP || picture.getHeight() < CROP) {
            throw new IllegalArgumentException("expected a picture of at least " + CROP + " x " + CROP + " pixels, found "
                    + picture.getWidth() + " x " + picture.getHeight() + "; get the aligned pictures, img_align_celeba");
        }
        return MIDDLE.apply(picture);
    }

    /** The same in [0, 1]. */
    public static float[] values(BufferedImage picture) {
        byte[] levels = levels(picture);
        float[] values = new float[levels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (levels[i] & 0xFF) / WHITE;
        }
        return values;
    }
}
