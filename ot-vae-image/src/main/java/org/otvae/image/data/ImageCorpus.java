package org.otvae.image.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.otvae.data.Corpus;
import org.otvae.data.MalformedDataException;
import org.otvae.data.Sha256;
import org.otvae.data.Split;

/**
 * Images in memory, a byte a value, handed out as floats in [0, 1]: value / 255, no other preprocessing (the protocol
 * of [takida2022sqvae]). 10,000 images of {@code [1, 28, 28]} take 7.8 MB.
 */
public final class ImageCorpus implements Corpus {

    private static final float WHITE = 255;

    private final String name;
    private final int channels;
    private final int height;
    private final int width;
    private final Map<Split, LabelledImages> splits;
    private final List<String> notes;
    private final List<String> labels;
    private final String fingerprint;

    /**
     * A corpus of the given splits.
     *
     * @param name     what commands and records call it
     * @param channels 1 for grey, 3 for red, green, blue
     * @param height   in pixels
     * @param width    in pixels
     * @param splits   the images of each split that there is
     */
    public ImageCorpus(String name, int channels, int height, int width, Map<Split, LabelledImages> splits) {
        this(name, channels, height, width, splits, List.of());
    }

    /**
     * The same with lines for people about what was read.
     *
     * @param notes see {@link Corpus#notes}
     */
    ImageCorpus(String name, int channels, int height, int width, Map<Split, LabelledImages> splits, List<String> notes) {
        this.name = Objects.requireNonNull(name, "name");
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.notes = List.copyOf(notes);
        this.labels = List.of();
        this.splits = Collections.unmodifiableMap(new EnumMap<>(splits));
        splits.forEach((split, images) -> {
            if (images.pixels().length != (long) images.count() * exampleSize()) {
                throw new IllegalArgumentException(split + " of " + name + " must have " + exampleSize()
                        + " values an image, found " + images.pixels().length / images.count());
            }
        });
        this.fingerprint = digest();
    }

    private ImageCorpus(ImageCorpus other, List<String> labels) {
        this.name = other.name;
        this.channels = other.channels;
        this.height = other.height;
        this.width = other.width;
        this.splits = other.splits;
        this.notes = other.notes;
        this.labels = List.copyOf(labels);
        this.fingerprint = other.fingerprint;
    }

    /**
     * The same images with names for their classes; these are no part of the fingerprint, as autoencoders never see
     * them.
     *
     * @param names in the order of the classes' numbers
     */
    ImageCorpus named(List<String> names) {
        splits.values().forEach(images -> {
            for (byte label : images.labels()) {
                if ((label & 0xFF) >= names.size()) {
                    throw new MalformedDataException(name + ": expected classes from 0 to " + (names.size() - 1)
                            + ", found "
                            + (label & 0xFF) + "; get the data again");
                }
            }
        });
        return new ImageCorpus(this, names);
    }

    @Override
    public String name() {
        return name;
    }

    /** {@code [channels, height, width]}. */
    @Override
    public long[] exampleShape() {
        return new long[] {channels, height, width};
    }

    @Override
    public int size(Split split) {
        return splits.containsKey(split) ? splits.get(split).count() : 0;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void read(Split split, int index, long draw, float[] target, int offset) {
        Objects.checkIndex(index, size(split));
        byte[] pixels = splits.get(split).pixels();
        int size = exampleSize();
        for (int i = 0; i < size; i++) {
            target[offset + i] = (pixels[index * size + i] & 0xFF) / WHITE;
        }
    }

    /** The names of the classes; empty where they have none. */
    @Override
    public List<String> labels() {
        return labels;
    }

    /** The class of an image, 0 to 255. Autoencoders never see it. */
    @Override
    public int label(Split split, int index) {
        Objects.checkIndex(index, size(split));
        return splits.get(split).labels()[index] & 0xFF;
    }

    private String digest() {
        MessageDigest sha = Sha256.begun();
        for (long length : exampleShape()) {
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(length).flip());
        }
        splits.forEach((split, images) -> {
            sha.update(split.name().getBytes(StandardCharsets.US_ASCII));
            sha.update(ByteBuffer.allocate(Long.BYTES).putLong(images.count()).flip());
            sha.update(images.pixels());
        });
        return HexFormat.of().formatHex(sha.digest());
    }
}
