package org.otvae.audio.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.otvae.data.MalformedDataException;

/** Takes an Ogg file [rfc3533] of one stream apart into its packets; each page must match its checksum. */
final class OggPackets {

    private static final int MARKER = 0x5367_674F; // OggS
    private static final int HEADER = 27;
    private static final int CONTINUED = 1;
    private static final int LAST = 4;
    private static final int[] CRC = table();

    private final byte[] file;
    private final ByteBuffer numbers;
    private final String name;
    private int serial;
    private int sequence;
    private int page = -1; // where the current one starts
    private int segment; // of the current page, the next
    private int segments;
    private int at; // of the next segment's bytes
    private int next; // where the next page starts

    /**
     * One packet.
     *
     * @param bytes   its content
     * @param granule how many samples have been complete with it, -1 if the file does not say
     * @param last    whether it is the last of the stream
     */
    record Packet(byte[] bytes, long granule, boolean last) {
    }

    /**
     * The packets of a file.
     *
     * @param name of the file, for messages
     */
    OggPackets(byte[] file, String name) {
        this.file = file;
        this.numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        this.name = name;
    }

    /** Whether bytes begin as an Ogg file does. */
    static boolean begins(byte[] file) {
        return file.length >= 4 && ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(0) == MARKER;
    }

    /**
     * The next packet; null after the last of the stream, or where the file ends after a page: what had only begun there is
     * lost, as in every player. Some encoders leave files so.
     */
    Packet next() {
        ByteArrayOutputStream started = null; // a packet that goes on on the next page
        while (true) {
            while (page < 0 || segment == segments) { // a page may hold nothing
                if (page >= 0 && (flags() & LAST) != 0 || next == file.length) {
                    requireEnd();
                    return null;
                }
                turn(started != null);
            }
            int from = at;
            int length;
            do {
                length = file[page + HEADER + segment++] & 0xFF;
                at += length;
            } while (length == 255 && segment < segments);
            if (length == 255) {
                started = started == null ? new ByteArrayOutputStream() : started;
                started.write(file, from, at - from);
                continue;
            }
            byte[] bytes = Arrays.copyOfRange(file, from, at);
            if (started != null) {
                started.writeBytes(bytes);
                bytes = started.toByteArray();
            }
            boolean ends = packetsLeft() == 0;
            return new Packet(bytes, ends ? numbers.getLong(page + 6) : -1, ends && (flags() & LAST) != 0);
        }
    }

    private int flags() {
        return file[page + 5];
    }

    /** Packets that end on this page after the current segment. */
    private int packetsLeft() {
        int left = 0;
        for (int i = segment; i < segments; i++) {
            left += (file[page + HEADER + i] & 0xFF) < 255 ? 1 : 0;
        }
        return left;
    }

    private void turn(boolean within) {
        int start = next;
        require(start + HEADER <= file.length && numbers.getInt(start) == MARKER && file[start + 4] == 0,
                "the start of a page");
        int count = file[start + 26] & 0xFF;
        require(start + HEADER + count <= file.length, "a whole page");
        int content = start + HEADER + count;
        int end = content;
        for (int i = 0; i < count; i++) {
            end += file[start + HEADER + i] & 0xFF;
        }
        require(end <= file.length, "a whole page");
        require(numbers.getInt(start + 22) == checksum(start, end), "a page that matches its checksum");
        boolean first = page < 0;
        require(first || numbers.getInt(start + 14) == serial, "a single stream of sound");
        require(first || numbers.getInt(start + 18) == sequence + 1, "pages without a gap");
        require(within == ((file[start + 5] & CONTINUED) != 0), "a packet that goes on where it was left");
        serial = numbers.getInt(start + 14);
        sequence = numbers.getInt(start + 18);
        page = start;
        segment = 0;
        segments = count;
        at = content;
        next = end;
    }

    /** Another stream behind the first would be lost without a word. */
    private void requireEnd() {
        require(next + 4 > file.length || numbers.getInt(next) != MARKER, "a single stream of sound");
    }

    private int checksum(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int value = i >= from + 22 && i < from + 26 ? 0 : file[i] & 0xFF; // its own place counts as zeros
            sum = sum << 8 ^ CRC[sum >>> 24 ^ value];
        }
        return sum;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value >> 31 & 0x04C1_1DB7);
            }
            table[i] = value;
        }
        return table;
    }

    private void require(boolean holds, String expected) {
        if (!holds) {
            throw new MalformedDataException(name + ": expected " + expected + " in the Ogg file at byte " + next
                    + ", found something else; convert it to WAV or FLAC");
        }
    }
}
