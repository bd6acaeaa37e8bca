package org.otvae.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShortTimeFourierTest {

    @Test
    void aSignalGoesOnMirroredAtItsEndsWithoutRepeatingThem() {
        long[] places = LongStream.rangeClosed(-7, 10).map(at -> ShortTimeFourier.reflected(at, 4)).toArray();

        assertArrayEquals(new long[]{1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2}, places);
    }

    @Test
    void aSignalWithoutAKnownEndIsMirroredAtItsBeginning() {
        assertEquals(5, ShortTimeFourier.reflected(-5, Long.MAX_VALUE));
        assertEquals(5, ShortTimeFourier.reflected(5, Long.MAX_VALUE));
    }

    @Test
    void aFrameOfAPieceIsThatOfTheWholeSignal() {
        ShortTimeFourier transform = new ShortTimeFourier(16, 12, 4);
        double[] signal = new SplittableRandom(5).doubles(64).toArray();
        double[] whole = new double[16];
        double[] ofPiece = new double[16];

        transform.frame(8, signal, 0, 64, whole);
        transform.frame(8, Arrays.copyOfRange(signal, 24, 41), 24, Long.MAX_VALUE, ofPiece);

        assertArrayEquals(whole, ofPiece);
    }
}
