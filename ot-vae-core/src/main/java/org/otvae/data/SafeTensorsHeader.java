package org.otvae.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The first part of a safetensors file: which tensors follow, checked against the size of the file.
 *
 * @param entries  by name, in the order of the values in the file, without holes or overlap
 * @param metadata free texts
 */
record SafeTensorsHeader(Map<String, Entry> entries, SortedMap<String, String> metadata) {

    static final String METADATA = "__metadata__";
    static final int MAX_BYTES = 1 << 20; // arbitrary, about 8,000 tensors; the format's own library allows 100 MB
    private static final int PREFIX = Long.BYTES;
    private static final int MAX_RANK = 32; // as many as ND4J allows

    /**
     * Where a tensor lies.
     *
     * @param type   element type
     * @param shape  outermost first
     * @param length number of values, the product of the shape
     * @param begin  offset of the first byte after the header
     */
    record Entry(Tensor.Type type, long[] shape, int length, long begin) {

        long end() {
            return begin + (long) length * type.bytes();
        }

        private Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("dtype", type.name());
            fields.put("shape", Arrays.stream(shape).boxed().toList());
            fields.put("data_offsets", List.of(begin, end()));
            return fields;
        }
    }

    static SafeTensorsHeader of(SafeTensors content) {
        List<Map.Entry<String, Tensor>> order = new ArrayList<>(content.tensors().entrySet());
        order.sort(Comparator.comparing(named -> named.getValue().type())); // stable: names stay sorted
        Map<String, Entry> entries = new LinkedHashMap<>();
        long begin = 0;
        for (Map.Entry<String, Tensor> named : order) {
            Tensor tensor = named.getValue();
            Entry entry = new Entry(tensor.type(), tensor.shape(), tensor.length(), begin);
            entries.put(named.getKey(), entry);
            begin = entry.end();
        }
        return new SafeTensorsHeader(entries, content.metadata());
    }

    byte[] bytes() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            fields.put(METADATA, metadata);
        }
        entries.forEach((name, entry) -> fields.put(name, entry.fields()));
        byte[] json = Json.bytes(fields);
        int padded = (json.length + 7) / 8 * 8;
        if (padded > MAX_BYTES) {
            throw new IllegalArgumentException("the header must have at most " + MAX_BYTES + " bytes, found " + padded
                    + "; use fewer tensors, shorter names or less metadata");
        }
        byte[] bytes = new byte[PREFIX + padded];
        Arrays.fill(bytes, (byte) ' ');
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        return bytes;
    }

    static SafeTensorsHeader read(InputStream in, long fileSize) throws IOException {
        byte[] prefix = in.readNBytes(PREFIX);
        if (prefix.length < PREFIX) {
            throw new MalformedDataException("expected a safetensors file, found only " + prefix.length + " bytes");
        }
        long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > MAX_BYTES || length > fileSize - PREFIX) {
            throw new MalformedDataException("expected a safetensors header of 2 to "
                    + Math.min(MAX_BYTES, Math.max(0, fileSize - PREFIX)) + " bytes, found a declared length of "
                    + Long.toUnsignedString(length));
        }
        byte[] json = in.readNBytes((int) length);
        if (json.length < length || json[0] != '{') {
            throw new MalformedDataException("expected a safetensors header of " + length + " bytes that begins with"
                    + " '{', found something else; the file is truncated or of another format");
        }
        return parse(JsonObject.read(json, MAX_BYTES), fileSize - PREFIX - length);
    }

    private static SafeTensorsHeader parse(JsonObject header, long dataSize) {
        SortedMap<String, String> metadata = new TreeMap<>();
        List<Map.Entry<String, Entry>> order = new ArrayList<>();
        for (String name : header.fields().keySet()) {
            if (name.equals(METADATA)) {
                JsonObject texts = header.object(name);
                texts.fields().keySet().forEach(key -> metadata.put(key, texts.text(key)));
            } else if (name.isEmpty()) {
                throw new MalformedDataException("expected a name for each tensor, found an empty one");
            } else {
                order.add(Map.entry(name, entry(name, header.object(name))));
            }
        }
        order.sort(Comparator.comparingLong((Map.Entry<String, Entry> named) -> named.getValue().begin())
                .thenComparingLong(named -> named.getValue().end()));
        Map<String, Entry> entries = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, Entry> named : order) {
            Entry entry = named.getValue();
            requireEqual("tensor \"" + named.getKey() + "\" to begin at byte", end, entry.begin());
            end = entry.end();
            entries.put(named.getKey(), entry);
        }
        requireEqual("size of all values in bytes", dataSize, end);
        return new SafeTensorsHeader(entries, metadata);
    }

    private static Entry entry(String name, JsonObject fields) {
        if (fields.fields().size() != 3) {
            throw new MalformedDataException("tensor \"" + name + "\": expected dtype, shape and data_offsets, found "
                    + fields.fields().keySet());
        }
        Tensor.Type type = type(name, fields.text("dtype"));
        long[] shape = fields.integers("shape");
        long[] offsets = fields.integers("data_offsets");
        long length = length(name, shape);
        if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]
                || offsets[1] - offsets[0] != length * type.bytes()) {
            throw new MalformedDataException("tensor \"" + name + "\": expected offsets " + length * type.bytes()
                    + " bytes apart for " + type + Arrays.toString(shape) + ", found " + Arrays.toString(offsets));
        }
        return new Entry(type, shape, (int) length, offsets[0]);
    }

    private static Tensor.Type type(String name, String found) {
        for (Tensor.Type type : Tensor.Type.values()) {
            if (type.name().equals(found)) {
                return type;
            }
        }
        throw new MalformedDataException("tensor \"" + name + "\": expected dtype "
                + Arrays.toString(Tensor.Type.values()) + ", found \"" + found + "\"");
    }

    private static long length(String name, long[] shape) {
        long length = 1;
        boolean acceptable = shape.length <= MAX_RANK;
        for (int i = 0; i < shape.length && acceptable; i++) {
            acceptable = shape[i] >= 0 && shape[i] <= Integer.MAX_VALUE; // then the product fits into a long
            length = acceptable ? length * shape[i] : length;
            acceptable &= length <= Integer.MAX_VALUE;
        }
        if (!acceptable) {
            throw new MalformedDataException("tensor \"" + name + "\": expected a shape of at most " + MAX_RANK
                    + " sizes and " + Integer.MAX_VALUE + " values, found one beyond");
        }
        return length;
    }

    private static void requireEqual(String what, long expected, long found) {
        if (expected != found) {
            throw new MalformedDataException("expected " + what + " " + expected + ", found " + found
                    + "; the file is damaged or truncated");
        }
    }
}
