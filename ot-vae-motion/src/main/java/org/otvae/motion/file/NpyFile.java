package org.otvae.motion.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.otvae.data.MalformedDataException;

/**
 * Reads arrays of numbers that numpy saved: {@code .npy}, versions 1 to 3, and {@code .npz}, a zip of them. Sizes are
 * checked against what is there before memory is reserved; Python objects are refused.
 */
public final class NpyFile {

    private static final int MOST_BYTES = 256 << 20;
    private static final int MOST_HEADER = 10_000; // numpy's own limit
    private static final int MOST_ENTRIES = 1_000;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER = Pattern.compile("\\{\\s?'descr':\\s?'([^']{1,10})',\\s?'fortran_order':\\s?"
            + "(True|False),\\s?'shape':\\s?\\(([0-9, ]{0,200})\\),?\\s?\\}\\s*");

    private NpyFile() {
    }

    /**
     * Reads one array.
     *
     * @throws org.otvae.data.MissingDataException if there is no such file
     * @throws MalformedDataException              if it is no array of numbers
     */
    public static NumpyArray read(Path file) {
        return FileBytes.parse(file, MOST_BYTES, "an .npy file", NpyFile::array);
    }

    /**
     * Reads the arrays of an {@code .npz} file by their names, in the order of the file; errors as in {@link #read}.
     */
    public static Map<String, NumpyArray> readAll(Path file) {
        return FileBytes.parse(file, MOST_BYTES, "an .npz file", NpyFile::arrays);
    }

    static Map<String, NumpyArray> arrays(byte[] bytes) {
        Map<String, NumpyArray> arrays = new LinkedHashMap<>();
        int left = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = content(zip, left);
                left -= content.length;
                String name = entry.getName().endsWith(".npy") ? entry.getName().substring(0, entry.getName()
                        .length() - 4)
                        : entry.getName();
                if (arrays.size() >= MOST_ENTRIES || arrays.put(name, array(content)) != null) {
                    throw new MalformedDataException("expected at most " + MOST_ENTRIES
                            + " arrays of different names, found more");
                }
            }
        } catch (IOException | IllegalArgumentException broken) { // the latter for names that are not UTF-8
            throw new MalformedDataException("expected a zip of .npy files, found a broken one: "
            + broken.getMessage(), broken);
        }
        if (arrays.isEmpty()) {
            throw new MalformedDataException("expected a zip of .npy files, found none in it");
        }
        return arrays;
    }

    private static byte[] content(InputStream zip, int limit) throws IOException {
        byte[] content = zip.readNBytes(limit);
        if (zip.read() >= 0) {
            throw new MalformedDataException("expected arrays of at most " + MOST_BYTES + " bytes, found more");
        }
        return content;
    }

    static NumpyArray array(byte[] bytes) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes.length < 10 || bytes[i] != MAGIC[i]) {
                throw new MalformedDataException("expected an array saved by numpy, found another file; "
                        + "use numpy.save");
            }
        }
        int version = bytes[6];
        if (version < 1 || version > 3 || bytes[7] != 0) {
            throw new MalformedDataException("expected version 1.0, 2.0 or 3.0 of the .npy format, found " + version
                    + "."
                    + bytes[7]);
        }
        int start = version == 1 ? 10 : 12;
        long length = (bytes[8] & 0xFF) | (bytes[9] & 0xFF) << 8;
        if (version > 1) {
            length |= bytes.length < 12 ? 0 : (bytes[10] & 0xFFL) << 16 | (bytes[11] & 0xFFL) << 24;
        }
        if (length > MOST_HEADER || start + length > bytes.length) {
            throw new MalformedDataException("expected a header of at most " + Math.min(MOST_HEADER,
                    bytes.length - start)
                    + " bytes, found " + length);
        }
        String header = new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new MalformedDataException("expected a header with descr, fortran_order and shape of an array of "
                    + "numbers, found \""
                    + header.substring(0, Math.min(80, header.length())).replaceAll("[^ -~]", "?") + "\"");
        }
        NumpyType type = NumpyType.of(matcher.group(1));
        List<Integer> shape = shape(matcher.group(3));
        int from = start + (int) length;
        if (NumpyArray.bytes(type, shape) != bytes.length - from) {
            throw new MalformedDataException("expected " + NumpyArray.bytes(type, shape)
                    + " bytes for an array of the shape "
                    + shape + ", found " + (bytes.length - from));
        }
        return new NumpyArray(type, shape, matcher.group(2).equals("True"),
                Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static List<Integer> shape(String text) {
        List<Integer> shape = new ArrayList<>();
        for (String length : text.split(",")) {
            if (!length.isBlank()) {
                if (!length.strip().matches("[0-9]{1,9}")) {
                    throw new MalformedDataException("expected lengths below 1e9, found \"" + length.strip() + "\"");
                }
                shape.add(Integer.parseInt(length.strip()));
            }
        }
        return shape;
    }
}
