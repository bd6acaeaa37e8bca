package org.otvae.bench.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.otvae.data.MalformedDataException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/**
 * Reads chosen files out of a Debian package: an ar archive whose member {@code data.tar.xz} holds the tree to install.
 *
 * <p>Nothing is written to disk here and no name of the archive ever becomes a path, so an entry cannot land anywhere.
 * Names that climb ({@code ..}), links and devices make the whole package malformed; sizes, counts and the decoder's
 * memory are bounded before anything is allocated.
 */
final class DebPackage {

    private static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MEMBER_HEADER = 60; // name 16, time 12, owner 6, group 6, mode 8, size 10, end 2
    private static final int MEMBERS = 8; // a package has 3
    private static final long FILE_LIMIT = 256L << 20; // a data set of 28-pixel images has 31 MB
    private static final long UNPACKED_LIMIT = 256L << 20;
    private static final int DECODER_LIMIT_KIB = 128 << 10; // xz -9 needs 65 MiB

    private DebPackage() {
    }

    /**
     * The contents of the wanted files by name, for example {@code usr/share/doc/x/README}.
     *
     * @throws MalformedDataException if the package is damaged, hostile or lacks one of the files
     * @throws UncheckedIOException   if the disk fails
     */
    static Map<String, byte[]> read(Path deb, Set<String> wanted) {
        return read(deb, wanted, UNPACKED_LIMIT);
    }

    /** As above with another bound on the bytes of the unpacked tar. */
    static Map<String, byte[]> read(Path deb, Set<String> wanted, long unpackedLimit) {
        var found = readAll(deb, wanted::contains, unpackedLimit);
        for (String name : wanted) {
            if (!found.containsKey(name)) {
                throw new MalformedDataException(deb.getFileName() + ": expected the file " + name
                        + " inside, found none");
            }
        }
        return found;
    }

    /** The contents of all files whose names are wanted, in the order of the archive. */
    static Map<String, byte[]> readAll(Path deb, Predicate<String> wanted) {
        return readAll(deb, wanted, UNPACKED_LIMIT);
    }

    private static Map<String, byte[]> readAll(Path deb, Predicate<String> wanted, long unpackedLimit) {
        String what = deb.getFileName().toString();
        try (var file = new BoundedInput(new BufferedInputStream(Files.newInputStream(deb)), what, FILE_LIMIT)) {
            if (!java.util.Arrays.equals(file.exactly(MAGIC.length), MAGIC)) {
                throw new MalformedDataException(what
                        + ": expected a Debian package (ar archive), found something else");
            }
            for (int member = 0; member < MEMBERS; member++) {
                byte[] header = file.exactly(MEMBER_HEADER);
                String name = new String(header, 0, 16, StandardCharsets.US_ASCII).strip().replaceAll("/$", "");
                long size = size(header, what);
                if (name.equals("data.tar.xz")) {
                    return unpacked(new Part(file, size), what, wanted, unpackedLimit);
                }
                if (name.startsWith("data.tar")) {
                    throw new MalformedDataException(what + ": expected a member data.tar.xz, found " + name + ", which is not read here; "
                            + "install the package and give its folder with --data DIR");
                }
                file.leaveOut(size + size % 2);
            }
            throw new MalformedDataException(what + ": expected a member data.tar.xz among the first " + MEMBERS);
        } catch (XZIOException e) {
            throw new MalformedDataException(what + ": the compressed data are damaged (" + e.getClass().getSimpleName()
                    + "); fetch it again", e);
        } catch (java.io.EOFException e) {
            throw new MalformedDataException(what + ": the compressed data end early; fetch it again", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + deb.toAbsolutePath(), e);
        }
    }

    private static long size(byte[] header, String what) {
        String digits = new String(header, 48, 10, StandardCharsets.US_ASCII).strip();
        if (!digits.matches("[0-9]{1,9}") || header[58] != '`' || header[59] != '\n') {
            throw new MalformedDataException(what + ": expected the header of an ar member, found damaged bytes");
        }
        return Long.parseLong(digits);
    }

    private static Map<String, byte[]> unpacked(InputStream packed, String what, Predicate<String> wanted, long limit)
            throws IOException {
        try (var plain = new XZInputStream(packed, DECODER_LIMIT_KIB);
                var bounded = new BoundedInput(plain, what + ": data.tar", limit)) {
            var found = new LinkedHashMap<String, byte[]>();
            new TarEntries(bounded, what).forEach((name, content) -> {
                if (wanted.test(name)) {
                    found.put(name, content.bytes());
                }
            });
            return found;
        }
    }

    /** The next {@code left} bytes of a stream, which it does not close. */
    private static final class Part extends InputStream {

        private final InputStream in;
        private long left;

        Part(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int value = left > 0 ? in.read() : -1;
            left -= value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = left > 0 ? in.read(target, offset, (int) Math.min(left, length)) : -1;
            left -= Math.max(0, got);
            return got;
        }
    }
}
