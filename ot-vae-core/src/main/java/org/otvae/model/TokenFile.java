package org.otvae.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.otvae.data.MalformedDataException;

/**
 * The bytes of {@link Tokens}, little-endian: {@code OTVT}, version (1 byte), rank (1), bytes of modality (2) and of
 * fingerprint (2), codes (4), shape (4 each), modality, fingerprint, indices with ceil(log2 codes) bits each from the
 * lowest bit of a byte upwards, zeros up to a whole byte, CRC-32C of all of that (4).
 */
final class TokenFile {

    static final int MAX_MODALITY_BYTES = 64;
    static final int MAX_FINGERPRINT_BYTES = 256;
    private static final byte[] MAGIC = {'O', 'T', 'V', 'T'};
    private static final int VERSION = 1;
    private static final int FIXED = 14; // bytes up to the shape
    private static final int MAX_RANK = 8; // arbitrary; images need 3
    private static final int MAX_PACKED_BYTES = Integer.MAX_VALUE - 64; // what one Java array can hold
    private static final int CHECKSUM = 4;

    private TokenFile() {
    }

    static byte[] header(int codes, int[] shape, String modality, String fingerprint) {
        byte[] modalityBytes = modality.getBytes(StandardCharsets.UTF_8);
        byte[] fingerprintBytes = fingerprint.getBytes(StandardCharsets.UTF_8);
        int size = FIXED + Integer.BYTES * shape.length + modalityBytes.length + fingerprintBytes.length;
        ByteBuffer header = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) VERSION).put((byte) shape.length);
        header.putShort((short) modalityBytes.length).putShort((short) fingerprintBytes.length).putInt(codes);
        for (int length : shape) {
            header.putInt(length);
        }
        return header.put(modalityBytes).put(fingerprintBytes).array();
    }

    static void write(int codes, int[] indices, byte[] header, OutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        checked.write(header);
        checked.write(BitPacking.pack(indices, BitPacking.bits(codes)));
        byte[] checksum = new byte[CHECKSUM];
        ByteBuffer.wrap(checksum).order(ByteOrder.LITTLE_ENDIAN).putInt((int) checked.getChecksum().getValue());
        out.write(checksum);
    }

    static Tokens read(InputStream stream) throws IOException {
        CheckedInputStream in = new CheckedInputStream(stream, new CRC32C());
        ByteBuffer fixed = take(in, FIXED, "a header");
        byte[] magic = new byte[MAGIC.length];
        fixed.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new MalformedDataException("expected a token file that begins with OTVT, found something else");
        }
        int version = fixed.get();
        if (version != VERSION) {
            throw new MalformedDataException("expected token file version " + VERSION + ", found " + version
                    + "; update the program");
        }
        int rank = bounded("rank", fixed.get(), 2, MAX_RANK);
        int modalityBytes = bounded("bytes of modality", fixed.getShort(), 0, MAX_MODALITY_BYTES);
        int fingerprintBytes = bounded("bytes of fingerprint", fixed.getShort(), 0, MAX_FINGERPRINT_BYTES);
        int codes = bounded("codes", fixed.getInt(), 2, Integer.MAX_VALUE);
        int[] shape = new int[rank];
        take(in, Integer.BYTES * rank, "a shape").asIntBuffer().get(shape);
        int length = declaredLength(shape);
        String modality = text(take(in, modalityBytes, "a modality"));
        String fingerprint = text(take(in, fingerprintBytes, "a fingerprint"));
        int bits = BitPacking.bits(codes);
        long packedBytes = BitPacking.bytes(length, bits);
        byte[] packed = take(in, bounded("bytes of indices", packedBytes, 0, MAX_PACKED_BYTES), "indices").array();
        int computed = (int) in.getChecksum().getValue();
        int stored = take(in, CHECKSUM, "a checksum").getInt();
        if (computed != stored) {
            throw new MalformedDataException(String.format(
                    "expected checksum %08x, found %08x; the token file is damaged", stored, computed));
        }
        return tokens(codes, shape, BitPacking.unpack(packed, length, bits), modality, fingerprint);
    }

    private static Tokens tokens(int codes, int[] shape, int[] indices, String modality, String fingerprint) {
        try {
            return new Tokens(codes, shape, indices, modality, fingerprint);
        } catch (IllegalArgumentException e) {
            throw new MalformedDataException("token file: " + e.getMessage(), e);
        }
    }

    /** The number of indices of a shape, at most {@link Integer#MAX_VALUE}. */
    static int length(int[] shape) {
        boolean acceptable = shape.length >= 2 && shape.length <= MAX_RANK && shape[0] >= 0;
        long positions = 1;
        for (int i = 1; i < shape.length && acceptable; i++) {
            positions *= shape[i];
            acceptable = shape[i] >= 1 && positions <= Integer.MAX_VALUE;
        }
        if (!acceptable || positions * shape[0] > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("shape must have 2 to " + MAX_RANK + " sizes, at least one position in a"
                    + " sample and at most " + Integer.MAX_VALUE + " indices, found " + Arrays.toString(shape));
        }
        return (int) (positions * shape[0]);
    }

    static void requireText(String what, String text, int maxBytes) {
        int found;
        try {
            found = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " must be valid text, found half of a surrogate pair", e);
        }
        if (found > maxBytes) {
            throw new IllegalArgumentException(what + " must have at most " + maxBytes + " bytes in UTF-8, found "
                    + found);
        }
    }

    private static ByteBuffer take(InputStream in, int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count); // grows with what arrives
        if (bytes.length < count) {
            throw new MalformedDataException("expected " + what + " of " + count + " bytes, found " + bytes.length
                    + "; the token file is truncated");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int declaredLength(int[] shape) {
        try {
            return length(shape);
        } catch (IllegalArgumentException e) {
            throw new MalformedDataException("token file: " + e.getMessage(), e);
        }
    }

    private static int bounded(String what, long found, int low, int high) {
        if (found < low || found > high) {
            throw new MalformedDataException("token file: expected " + what + " between " + low + " and " + high
                    + ", found " + found);
        }
        return (int) found;
    }

    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedDataException("token file: expected text in UTF-8, found other bytes", e);
        }
    }
}
