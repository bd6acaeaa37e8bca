package org.otvae.motion.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otvae.data.MalformedDataException;

/**
 * The type of an array's elements: floats of 4 or 8 bytes, signed or unsigned integers of 1, 2, 4 or 8, booleans.
 *
 * @param kind      {@code f}, {@code i}, {@code u} or {@code b}
 * @param bytes     of an element
 * @param bigEndian the order of its bytes
 */
record NumpyType(char kind, int bytes, boolean bigEndian) {

    private static final Pattern TEXT = Pattern.compile("([<>|=]?)(f4|f8|[iu][1248]|b1)");

    /** The type that numpy writes so, {@code <f4} for instance. */
    static NumpyType of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
            throw new MalformedDataException("expected an array of floats (f4, f8), integers (i1 to u8) or booleans, "
                    + "found \""
                    + shown.replaceAll("\\p{Cntrl}", "?") + "\"; convert it with astype(numpy.float32)");
        }
        return new NumpyType(matcher.group(2).charAt(0), matcher.group(2).charAt(1) - '0', matcher.group(1)
                .equals(">"));
    }

    /** An element at a place in bytes. */
    double at(byte[] data, int place) {
        ByteBuffer buffer = ByteBuffer.wrap(data).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (kind == 'f') {
            return bytes == 4 ? buffer.getFloat(place) : buffer.getDouble(place);
        }
        long signed = switch (bytes) {
            case 1 -> buffer.get(place);
            case 2 -> buffer.getShort(place);
            case 4 -> buffer.getInt(place);
            default -> buffer.getLong(place);
        };
        if (kind == 'i' || bytes == 8) {
            return kind == 'u' && signed < 0 ? signed + 0x1p64 : signed;
        }
        return signed & (1L << 8 * bytes) - 1;
    }
}
