package org.otvae.motion.preview;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The 256 colours of a moving picture: those of {@link SkeletonView} and the steps between them that smooth edges need. */
final class Palette {

    private static final List<Color> INKS = List.of(SkeletonView.GROUND, SkeletonView.TRUNK, SkeletonView.LEFT,
            SkeletonView.RIGHT);
    private static final int STEPS = 16; // from the background to an ink
    private static final int SIZE = 256;

    private final int[] colours = new int[SIZE];
    private final IndexColorModel model;
    private final Map<Integer, Byte> nearest = new HashMap<>();

    Palette() {
        int filled = 0;
        for (Color over : INKS) {
            for (Color under : INKS.indexOf(over) == 0 ? List.of(SkeletonView.BACKGROUND)
                    : List.of(SkeletonView.BACKGROUND, INKS.get(0), INKS.get(1 + INKS.indexOf(over) % 3))) {
                for (int step = 0; step < STEPS; step++) {
                    colours[filled++] = between(under, over, step / (STEPS - 1.0));
                }
            }
        }
        byte[][] parts = new byte[3][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int part = 0; part < 3; part++) {
                parts[part][i] = (byte) (colours[i] >> 16 - 8 * part);
            }
        }
        this.model = new IndexColorModel(8, SIZE, parts[0], parts[1], parts[2]);
    }

    /** The picture with each pixel in the nearest colour of the palette. */
    BufferedImage indexed(BufferedImage picture) {
        var indexed = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        byte[] row = new byte[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = nearest.computeIfAbsent(picture.getRGB(x, y) & 0xffffff, this::search);
            }
            indexed.getRaster().setDataElements(0, y, row.length, 1, row);
        }
        return indexed;
    }

    private byte search(int colour) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < SIZE; i++) {
            int distance = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int difference = (colours[i] >> shift & 0xff) - (colour >> shift & 0xff);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return (byte) best;
    }

    private static int between(Color from, Color to, double share) {
        int red = (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed()));
        int green = (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen()));
        int blue = (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue()));
        return red << 16 | green << 8 | blue;
    }
}
