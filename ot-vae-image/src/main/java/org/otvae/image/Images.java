package org.otvae.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.otvae.image.metric.PeakSignalToNoise;
import org.otvae.image.metric.StructuralSimilarity;
import org.otvae.image.preview.Png;
import org.otvae.metric.Fidelity;
import org.otvae.model.ModelFolder;

/** Pictures as examples of a corpus, and examples as pictures. Reads PNG, JPEG, GIF and BMP; writes PNG. */
public final class Images {

    /** What token files and model folders call this modality. */
    public static final String MODALITY = "image";

    private static final List<String> PRETRAINED = List.of("fashion-mnist", "cifar10");

    private Images() {
    }

    /**
     * Reads a picture, cuts its middle to the proportions of an example and brings it to its size by averaging the area
     * behind each pixel. Colour becomes grey by the weights of ITU-R BT.601; transparent parts become black. Of a picture
     * with more than 4 million pixels only every n-th column and row is decoded ({@link #load}) and averaged. A camera's note
     * that the picture is to be turned (EXIF orientation) is not heeded.
     *
     * @param exampleShape {@code [channels, height, width]} with 1 or 3 channels
     * @return {@code [channels, height, width]} in [0, 1]
     * @throws org.otvae.data.MissingDataException   if there is no such file
     * @throws org.otvae.data.MalformedDataException if it is no picture that can be read, or one of more than 64
     *                                               million pixels, or a progressive JPEG of more than 8 to 16 million
     */
    public static float[] read(Path file, long[] exampleShape) {
        requireShape(exampleShape);
        return fit(PictureFile.read(file), exampleShape);
    }

    /**
     * Reads a picture as it is stored; of one with more than 4 million pixels every n-th column and row, with the smallest n
     * that leaves no more. The path may lead into a zip or jar file system; a picture there has at most 32 MB.
     *
     * @throws org.otvae.data.MissingDataException   if there is no such file
     * @throws org.otvae.data.MalformedDataException as {@link #read} does
     */
    public static BufferedImage load(Path file) {
        return PictureFile.read(file);
    }

    /** {@link #read} for a picture that is in memory already. */
    public static float[] fit(BufferedImage picture, long[] exampleShape) {
        requireShape(exampleShape);
        Objects.requireNonNull(picture, "expected a picture, found null, which is what ImageIO.read gives for a format that it does not "
                + "know; Images.load says what is wrong with a file");
        return Resampling.fit(picture, (int) exampleShape[0], Math.toIntExact(exampleShape[1]),
                Math.toIntExact(exampleShape[2]));
    }

    /**
     * Writes an example as a PNG file.
     *
     * @param values       {@code [channels, height, width]}; values outside [0, 1] are cut off
     * @param exampleShape {@code [channels, height, width]} with 1 or 3 channels
     * @throws UncheckedIOException if the file cannot be written, for example as there is no such folder
     */
    public static void write(Path file, float[] values, long[] exampleShape) {
        try {
            Files.write(file, Png.bytes(picture(values, exampleShape)));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), failure);
        }
    }

    /**
     * An example as a picture, grey or in colour.
     *
     * @param values       {@code [channels, height, width]}; values outside [0, 1] are cut off
     * @param exampleShape {@code [channels, height, width]} with 1 or 3 channels
     */
    public static BufferedImage picture(float[] values, long[] exampleShape) {
        requireShape(exampleShape);
        int channels = (int) exampleShape[0];
        int height = Math.toIntExact(exampleShape[1]);
        int width = Math.toIntExact(exampleShape[2]);
        if (values.length != (long) channels * height * width) {
            throw new IllegalArgumentException("expected " + (long) channels * height * width + " values for "
                    + Arrays.toString(exampleShape) + ", found " + values.length);
        }
        BufferedImage picture = new BufferedImage(width, height,
                channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            int level = Math.round(255 * Math.min(1, Math.max(0, values[i])));
            int pixel = i % (height * width);
            picture.getRaster().setSample(pixel % width, pixel / width, i / (height * width), level);
        }
        return picture;
    }

    /**
     * The tokenizer of a model folder, as {@code ./otvae export} writes it; the caller closes it. Needs an ND4J backend
     * on the class path.
     *
     * @throws org.otvae.data.MissingDataException   if there is no model in the folder
     * @throws org.otvae.data.MalformedDataException if it is damaged or no model of images
     */
    public static ImageTokenizer tokenizer(Path modelFolder) {
        return new ImageTokenizer(ModelFolder.tokenizer(modelFolder, MODALITY));
    }

    /** The names of the models inside the jar; the README beside each tells its data, licence and scores. */
    public static List<String> pretrained() {
        return PRETRAINED;
    }

    /**
     * The tokenizer of a model inside the jar; the caller closes it.
     *
     * @throws IllegalArgumentException if {@link #pretrained()} has no such name
     */
    public static ImageTokenizer pretrained(String name) {
        if (!PRETRAINED.contains(name)) {
            throw new IllegalArgumentException("expected one of the models " + String.join(", ", PRETRAINED) + ", found \""
                    + name + "\"");
        }
        return new ImageTokenizer(ModelFolder.tokenizer(Images.class, "pretrained/" + name, MODALITY));
    }

    /**
     * The measures that tables of images have beside the mean squared error, for one evaluation: peak signal-to-noise
     * ratio and, from 11 pixels a side on, structural similarity.
     *
     * @param exampleShape {@code [channels, height, width]} with 1 or 3 channels
     */
    public static List<Fidelity> fidelity(long[] exampleShape) {
        requireShape(exampleShape);
        int channels = (int) exampleShape[0];
        int height = Math.toIntExact(exampleShape[1]);
        int width = Math.toIntExact(exampleShape[2]);
        Fidelity ratio = new PeakSignalToNoise(channels * height * width);
        return Math.min(height, width) < StructuralSimilarity.WINDOW ? List.of(ratio)
                : List.of(ratio, new StructuralSimilarity(channels, height, width));
    }

    static void requireShape(long[] shape) {
        if (shape.length != 3 || shape[0] != 1 && shape[0] != 3 || shape[1] < 1 || shape[2] < 1) {
            throw new IllegalArgumentException("an image must have the shape [1 or 3, height, width], found "
                    + Arrays.toString(shape));
        }
    }
}
