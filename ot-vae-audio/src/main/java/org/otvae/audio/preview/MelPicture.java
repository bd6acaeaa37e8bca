package org.otvae.audio.preview;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.otvae.audio.signal.FrontEnd;

/**
 * A spectrogram as a picture: time to the right in seconds, frequency upwards in kHz on the mel scale, loud is bright.
 * Two pixels for each frame and band; the ground is transparent and the axes are legible on light and dark pages.
 *
 * @param frontEnd that made it
 * @param mel      {@code [bands, frames]} as {@link FrontEnd#logMel} gives it, 0 is black and 1 is the brightest
 */
public record MelPicture(FrontEnd frontEnd, float[] mel) {

    private static final int SIZE = 2;
    private static final int TICK = 4;
    private static final int BOTTOM = TICK + 3 + Digits.HEIGHT;
    private static final int TOP = Digits.HEIGHT / 2 + 3; // half of a number above the highest band
    private static final double[] KILOHERTZ = {0.2, 0.5, 1, 2, 4, 8, 16};
    private static final double[] SECONDS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60};
    private static final int WIDEST_TICK = 60; // pixels between numbers on the axis of time
    private static final Color INK = new Color(0x757D8A); // as the charts of images: contrast over 4 on white and on black

    /** From quiet to loud, growing evenly brighter: black, violet, red, orange, pale yellow. */
    private static final int[] COLOURS = {0x000004, 0x3B0F70, 0x8C2981, 0xDE4968, 0xFE9F6D, 0xFCFDBF};

    /** Checks that there are whole frames. */
    public MelPicture {
        if (mel.length == 0 || mel.length % frontEnd.bands() != 0) {
            throw new IllegalArgumentException("expected whole frames of " + frontEnd.bands() + " bands, found "
                    + mel.length + " values");
        }
    }

    /** The picture as PNG bytes. */
    public byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image(), "png", stream)) {
                throw new IllegalStateException("this Java has no PNG writer; use one with the java.desktop module");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a PNG in memory", failure);
        }
        return bytes.toByteArray();
    }

    BufferedImage image() {
        int bands = frontEnd.bands();
        int frames = mel.length / bands;
        int left = left();
        var image = new BufferedImage(left + SIZE * frames + Digits.width("00"), TOP + SIZE * bands + BOTTOM,
                BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < SIZE * bands; y++) {
            for (int x = 0; x < SIZE * frames; x++) {
                int band = bands - 1 - y / SIZE;
                image.setRGB(left + x, TOP + y, 0xFF000000 | colour(mel[band * frames + x / SIZE]));
            }
        }
        Graphics2D graphics = image.createGraphics();
        frequencies(graphics, left);
        times(graphics, left, frames);
        graphics.dispose();
        return image;
    }

    /** Room for the widest frequency. */
    private static int left() {
        return Digits.width("0.5 kHz") + TICK + 3;
    }

    private void frequencies(Graphics2D graphics, int left) {
        double highest = 0;
        for (double kilohertz : KILOHERTZ) {
            highest = frontEnd.band(1000 * kilohertz) <= frontEnd.bands() ? kilohertz : highest;
        }
        for (double kilohertz : KILOHERTZ) {
            double band = frontEnd.band(1000 * kilohertz);
            if (band >= 0 && kilohertz <= highest) {
                int y = TOP + (int) Math.round(SIZE * (frontEnd.bands() - 1 - band + 0.5));
                String text = number(kilohertz) + (kilohertz == highest ? " kHz" : "");
                Digits.draw(graphics, text, left - TICK - 3 - Digits.width(text), y - Digits.HEIGHT / 2, INK);
                graphics.fillRect(left - TICK, y, TICK, 1);
            }
        }
    }

    private void times(Graphics2D graphics, int left, int frames) {
        double pixels = SIZE * frontEnd.sampleRate() / (double) frontEnd.hop(); // of a second
        double step = SECONDS[SECONDS.length - 1];
        for (int i = SECONDS.length - 1; i >= 0 && SECONDS[i] * pixels >= WIDEST_TICK; i--) {
            step = SECONDS[i];
        }
        int bottom = TOP + SIZE * frontEnd.bands();
        for (int i = 0; i * step * pixels <= SIZE * frames; i++) {
            int x = left + (int) Math.round(i * step * pixels);
            graphics.setColor(INK);
            graphics.fillRect(x, bottom, 1, TICK);
            String text = number(i * step) + (i == 0 ? " s" : "");
            Digits.draw(graphics, text, x - Digits.width(number(i * step)) / 2, bottom + TICK + 3, INK);
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    private static int colour(float value) {
        double at = Math.max(0, Math.min(1, value)) * (COLOURS.length - 1);
        int below = Math.min(COLOURS.length - 2, (int) at);
        double share = at - below;
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double part = (1 - share) * (COLOURS[below] >> shift & 255) + share * (COLOURS[below + 1] >> shift & 255);
            mixed |= (int) Math.round(part) << shift;
        }
        return mixed;
    }
}
