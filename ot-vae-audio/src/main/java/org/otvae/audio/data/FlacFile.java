package org.otvae.audio.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.otvae.data.MalformedDataException;

/**
 * FLAC files [rfc9639] of 4 to 24 bits and up to 8 channels, which are averaged. The checksums of frames and the MD5 of
 * the whole sound are compared, so that what is read is bit for bit what was written. Tags, pictures and seek tables
 * are stepped over unread; memory follows the samples that arrive.
 */
final class FlacFile {

    private static final int MARKER = 0x664C_6143; // fLaC
    private static final int STREAM_INFO = 34; // bytes
    /** Bytes to the end of the first block, which says how long the file is. */
    static final int HEADER = 4 + 4 + STREAM_INFO;
    private static final int MOST_METADATA = 1_000; // blocks

    private FlacFile() {
    }

    /** What the first block of a file says: {@code samples} of each channel, 0 when the writer did not know. */
    record Info(String name, int largestBlock, int sampleRate, int channels, int bits, long samples, byte[] md5) {
    }

    /** Whether bytes begin as a FLAC file does. */
    static boolean begins(byte[] file) {
        return file.length >= 4 && file[0] == 'f' && file[1] == 'L' && file[2] == 'a' && file[3] == 'C';
    }

    /**
     * Decodes a file.
     *
     * @param name of the file, for messages
     * @throws MalformedDataException if it is damaged or of a kind that is not read
     */
    static Recording read(byte[] file, String name) {
        FlacBits bits = new FlacBits(file, name);
        Info info = info(bits, name);
        FlacFrame frame = new FlacFrame(bits, info);
        SampleBuffer samples = new SampleBuffer(file.length, name);
        MessageDigest md5 = md5();
        byte[] packed = new byte[0];
        while (info.samples() == 0 ? !bits.finished() : samples.length() < info.samples()) {
            int length = frame.next();
            samples.reserve(length, info.channels());
            int bytes = (info.bits() + 7) / 8 * info.channels() * length;
            packed = packed.length >= bytes ? packed : new byte[bytes];
            pack(frame, length, info, packed);
            md5.update(packed, 0, bytes);
            append(frame, length, info, samples);
        }
        boolean promised = info.samples() == 0 || samples.length() == info.samples();
        boolean stated = !Arrays.equals(info.md5(), new byte[16]); // zeros: the writer left it out
        if (samples.length() == 0 || !promised || stated && !Arrays.equals(md5.digest(), info.md5())) {
            throw malformed(name, "sound that matches the sum in the file's header", "other sound",
                    "the file is damaged, copy it again");
        }
        return new Recording(samples.toArray(samples.length()), info.sampleRate());
    }

    /**
     * How long a file says it is, by its first {@value #HEADER} bytes; infinite if it does not say.
     *
     * @throws MalformedDataException if it is no FLAC file
     */
    static double seconds(byte[] start, String name) {
        FlacBits bits = new FlacBits(start, name);
        bits.leaveOut(Integer.BYTES + 4); // marker and the first block's type and length
        Info info = streamInfo(bits, name);
        return info.samples() == 0 ? Double.POSITIVE_INFINITY : info.samples() / (double) info.sampleRate();
    }

    private static Info info(FlacBits bits, String name) {
        if (bits.unsigned(32) != MARKER) {
            throw malformed(name, "a FLAC file", "another format", "give a FLAC, WAV or Ogg Vorbis file");
        }
        Info info = null;
        boolean last = false;
        for (int block = 0; !last && block < MOST_METADATA; block++) {
            last = bits.unsigned(1) == 1;
            int type = (int) bits.unsigned(7);
            int length = (int) bits.unsigned(24);
            if (type != 0 && info == null || type == 0 && (info != null || length != STREAM_INFO)) {
                throw malformed(name, "one header of " + STREAM_INFO + " bytes first", "type " + type + " of " + length
                        + " bytes", "the file is damaged, copy it again");
            }
            if (type == 0) {
                info = streamInfo(bits, name);
            } else {
                bits.leaveOut(length);
            }
        }
        if (!last) {
            throw malformed(name, "at most " + MOST_METADATA + " blocks of tags", "more", "convert it to FLAC again");
        }
        return info;
    }

    private static Info streamInfo(FlacBits bits, String name) {
        bits.unsigned(16); // smallest block
        int largest = (int) bits.unsigned(16);
        bits.leaveOut(6); // sizes of frames
        int rate = (int) bits.unsigned(20);
        int channels = (int) bits.unsigned(3) + 1;
        int width = (int) bits.unsigned(5) + 1;
        long samples = bits.unsigned(4) << 32 | bits.unsigned(32);
        byte[] md5 = new byte[16];
        for (int i = 0; i < md5.length; i++) {
            md5[i] = (byte) bits.unsigned(8);
        }
        if (largest < 16 || rate < WaveFile.LEAST_RATE || rate > WaveFile.MOST_RATE || width < 4 || width > 24) {
            throw malformed(name, "4 to 24 bits and " + WaveFile.LEAST_RATE + " to " + WaveFile.MOST_RATE + " Hz", width + " bits, " + rate
                    + " Hz and blocks of " + largest, "convert it to FLAC or WAV with 16 bits");
        }
        return new Info(name, largest, rate, channels, width, samples, md5);
    }

    private static void append(FlacFrame frame, int length, Info info, SampleBuffer samples) {
        double scale = 1.0 / (1 << info.bits() - 1) / info.channels();
        for (int i = 0; i < length; i++) {
            long sum = 0;
            for (int channel = 0; channel < info.channels(); channel++) {
                sum += frame.channel(channel)[i];
            }
            samples.add((float) (sum * scale));
        }
    }

    /** Little-endian, channels interleaved, as the sum in the header was taken. */
    private static void pack(FlacFrame frame, int length, Info info, byte[] packed) {
        int at = 0;
        for (int i = 0; i < length; i++) {
            for (int channel = 0; channel < info.channels(); channel++) {
                int sample = frame.channel(channel)[i];
                for (int shift = 0; shift < info.bits(); shift += 8) {
                    packed[at++] = (byte) (sample >> shift);
                }
            }
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has MD5", absent);
        }
    }

    private static MalformedDataException malformed(String name, String expected, String found, String advice) {
        return new MalformedDataException(name + ": expected " + expected + ", found " + found + "; " + advice);
    }
}
