package org.otvae.audio.data;

import java.util.Arrays;
import org.otvae.data.MalformedDataException;

/**
 * Decodes frames of FLAC [rfc9639] one after the other: header, a predictor and its residual for each channel,
 * checksums. All memory is one block of the size that the stream's header declares.
 */
final class FlacFrame {

    private static final int SYNC = 0x3FFE;
    private static final int[] CRC_8 = table(0x07, 8);
    private static final int[] CRC_16 = table(0x8005, 16);
    private static final int[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

    private final FlacBits bits;
    private final FlacFile.Info info;
    private final int[][] samples;
    private int length;

    FlacFrame(FlacBits bits, FlacFile.Info info) {
        this.bits = bits;
        this.info = info;
        this.samples = new int[info.channels()][info.largestBlock()];
    }

    /** Reads the next frame; the number of samples of each channel in it. */
    int next() {
        int start = bits.align();
        require(bits.unsigned(14) == SYNC && bits.unsigned(1) == 0, "the start of a frame");
        bits.unsigned(1); // blocks of one size or of several
        int sizeCode = (int) bits.unsigned(4);
        int rateCode = (int) bits.unsigned(4);
        int assignment = (int) bits.unsigned(4);
        int widthCode = (int) bits.unsigned(3);
        require(bits.unsigned(1) == 0, "a reserved bit that is 0");
        leaveOutNumber();
        length = blockSize(sizeCode);
        require(rateCode != 15, "a sample rate");
        bits.unsigned(rateCode == 12 ? 8 : rateCode > 12 ? 16 : 0); // the stream's header has the rate
        int header = bits.align();
        require(crc(CRC_8, 8, start, header) == bits.unsigned(8), "a frame's header that matches its checksum");
        require(length <= info.largestBlock(), "a frame of at most " + info.largestBlock() + " samples");
        int channels = assignment < 8 ? assignment + 1 : 2;
        require(assignment <= 10 && channels == info.channels(), info.channels() + " channels in each frame");
        require(widthCode == 0 || new int[] {0, 8, 12, 0, 16, 20, 24, 32}[widthCode] == info.bits(), info.bits()
                + " bits in each frame");
        for (int channel = 0; channel < channels; channel++) {
            boolean difference = assignment == 8 && channel == 1 || assignment == 9 && channel == 0
                    || assignment == 10 && channel == 1;
            subframe(samples[channel], info.bits() + (difference ? 1 : 0));
        }
        int end = bits.align();
        require(crc(CRC_16, 16, start, end) == bits.unsigned(16), "a frame that matches its checksum");
        undoStereo(assignment);
        return length;
    }

    /** The samples of a channel in the frame that was read last; used again for the next. */
    int[] channel(int channel) {
        return samples[channel];
    }

    /** The number of the frame or sample, in a code like that of UTF-8. */
    private void leaveOutNumber() {
        int first = (int) bits.unsigned(8);
        int more = Integer.numberOfLeadingZeros(~(first << 24));
        require(more != 1 && more <= 7, "the number of a frame");
        for (int i = 1; i < more; i++) {
            require(bits.unsigned(8) >> 6 == 2, "the number of a frame");
        }
    }

    private int blockSize(int code) {
        require(code != 0, "the size of a block");
        return code == 1 ? 192 : code < 6 ? 576 << code - 2 : code == 6 ? (int) bits.unsigned(8) + 1
                : code == 7 ? (int) bits.unsigned(16) + 1 : 256 << code - 8;
    }

    private void subframe(int[] target, int width) {
        require(bits.unsigned(1) == 0, "a reserved bit that is 0");
        int type = (int) bits.unsigned(6);
        int wasted = bits.unsigned(1) == 0 ? 0 : bits.unary() + 1;
        require(wasted < width, "fewer wasted bits than bits");
        int used = width - wasted;
        if (type == 0) {
            Arrays.fill(target, 0, length, bits.signed(used));
        } else if (type == 1) {
            verbatim(target, length, used);
        } else if (type >= 8 && type <= 12) {
            verbatim(target, type - 8, used);
            residual(target, type - 8);
            predict(target, FIXED[type - 8], 0);
        } else {
            require(type >= 32, "a known predictor");
            linear(target, type - 31, used);
        }
        for (int i = 0; wasted > 0 && i < length; i++) {
            target[i] <<= wasted;
        }
    }

    private void linear(int[] target, int order, int width) {
        verbatim(target, order, width);
        int precision = (int) bits.unsigned(4) + 1;
        int shift = bits.signed(5);
        require(precision <= 15 && shift >= 0, "the coefficients of a predictor");
        int[] coefficients = new int[order];
        for (int i = 0; i < order; i++) {
            coefficients[i] = bits.signed(precision);
        }
        residual(target, order);
        predict(target, coefficients, shift);
    }

    private void verbatim(int[] target, int count, int width) {
        require(count <= length, "a frame that is longer than its predictor");
        for (int i = 0; i < count; i++) {
            target[i] = bits.signed(width);
        }
    }

    private void residual(int[] target, int order) {
        int method = (int) bits.unsigned(2);
        require(method < 2, "a known code of residuals");
        int partitions = 1 << bits.unsigned(4);
        require(length % partitions == 0 && length / partitions >= order, "partitions that fit into the frame");
        int at = order;
        for (int partition = 1; partition <= partitions; partition++) {
            int parameter = (int) bits.unsigned(4 + method);
            int end = partition * (length / partitions);
            if (parameter == (method == 0 ? 15 : 31)) {
                int width = (int) bits.unsigned(5);
                while (at < end) {
                    target[at++] = bits.signed(width);
                }
            }
            while (at < end) {
                int high = bits.unary();
                int value = high << parameter | (int) bits.unsigned(parameter);
                target[at++] = value >>> 1 ^ -(value & 1);
            }
        }
    }

    private void predict(int[] target, int[] coefficients, int shift) {
        for (int i = coefficients.length; i < length; i++) {
            long sum = 0;
            for (int j = 0; j < coefficients.length; j++) {
                sum += (long) coefficients[j] * target[i - 1 - j];
            }
            target[i] += (int) (sum >> shift);
        }
    }

    private void undoStereo(int assignment) {
        for (int i = 0; assignment >= 8 && i < length; i++) {
            int first = samples[0][i];
            int second = samples[1][i];
            if (assignment == 8) {
                samples[1][i] = first - second;
            } else if (assignment == 9) {
                samples[0][i] = first + second;
            } else {
                int middle = first << 1 | second & 1;
                samples[0][i] = middle + second >> 1;
                samples[1][i] = middle - second >> 1;
            }
        }
    }

    private int crc(int[] table, int width, int from, int to) {
        int mask = (1 << width) - 1;
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum = (sum << 8 ^ table[(sum >>> width - 8 ^ bits.at(i)) & 0xFF]) & mask;
        }
        return sum;
    }

    private static int[] table(int polynomial, int width) {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int value = i << width - 8;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value >> width - 1 & 1) * polynomial;
            }
            table[i] = value & (1 << width) - 1;
        }
        return table;
    }

    private void require(boolean holds, String expected) {
        if (!holds) {
            throw new MalformedDataException(info.name() + ": expected " + expected
                    + ", found something else; the FLAC file is damaged, copy it again");
        }
    }
}
