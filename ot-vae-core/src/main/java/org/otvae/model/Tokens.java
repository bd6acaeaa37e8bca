package org.otvae.model;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.otvae.data.DurableFiles;
import org.otvae.data.MalformedDataException;

/**
 * Discrete representations: for each sample and each of its positions, which code of the codebook stands there.
 *
 * <p>Example: ten images of 7 by 7 positions with 256 codes are shape [10, 7, 7] with 490 indices in 0 to 255, 8 bits
 * each in a file. The value is immutable: arrays are copied in and out; {@link #index} reads one without a copy.
 * Equality compares content.
 *
 * @param codes            size of the codebook, at least 2
 * @param shape            samples first, then positions, for example [n, 7, 7]; 2 to 8 sizes, at least 1 position in a
 *                         sample
 * @param indices          row-major, one for each sample and position, each in [0, codes)
 * @param modality         what was encoded, for example {@code image}; at most 64 bytes in UTF-8
 * @param modelFingerprint which model can decode them; at most 256 bytes in UTF-8
 */
public record Tokens(int codes, int[] shape, int[] indices, String modality, String modelFingerprint) {

    /** Checks everything and copies the arrays. */
    public Tokens {
        shape = shape.clone();
        indices = indices.clone();
        Objects.requireNonNull(modality, "modality");
        Objects.requireNonNull(modelFingerprint, "modelFingerprint");
        if (codes < 2) {
            throw new IllegalArgumentException("codes must be at least 2, found " + codes);
        }
        TokenFile.requireText("modality", modality, TokenFile.MAX_MODALITY_BYTES);
        TokenFile.requireText("modelFingerprint", modelFingerprint, TokenFile.MAX_FINGERPRINT_BYTES);
        long expected = TokenFile.length(shape);
        if (expected != indices.length) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " needs " + expected
                    + " indices, found " + indices.length);
        }
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= codes) {
                throw new IllegalArgumentException("indices must be in [0, " + codes + "), found " + indices[i]
                        + " at " + i);
            }
        }
    }

    /** The shape, samples first; a copy. */
    @Override
    public int[] shape() {
        return shape.clone();
    }

    /** All indices, row-major; a copy. */
    @Override
    public int[] indices() {
        return indices.clone();
    }

    /** How many samples there are: the first size of the shape. */
    public int samples() {
        return shape[0];
    }

    /** How many positions each sample has: the product of the other sizes. */
    public int positions() {
        int positions = 1;
        for (int i = 1; i < shape.length; i++) {
            positions *= shape[i];
        }
        return positions;
    }

    /** One index: sample in [0, samples), position in [0, positions), row-major. */
    public int index(int sample, int position) {
        return indices[Objects.checkIndex(sample, samples()) * positions() + Objects.checkIndex(position, positions())];
    }

    /** The tokens of one sample, shape [1, ...]. */
    public Tokens sample(int sample) {
        int from = Objects.checkIndex(sample, samples()) * positions();
        int[] one = shape.clone();
        one[0] = 1;
        int[] part = Arrays.copyOfRange(indices, from, from + positions());
        return new Tokens(codes, one, part, modality, modelFingerprint);
    }

    /** Writes a token file; what stood there before is replaced, in one step when the new one is whole. */
    public void write(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                stream(file); // a pipe or a device, which no file may take the place of
            } else {
                DurableFiles.replace(file, this::writeTo);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), e);
        }
    }

    private void stream(Path pipe) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(pipe))) {
            writeTo(out);
        }
    }

    /** Writes the bytes of a token file to a stream, which stays open. */
    public void writeTo(OutputStream out) throws IOException {
        TokenFile.write(codes, indices, TokenFile.header(codes, shape, modality, modelFingerprint), out);
    }

    /**
     * Reads a token file.
     *
     * @throws MalformedDataException if it breaks the format or goes on after its end
     * @throws UncheckedIOException   if it cannot be read
     */
    public static Tokens read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Tokens tokens = readFrom(in);
            if (in.read() >= 0) {
                throw new MalformedDataException("expected nothing after the checksum of the token file, found more");
            }
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        } catch (MalformedDataException e) {
            throw new MalformedDataException(file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads tokens from a stream and leaves it right after them. Memory follows the bytes that arrive, not what the
     * header claims.
     *
     * @throws MalformedDataException if the bytes break the format
     */
    public static Tokens readFrom(InputStream in) throws IOException {
        return TokenFile.read(in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokens that && codes == that.codes && Arrays.equals(shape, that.shape)
                && Arrays.equals(indices, that.indices) && modality.equals(that.modality)
                && modelFingerprint.equals(that.modelFingerprint);
    }

    @Override
    public int hashCode() {
        return Objects.hash(codes, Arrays.hashCode(shape), Arrays.hashCode(indices), modality, modelFingerprint);
    }

    @Override
    public String toString() {
        return "Tokens[codes=" + codes + ", shape=" + Arrays.toString(shape) + ", modality=" + modality
                + ", modelFingerprint=" + modelFingerprint + "]";
    }
}
