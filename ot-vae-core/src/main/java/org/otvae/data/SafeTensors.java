package org.otvae.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named tensors with a little metadata, and their file in the safetensors layout [safetensors]: 8 bytes little-endian
 * length of the header, the header in JSON, the values little-endian one after the other.
 *
 * <p>Writing is deterministic: equal content gives equal bytes, laid out as the format's own library does (by element
 * type as in {@link Tensor.Type}, then by name, header padded with spaces to 8 bytes). Reading accepts F32, F64, I64
 * and I32 values, checks every bound before it allocates, and needs no more memory than the values themselves plus the
 * header. Nothing in a file is ever run.
 *
 * @param tensors  the tensors by name, sorted; names are not empty and not {@code __metadata__}
 * @param metadata free texts by name, sorted
 */
public record SafeTensors(SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {

    /** Copies the maps, not the arrays in them. */
    public SafeTensors {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        for (String name : tensors.keySet()) {
            if (name.isEmpty() || name.equals(SafeTensorsHeader.METADATA)) {
                throw new IllegalArgumentException("names of tensors must not be empty nor "
                        + SafeTensorsHeader.METADATA + ", found \"" + name + "\"");
            }
        }
    }

    /** Tensors without metadata. */
    public static SafeTensors of(Map<String, Tensor> tensors) {
        return new SafeTensors(new TreeMap<>(tensors), Collections.emptySortedMap());
    }

    /** The tensor of this name; a file without it is malformed for the one who asks. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new MalformedDataException("expected a tensor \"" + name + "\", found " + tensors.keySet());
        }
        return tensor;
    }

    /**
     * Writes the file; what stood there before is replaced.
     *
     * @throws UncheckedIOException if the disk refuses
     */
    public void write(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file.toAbsolutePath(), e);
        }
    }

    /** Writes the bytes of the file to a stream, which stays open. */
    public void write(OutputStream out) throws IOException {
        SafeTensorsHeader header = SafeTensorsHeader.of(this);
        out.write(header.bytes());
        for (String name : header.entries().keySet()) {
            TensorBytes.write(tensors.get(name), out);
        }
    }

    /**
     * Reads a file.
     *
     * @throws MalformedDataException if it breaks the format
     * @throws UncheckedIOException   if it cannot be read
     */
    public static SafeTensors read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toAbsolutePath(), e);
        } catch (MalformedDataException e) {
            throw new MalformedDataException(file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the bytes of a file.
     *
     * @throws MalformedDataException if they break the format
     */
    public static SafeTensors read(byte[] bytes) {
        try {
            return read(new ByteArrayInputStream(bytes), bytes.length);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static SafeTensors read(InputStream in, long size) throws IOException {
        SafeTensorsHeader header = SafeTensorsHeader.read(in, size);
        NavigableMap<String, Tensor> tensors = new TreeMap<>();
        for (Map.Entry<String, SafeTensorsHeader.Entry> entry : header.entries().entrySet()) {
            tensors.put(entry.getKey(), TensorBytes.read(in, entry.getValue()));
        }
        return new SafeTensors(tensors, header.metadata());
    }
}
