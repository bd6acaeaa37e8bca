package org.otvae.audio.preview;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Map;

/**
 * What the axes of a spectrogram need in writing, on a raster of 3 x 5 pixels: Java's own text needs font libraries
 * that servers often lack.
 */
final class Digits {

    static final int SCALE = 2; // pixels of the picture for one of the raster
    static final int HEIGHT = 5 * SCALE;
    private static final int ADVANCE = 4 * SCALE;

    /** Five lines of three pixels each, the highest bit at the left. */
    private static final Map<Character, int[]> GLYPHS = Map.ofEntries(
            Map.entry('0', new int[] {7, 5, 5, 5, 7}), Map.entry('1', new int[] {2, 6, 2, 2, 7}),
            Map.entry('2', new int[] {7, 1, 7, 4, 7}), Map.entry('3', new int[] {7, 1, 3, 1, 7}),
            Map.entry('4', new int[] {5, 5, 7, 1, 1}), Map.entry('5', new int[] {7, 4, 7, 1, 7}),
            Map.entry('6', new int[] {7, 4, 7, 5, 7}), Map.entry('7', new int[] {7, 1, 2, 2, 2}),
            Map.entry('8', new int[] {7, 5, 7, 5, 7}), Map.entry('9', new int[] {7, 5, 7, 1, 7}),
            Map.entry('.', new int[] {0, 0, 0, 0, 2}), Map.entry('k', new int[] {4, 5, 6, 5, 5}),
            Map.entry('H', new int[] {5, 5, 7, 5, 5}), Map.entry('z', new int[] {0, 7, 1, 4, 7}),
            Map.entry('s', new int[] {0, 3, 6, 3, 6}), Map.entry(' ', new int[5]));

    private Digits() {
    }

    /** The width of a text in pixels. */
    static int width(String text) {
        return text.length() * ADVANCE - SCALE;
    }

    /** Draws a text of digits, points, {@code kHz} and {@code s} with its upper left corner at (x, y). */
    static void draw(Graphics2D graphics, String text, int x, int y, Color color) {
        graphics.setColor(color);
        for (int i = 0; i < text.length(); i++) {
            int[] glyph = GLYPHS.get(text.charAt(i));
            for (int row = 0; row < glyph.length; row++) {
                for (int column = 0; column < 3; column++) {
                    if ((glyph[row] >> 2 - column & 1) == 1) {
                        graphics.fillRect(x + i * ADVANCE + column * SCALE, y + row * SCALE, SCALE, SCALE);
                    }
                }
            }
        }
    }
}
