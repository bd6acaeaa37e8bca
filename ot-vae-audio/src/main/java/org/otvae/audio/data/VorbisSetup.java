package org.otvae.audio.data;

import org.otvae.data.MalformedDataException;

/**
 * Checks the two headers of Vorbis [vorbis2020] that decide how much memory a decoder takes, before one sees them:
 * block sizes, codebooks with their dimensions and entries, and how residues use them.
 */
final class VorbisSetup {

    private static final int MOST_CHANNELS = 8; // whose order the format defines
    private static final int MOST_ENTRIES = 1 << 16; // of a codebook; encoders use a few thousand
    private static final int MOST_VALUES = 1 << 20; // of all codebooks together
    private static final int BOOK = 0x56_4342; // BCV

    private final VorbisBits bits;
    private final String name;
    private final int channels;
    private final int longest;
    private int[] dimensions;
    private int[] entries;
    private long values;

    private VorbisSetup(byte[] identification, byte[] setup, String name) {
        this.name = name;
        VorbisBits first = header(identification, 1, name);
        require(first.read(32) == 0, "version 0 of Vorbis");
        this.channels = first.read(8);
        int rate = first.read(32);
        first.read(32);
        first.read(32);
        first.read(32);
        int small = first.read(4);
        int large = first.read(4);
        require(channels >= 1 && channels <= MOST_CHANNELS && rate >= WaveFile.LEAST_RATE && rate <= WaveFile.MOST_RATE, "1 to "
                + MOST_CHANNELS + " channels and " + WaveFile.LEAST_RATE + " to " + WaveFile.MOST_RATE + " Hz");
        require(small >= 6 && small <= large && large <= 13, "blocks of 64 to 8192 samples");
        this.longest = 1 << large;
        this.bits = header(setup, 5, name);
    }

    /**
     * Refuses headers that are damaged or ask for more memory than sound needs.
     *
     * @param identification the first packet
     * @param setup          the third packet
     * @param name           of the file, for messages
     * @throws MalformedDataException if they are not as the format has it
     */
    static void check(byte[] identification, byte[] setup, String name) {
        VorbisSetup headers = new VorbisSetup(identification, setup, name);
        headers.books();
        int times = headers.bits.read(6) + 1;
        for (int i = 0; i < times; i++) {
            headers.require(headers.bits.read(16) == 0, "an empty time transform");
        }
        int floors = headers.bits.read(6) + 1;
        for (int i = 0; i < floors; i++) {
            headers.floor();
        }
        int residues = headers.bits.read(6) + 1;
        for (int i = 0; i < residues; i++) {
            headers.residue();
        }
    }

    private static VorbisBits header(byte[] packet, int kind, String name) {
        if (packet.length < 7 || packet[0] != kind || !new String(packet, 1, 6,
                java.nio.charset.StandardCharsets.ISO_8859_1).equals("vorbis")) {
            throw new MalformedDataException(name
                    + ": expected an Ogg file with sound by Vorbis, found another kind; convert "
                    + "it to WAV or FLAC");
        }
        return new VorbisBits(packet, 7, name);
    }

    private void books() {
        int count = bits.read(8) + 1;
        dimensions = new int[count];
        entries = new int[count];
        for (int i = 0; i < count; i++) {
            require(bits.read(24) == BOOK, "a codebook");
            dimensions[i] = bits.read(16);
            entries[i] = bits.read(24);
            values += entries[i];
            require(dimensions[i] >= 1 && entries[i] >= 1 && entries[i] <= MOST_ENTRIES, "a codebook of 1 to "
                    + MOST_ENTRIES + " entries");
            lengths(entries[i]);
            lookup(entries[i], dimensions[i]);
            require(values <= MOST_VALUES, "codebooks of at most " + MOST_VALUES + " values");
        }
    }

    private void lengths(int count) {
        boolean ordered = bits.read(1) == 1;
        if (ordered) {
            bits.read(5);
            int done = 0;
            while (done < count) {
                done += bits.read(32 - Integer.numberOfLeadingZeros(count - done)); // a read past the end fails
            }
            require(done == count, "lengths for all entries of a codebook");
            return;
        }
        boolean sparse = bits.read(1) == 1;
        for (int i = 0; i < count; i++) {
            if (!sparse || bits.read(1) == 1) {
                bits.read(5);
            }
        }
    }

    private void lookup(int count, int dimension) {
        int kind = bits.read(4);
        require(kind <= 2, "a known kind of codebook");
        if (kind == 0) {
            return;
        }
        values += (long) count * dimension; // the decoder spreads them out
        require(values <= MOST_VALUES, "codebooks of at most " + MOST_VALUES + " values");
        bits.read(32);
        bits.read(32);
        int width = bits.read(4) + 1;
        bits.read(1);
        long stored = kind == 2 ? (long) count * dimension : root(count, dimension);
        for (long i = 0; i < stored; i++) {
            bits.read(width);
        }
    }

    /** The largest number whose power does not exceed {@code count}. */
    private static int root(int count, int power) {
        int root = (int) Math.floor(Math.pow(count, 1.0 / power)) + 1;
        while (Math.pow(root, power) > count) {
            root--;
        }
        return root;
    }

    private void floor() {
        int kind = bits.read(16);
        require(kind <= 1, "a known kind of floor");
        if (kind == 0) {
            bits.read(8);
            bits.read(32); // rate and length of the map
            bits.read(14); // bits and offset of the amplitude
            int books = bits.read(4) + 1;
            for (int i = 0; i < books; i++) {
                book(bits.read(8));
            }
            return;
        }
        int[] partitions = new int[bits.read(5)];
        int classes = 0;
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = bits.read(4);
            classes = Math.max(classes, partitions[i] + 1);
        }
        int[] points = new int[classes];
        for (int i = 0; i < classes; i++) {
            points[i] = bits.read(3) + 1;
            int subclasses = bits.read(2);
            if (subclasses > 0) {
                book(bits.read(8));
            }
            for (int j = 0; j < 1 << subclasses; j++) {
                book(bits.read(8) - 1);
            }
        }
        bits.read(2);
        int width = bits.read(4);
        for (int partition : partitions) {
            for (int i = 0; i < points[partition]; i++) {
                bits.read(width);
            }
        }
    }

    private void residue() {
        require(bits.read(16) <= 2, "a known kind of residue");
        int begin = bits.read(24);
        int end = bits.read(24);
        bits.read(24);
        require(begin <= end && end <= longest / 2 * channels, "a residue inside its block");
        int classifications = bits.read(6) + 1;
        int classBook = bits.read(8);
        book(classBook);
        require(Math.pow(classifications, dimensions[classBook]) <= entries[classBook],
                "a codebook for each classification");
        int uses = 0;
        for (int i = 0; i < classifications; i++) {
            int cascade = bits.read(3) | (bits.read(1) == 1 ? bits.read(5) << 3 : 0);
            uses += Integer.bitCount(cascade);
        }
        for (int i = 0; i < uses; i++) {
            book(bits.read(8));
        }
    }

    /** -1 stands for none. */
    private void book(int number) {
        require(number < entries.length, "one of " + entries.length + " codebooks");
    }

    private void require(boolean holds, String expected) {
        if (!holds) {
            throw new MalformedDataException(name + ": expected " + expected
                    + " in the headers of Vorbis, found something else; convert it to WAV or FLAC");
        }
    }
}
