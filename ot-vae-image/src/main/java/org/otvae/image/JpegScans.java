package org.otvae.image;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/**
 * What a JPEG makes its reader hold at once. A picture in one scan is decoded line by line; of one in several, as all
 * progressive ones are, every coefficient waits in native memory for the last scan, which a file of 3 kB can claim of 64
 * million pixels.
 */
final class JpegScans {
    private static final int START = 0xD8;
    private static final int END = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int BYTES_OF_COEFFICIENT = 2;
    /** Segments before the first scan, and bytes between them that belong to none, of which there should be none; arbitrary. */
    private static final int MOST_SEGMENTS = 4096;
    private static final int MOST_BETWEEN = 1 << 16;

    private final ImageInputStream stream;
    private int between;

    private JpegScans(ImageInputStream stream) {
        this.stream = stream;
    }

    /**
     * Bytes of coefficients that wait for a later scan, by the headers before the first one; 0 if there is one scan only, or
     * none is found. The stream is afterwards where it was.
     *
     * @throws IOException if the disk fails, or if there is no scan among the first few thousand segments
     */
    static long waiting(ImageInputStream stream) throws IOException {
        stream.mark();
        try {
            return new JpegScans(stream).waiting();
        } catch (EOFException truncated) {
            return 0; // the picture's own reader says so
        } finally {
            stream.reset();
        }
    }

    /** Goes from marker to marker as libjpeg does, so that both see the same frame and scan. */
    private long waiting() throws IOException {
        long coefficients = 0;
        int components = 0;
        boolean progressive = false;
        if (stream.readUnsignedShort() != (0xFF00 | START)) {
            return 0;
        }
        for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
            int marker = marker();
            if (marker == END) {
                return 0;
            }
            if (standsAlone(marker)) {
                continue;
            }
            long begin = stream.getStreamPosition();
            int length = stream.readUnsignedShort();
            if (marker == START_OF_SCAN) {
                boolean several = progressive || stream.readUnsignedByte() < components;
                return several ? coefficients * BYTES_OF_COEFFICIENT : 0;
            }
            if (isFrame(marker)) {
                progressive = (marker & 3) == 2;
                stream.readUnsignedByte(); // bits a sample
                long pixels = (long) stream.readUnsignedShort() * stream.readUnsignedShort();
                components = stream.readUnsignedByte();
                coefficients = Math.round(pixels * samplesOfPixel(components));
            }
            stream.seek(begin + Math.max(2, length));
        }
        throw new IOException("no scan among the first " + MOST_SEGMENTS + " segments of a JPEG");
    }

    /** What the components of a frame have together: 3 in full, 1.5 where both colours have a quarter. */
    private double samplesOfPixel(int components) throws IOException {
        int across = 1;
        int down = 1;
        int samples = 0;
        for (int i = 0; i < components; i++) {
            stream.readUnsignedByte(); // its name
            int factors = stream.readUnsignedByte();
            stream.readUnsignedByte(); // its table
            across = Math.max(across, factors >> 4);
            down = Math.max(down, factors & 15);
            samples += (factors >> 4) * (factors & 15);
        }
        return (double) samples / (across * down);
    }

    private int marker() throws IOException {
        while (true) {
            int marker = 0;
            if (stream.readUnsignedByte() == 0xFF) {
                do {
                    marker = stream.readUnsignedByte();
                } while (marker == 0xFF);
            }
            if (marker != 0) {
                return marker;
            }
            if (++between > MOST_BETWEEN) {
                throw new IOException("more than " + MOST_BETWEEN + " bytes between the segments of a JPEG");
            }
        }
    }

    /** Marks of restarts and of times past, which have no length. */
    private static boolean standsAlone(int marker) {
        return marker == 0x01 || marker >= 0xD0 && marker <= START;
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME && marker <= LAST_FRAME && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }
}
