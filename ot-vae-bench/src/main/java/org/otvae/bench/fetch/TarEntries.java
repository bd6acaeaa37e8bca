package org.otvae.bench.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.otvae.data.MalformedDataException;

/**
 * Walks through the plain files of a tar archive, POSIX ustar or old style, with GNU's entries for names of more than
 * 100 bytes. Everything a data package does not need (links, devices, other extensions, sizes beyond octal) is refused
 * rather than interpreted.
 */
final class TarEntries {

    /** Looks at one plain file; {@code content} may be read once or left out. */
    interface Visitor {
        void file(String name, Content content) throws IOException;
    }

    private static final int BLOCK = 512;
    private static final int ENTRIES = 1 << 14; // tuxpaint-stamps-default, the largest that is read here, has 10,669
    private static final long SIZE_LIMIT = 64L << 20;
    private static final long LONGEST_NAME = 4096; // bytes, PATH_MAX of Linux

    private final BoundedInput in;
    private final String what;

    TarEntries(BoundedInput in, String what) {
        this.in = in;
        this.what = what;
    }

    /** Visits each plain file by its name without a leading {@code ./}. */
    void forEach(Visitor visitor) throws IOException {
        String longName = null; // of the entry that follows
        for (int entry = 0; entry < ENTRIES; entry++) {
            byte[] header = in.exactly(BLOCK);
            if (blank(header)) {
                return;
            }
            requireChecksum(header);
            String name = longName == null ? name(header) : below(longName);
            char kind = (char) header[156];
            boolean names = kind == 'L' && longName == null;
            if (kind != '0' && kind != '\0' && kind != '5' && !names) {
                throw new MalformedDataException(what
                        + ": expected only plain files and folders, found an entry of kind '"
                        + kind + "' (" + name + "); refused");
            }
            long size = octal(header, 124, 12, names ? LONGEST_NAME : SIZE_LIMIT, name);
            var content = new Content((int) size);
            longName = names ? text(content.bytes(), 0, content.size) : null;
            if (kind != '5' && !names) {
                visitor.file(name, content);
            }
            in.leaveOut((content.read ? 0 : size) + (BLOCK - size % BLOCK) % BLOCK);
        }
        throw new MalformedDataException(what + ": expected at most " + ENTRIES + " entries, found more; refused");
    }

    private String name(byte[] header) {
        String prefix = header[257] == 'u' ? text(header, 345, 155) : "";
        return below(prefix.isEmpty() ? text(header, 0, 100) : prefix + "/" + text(header, 0, 100));
    }

    /** The name without a leading {@code ./}, if it stays below the root. */
    private String below(String name) {
        boolean climbs = Arrays.asList(name.split("[/\\\\]", -1)).contains("..");
        if (name.isEmpty() || name.startsWith("/") || name.contains("\\") || climbs) {
            throw new MalformedDataException(what + ": expected names below the root, found \"" + name + "\"; refused");
        }
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private void requireChecksum(byte[] header) {
        long expected = octal(header, 148, 8, BLOCK * 255L, "checksum");
        long sum = 8 * ' '; // the field counts as spaces
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? 0 : header[i] & 0xff;
        }
        if (sum != expected) {
            throw new MalformedDataException(what + ": the checksum of a tar header is " + sum + ", expected "
                    + expected
                    + "; the file is damaged, fetch it again");
        }
    }

    private long octal(byte[] header, int offset, int length, long limit, String name) {
        String digits = text(header, offset, length).strip();
        if (!digits.matches("[0-7]{1,11}") || Long.parseLong(digits, 8) > limit) {
            throw new MalformedDataException(what + ": expected an octal number of at most " + limit + " for " + name
                    + ", found \"" + digits.replaceAll("[^ -~]", "?") + "\"; refused");
        }
        return Long.parseLong(digits, 8);
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static boolean blank(byte[] header) {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of one entry. */
    final class Content {

        private final int size;
        private boolean read;

        private Content(int size) {
            this.size = size;
        }

        /** All bytes of the entry. */
        byte[] bytes() throws IOException {
            read = true;
            return in.exactly(size);
        }
    }
}
