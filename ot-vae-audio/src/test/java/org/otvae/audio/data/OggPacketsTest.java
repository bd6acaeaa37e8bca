package org.otvae.audio.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.otvae.data.MalformedDataException;

class OggPacketsTest {

    @Test
    void aFileThatEndsAfterAPageLosesOnlyThePacketThatHadBegunThere() {
        byte[] first = page(0, 2, 10, 20);
        byte[] second = page(1, 0, 30, 255); // goes on on a page that was never written

        var packets = new OggPackets(joined(first, second), "cut.ogg");

        assertThat(packets.next().bytes()).hasSize(10);
        assertThat(packets.next().bytes()).hasSize(20);
        assertThat(packets.next().bytes()).hasSize(30);
        assertThat(packets.next()).isNull();
    }

    @Test
    void aPacketThatGoesOnIsPutTogether() {
        var packets = new OggPackets(joined(page(0, 2, 255), page(1, 1 | 4, 7)), "whole.ogg");

        OggPackets.Packet packet = packets.next();

        assertThat(packet.bytes()).hasSize(262);
        assertThat(packet.last()).isTrue();
        assertThat(packets.next()).isNull();
    }

    /** RFC 3533 allows pages without segments anywhere, the last one to end a stream with. */
    @Test
    void pagesThatHoldNothingArePassedOver() {
        var packets = new OggPackets(joined(joined(page(0, 2), page(1, 0, 10)), joined(page(2, 0), page(3, 4))), "empty.ogg");

        assertThat(packets.next().bytes()).hasSize(10);
        assertThat(packets.next()).isNull();
        assertThat(new OggPackets(page(0, 2 | 4), "nothing.ogg").next()).isNull();
    }

    @Test
    void aFileThatEndsWithinAPageIsRefused() {
        byte[] whole = joined(page(0, 2, 10), page(1, 0, 30, 255));
        var packets = new OggPackets(Arrays.copyOf(whole, whole.length - 1), "cut.ogg");
        packets.next();

        assertThatThrownBy(packets::next).isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("cut.ogg: expected a whole page");
    }

    /** A page [rfc3533] of segments of the given lengths. */
    private static byte[] page(int sequence, int flags, int... lengths) {
        int content = Arrays.stream(lengths).sum();
        ByteBuffer page = ByteBuffer.allocate(27 + lengths.length + content).order(ByteOrder.LITTLE_ENDIAN);
        page.put(new byte[] {'O', 'g', 'g', 'S', 0, (byte) flags}).putLong(0).putInt(7).putInt(sequence).putInt(0)
                .put((byte) lengths.length);
        for (int length : lengths) {
            page.put((byte) length);
        }
        int sum = 0;
        for (byte value : page.array()) { // bit by bit, where the reader has a table
            sum ^= (value & 0xFF) << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum << 1 ^ (sum < 0 ? 0x04C1_1DB7 : 0);
            }
        }
        return page.putInt(22, sum).array();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
