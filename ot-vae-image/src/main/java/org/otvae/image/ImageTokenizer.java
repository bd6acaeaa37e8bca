package org.otvae.image;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.otvae.model.Tokenizer;
import org.otvae.model.Tokens;

/**
 * A trained model that turns pictures into tokens and back. Immutable and safe for several threads. The tokens of a
 * picture do not depend on what else is encoded with it.
 *
 * <p>Example: with a model of {@code [1, 28, 28]} images a picture of 640 x 480 pixels becomes tokens {@code [1, 7, 7]}
 * and these a picture of 28 x 28.
 */
public final class ImageTokenizer implements AutoCloseable {

    private final Tokenizer tokenizer;
    private final boolean faces;

    /** A tokenizer over one whose examples are {@code [1 or 3, height, width]}; closing this closes that. */
    public ImageTokenizer(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        Images.requireShape(tokenizer.exampleShape());
        this.faces = AlignedFace.isLookedAtBy(tokenizer);
    }

    /**
     * The example that a picture of any size becomes, {@code [channels, height, width]} in [0, 1]: framed as {@link Images#fit}
     * does it; but for a model of CelebA a photograph of 178 x 218 as {@link AlignedFace} does it, like those that it learned from.
     */
    public float[] example(BufferedImage picture) {
        return faces && AlignedFace.is(picture) ? AlignedFace.values(picture) : Images.fit(picture, tokenizer.exampleShape());
    }

    /** The tokens of pictures of any size, {@code [pictures, rows, columns]}, each framed as {@link #example} does it. */
    public Tokens encode(BufferedImage... pictures) {
        long[] shape = tokenizer.exampleShape();
        int size = Math.toIntExact(shape[0] * shape[1] * shape[2]);
        float[] examples = new float[Math.multiplyExact(pictures.length, size)];
        for (int i = 0; i < pictures.length; i++) {
            System.arraycopy(example(pictures[i]), 0, examples, i * size, size);
        }
        return tokenizer.encode(examples, pictures.length);
    }

    /**
     * The pictures that tokens stand for.
     *
     * @throws IllegalArgumentException if the tokens are of another model, codebook or grid
     */
    public List<BufferedImage> decode(Tokens tokens) {
        float[] examples = tokenizer.decode(tokens);
        long[] shape = tokenizer.exampleShape();
        int size = Math.toIntExact(shape[0] * shape[1] * shape[2]);
        List<BufferedImage> pictures = new ArrayList<>();
        for (int start = 0; start < examples.length; start += size) {
            pictures.add(Images.picture(Arrays.copyOfRange(examples, start, start + size), shape));
        }
        return pictures;
    }

    /** The model below, for examples as numbers. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Ends the use of the model. */
    @Override
    public void close() {
        tokenizer.close();
    }
}
