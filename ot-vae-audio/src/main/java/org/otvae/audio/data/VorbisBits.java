package org.otvae.audio.data;

import org.otvae.data.MalformedDataException;

/** Bits of a packet of Vorbis, the lowest of a byte first. Reading past the end is malformed data. */
final class VorbisBits {

    private final byte[] packet;
    private final String name;
    private long at;

    /** Bits from a byte on; {@code name} is the file's, for messages. */
    VorbisBits(byte[] packet, int from, String name) {
        this.packet = packet;
        this.at = 8L * from;
        this.name = name;
    }

    /** An unsigned number of 0 to 31 bits, a number in two's complement of 32. */
    int read(int bits) {
        if (at + bits > 8L * packet.length) {
            throw new MalformedDataException(name
                    + ": expected whole headers of Vorbis, found ones that end early; convert it to WAV or FLAC");
        }
        long value = 0;
        for (int i = 0; i < bits; i++, at++) {
            value |= (long) (packet[(int) (at >>> 3)] >> (at & 7) & 1) << i;
        }
        return (int) value;
    }
}
