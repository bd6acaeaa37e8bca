package org.otvae.bench.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes small Debian packages for tests, well formed or not, byte by byte. */
final class SyntheticDeb {

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    SyntheticDeb file(String name, byte[] content) {
        return entry(name, '0', content, content.length);
    }

    SyntheticDeb entry(String name, char kind, byte[] content, long declaredSize) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 124, String.format("%011o", declaredSize));
        header[156] = (byte) kind;
        put(header, 257, "ustar ");
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
        return this;
    }

    byte[] tar() {
        tar.writeBytes(new byte[1024]);
        return tar.toByteArray();
    }

    byte[] build() {
        return build(tar());
    }

    static byte[] build(byte[] tar) {
        return build("data.tar.xz", compressed(tar));
    }

    static byte[] build(String member, byte[] content) {
        var deb = new ByteArrayOutputStream();
        deb.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
        member(deb, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
        member(deb, "control.tar.xz", new byte[] {1, 2, 3});
        member(deb, member, content);
        return deb.toByteArray();
    }

    private static void member(ByteArrayOutputStream deb, String name, byte[] content) {
        deb.writeBytes(String.format("%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, 0, 0, 0, "100644", content.length)
                .getBytes(StandardCharsets.US_ASCII));
        deb.writeBytes(content);
        if (content.length % 2 == 1) {
            deb.write('\n');
        }
    }

    private static byte[] compressed(byte[] tar) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new XZOutputStream(bytes, new LZMA2Options(0))) {
            out.write(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, offset, Math.min(bytes.length, 512 - offset));
    }
}
