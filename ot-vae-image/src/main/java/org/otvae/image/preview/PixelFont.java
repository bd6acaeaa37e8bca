package org.otvae.image.preview;

import java.awt.Color;
import java.awt.Graphics2D;

/**
 * The printable ASCII characters on a raster of 5 x 8 pixels. Java's own text needs font libraries that servers often
 * lack, and its shapes differ from machine to machine; these do not.
 */
final class PixelFont {

    /** From the left edge of one character to that of the next, in raster pixels. */
    static final int ADVANCE = 6;

    /** From the top of a capital letter to the base line, in raster pixels. */
    static final int ASCENT = 7;

    private static final int COLUMNS = 5;
    private static final int ROWS = 8;

    // From the space on: five columns a character, two hexadecimal digits each, the least significant bit at the top.
    private static final String GLYPHS = ""
            + "0000000000" + "00005F0000" + "0007000700" + "147F147F14" + "242A7F2A12" + "2313086462" + "3649562050"
            + "0000070000" + "001C224100" + "0041221C00" + "2A1C7F1C2A" + "08083E0808" + "0050300000" + "0808080808"
            + "0000606000" + "2010080402" + "3E5149453E" + "00427F4000" + "4261514946" + "2141454B31" + "1814127F10"
            + "2745454539" + "3C4A494931" + "4121110907" + "3649494936" + "464949291E" + "0000240000" + "0040340000"
            + "0008142241" + "1414141414" + "0041221408" + "0201590906" + "3E415D594E" + "7C1211127C" + "7F49494936"
            + "3E41414122" + "7F4141413E" + "7F49494941" + "7F09090901" + "3E41415173" + "7F0808087F" + "00417F4100"
            + "2040413F01" + "7F08142241" + "7F40404040" + "7F021C027F" + "7F0408107F" + "3E4141413E" + "7F09090906"
            + "3E4151215E" + "7F09192946" + "2649494932" + "01017F0101" + "3F4040403F" + "1F2040201F" + "3F4038403F"
            + "6314081463" + "0304780403" + "6151494543" + "007F414100" + "0204081020" + "0041417F00" + "0402010204"
            + "4040404040" + "0001020400" + "2054547840" + "7F28444438" + "3844444428" + "384444287F" + "3854545418"
            + "00087E0902" + "18A4A49C78" + "7F08040478" + "00447D4000" + "2040403D00" + "7F10284400" + "00417F4000"
            + "7C04780478" + "7C08040478" + "3844444438" + "FC18242418" + "18242418FC" + "7C08040408" + "4854545424"
            + "04043F4424" + "3C4040207C" + "1C2040201C" + "3C4030403C" + "4428102844" + "4C9090907C" + "4464544C44"
            + "0008364100" + "00007F0000" + "0041360800" + "0201020402";

    private PixelFont() {
    }

    /** The width of a text in raster pixels. */
    static int width(String text) {
        return Math.max(0, text.length() * ADVANCE - 1);
    }

    /** Draws a text with its upper left corner at (x, y); characters beyond ASCII become question marks. */
    static void draw(Graphics2D graphics, String text, int x, int y, int scale, Color color) {
        graphics.setColor(color);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i) >= ' ' && text.charAt(i) <= '~' ? text.charAt(i) : '?';
            for (int column = 0; column < COLUMNS; column++) {
                int at = 2 * ((character - ' ') * COLUMNS + column);
                int bits = Integer.parseInt(GLYPHS, at, at + 2, 16);
                for (int row = 0; row < ROWS; row++) {
                    if ((bits >> row & 1) == 1) {
                        graphics.fillRect(x + (i * ADVANCE + column) * scale, y + row * scale, scale, scale);
                    }
                }
            }
        }
    }
}
