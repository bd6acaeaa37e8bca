package org.otvae.audio.data;

import com.jcraft.jogg.Packet;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.otvae.data.MalformedDataException;

/**
 * Ogg files with sound by Vorbis, channels averaged, decoded by the library JOrbis. It meets nothing that was not
 * checked before: pages match their checksums, headers ask for no more memory than sound needs, tags are replaced by
 * none. What it throws at a damaged packet becomes malformed data.
 */
final class VorbisFile {

    private static final byte[] NO_TAGS = ByteBuffer.allocate(7 + 4 + 4 + 1).order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 3)
            .put("vorbis".getBytes(StandardCharsets.ISO_8859_1)).putInt(0).putInt(0).put((byte) 1).array();

    private static final int TAIL = 1 << 16; // the longest page of Ogg, whose last one tells the length
    private static final int RATE_AT = 40; // page header 28, packet type 7, version 4, channels 1
    private static final int HEADER = 44;

    private VorbisFile() {
    }

    /**
     * What the last page's position and the first one's rate say; no end where they say nothing, for the size then
     * decides.
     */
    static double seconds(Path path) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(file.length(), TAIL)];
            if (bytes.length < HEADER) {
                return Double.POSITIVE_INFINITY;
            }
            file.readFully(bytes, 0, HEADER);
            long rate = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(RATE_AT);
            file.seek(file.length() - bytes.length);
            file.readFully(bytes);
            int last = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("OggS");
            if (last < 0 || last + 14 > bytes.length || rate < 1) {
                return Double.POSITIVE_INFINITY;
            }
            long position = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(last + 6);
            return position < 0 ? Double.POSITIVE_INFINITY : position / (double) rate;
        }
    }

    /**
     * Decodes a file.
     *
     * @param name of the file, for messages
     * @throws MalformedDataException if it is damaged or of a kind that is not read
     */
    static Recording read(byte[] file, String name) {
        OggPackets packets = new OggPackets(file, name);
        OggPackets.Packet identification = header(packets, name);
        header(packets, name); // tags
        OggPackets.Packet setup = header(packets, name);
        VorbisSetup.check(identification.bytes(), setup.bytes(), name);
        SampleBuffer samples = new SampleBuffer(file.length, name);
        int rate;
        int length;
        try {
            Info info = info(identification.bytes(), setup.bytes(), name);
            rate = info.rate;
            length = decode(packets, info, samples, name);
        } catch (ArithmeticException | IndexOutOfBoundsException | NegativeArraySizeException | NullPointerException
                | ClassCastException damaged) { // what the library does with packets that make no sense
            throw new MalformedDataException(name + ": expected sound by Vorbis, found packets that make no sense ("
                    + damaged.getClass().getSimpleName() + "); convert it to WAV or FLAC", damaged);
        }
        if (length == 0) {
            throw malformed(name, "sound", "none");
        }
        return new Recording(samples.toArray(length), rate);
    }

    private static OggPackets.Packet header(OggPackets packets, String name) {
        OggPackets.Packet packet = packets.next();
        if (packet == null) {
            throw malformed(name, "three headers of Vorbis", "the end of the file");
        }
        return packet;
    }

    private static Info info(byte[] identification, byte[] setup, String name) {
        Info info = new Info();
        Comment comment = new Comment();
        info.init();
        comment.init();
        byte[][] headers = {identification, NO_TAGS, setup};
        for (int i = 0; i < headers.length; i++) {
            if (info.synthesis_headerin(comment, packet(new OggPackets.Packet(headers[i], 0, false), i)) < 0) {
                throw malformed(name, "headers of Vorbis", "damaged ones");
            }
        }
        return info;
    }

    /** Decodes all packets; how many samples count, for the last block may be longer than the sound. */
    private static int decode(OggPackets packets, Info info, SampleBuffer samples, String name) {
        DspState state = new DspState();
        state.synthesis_init(info);
        Block block = new Block(state);
        float[][][] pcm = new float[1][][];
        int[] starts = new int[info.channels];
        int number = 3;
        long start = 0; // a stream that was cut out of a longer one counts from somewhere else
        long end = Long.MAX_VALUE;
        boolean counted = false;
        for (OggPackets.Packet each = packets.next(); each != null; each = packets.next()) {
            if (block.synthesis(packet(each, number++)) != 0 || state.synthesis_blockin(block) != 0) {
                throw malformed(name, "packets of sound", "a damaged one, number " + number);
            }
            for (int length = state.synthesis_pcmout(pcm, starts); length > 0; length = state.synthesis_pcmout(pcm,
                    starts)) {
                samples.reserve(length, info.channels);
                append(pcm[0], starts, length, samples, name);
                state.synthesis_read(length);
            }
            if (each.granule() >= 0) {
                start = counted || each.last() ? start : Math.max(0, each.granule() - samples.length());
                end = each.granule() - start;
                counted = true;
            }
        }
        return (int) Math.max(0, Math.min(samples.length(), end));
    }

    private static void append(float[][] pcm, int[] starts, int length, SampleBuffer samples, String name) {
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int channel = 0; channel < starts.length; channel++) {
                sum += pcm[channel][starts[channel] + i];
            }
            float sample = (float) (sum / starts.length);
            if (!Float.isFinite(sample)) {
                throw malformed(name, "finite samples", sample + " at " + samples.length());
            }
            samples.add(sample);
        }
    }

    private static Packet packet(OggPackets.Packet source, int number) {
        Packet packet = new Packet();
        packet.packet_base = source.bytes();
        packet.packet = 0;
        packet.bytes = source.bytes().length;
        packet.b_o_s = number == 0 ? 1 : 0;
        packet.granulepos = -1; // the end is cut off here, not by the library
        packet.packetno = number;
        return packet;
    }

    private static MalformedDataException malformed(String name, String expected, String found) {
        return new MalformedDataException(name + ": expected " + expected + ", found " + found
                + "; convert it to WAV or FLAC");
    }
}
