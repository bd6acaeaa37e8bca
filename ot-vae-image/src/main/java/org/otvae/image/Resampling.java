package org.otvae.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;

/** Brings decoded pictures to the shape and range of examples. */
final class Resampling {

    private static final float FULL = 255;

    private Resampling() {
    }

    /** The middle of a picture in the proportions asked for, averaged over areas: {@code [channels, height, width]}. */
    static float[] fit(BufferedImage picture, int channels, int height, int width) {
        double scale = Math.min(picture.getWidth() / (double) width, picture.getHeight() / (double) height);
        double left = (picture.getWidth() - scale * width) / 2;
        double top = (picture.getHeight() - scale * height) / 2;
        float[] example = new float[channels * height * width];
        for (int y = 0; y < height; y++) {
            double above = top + y * scale;
            Band band = Band.of(picture, channels, (int) above, (int) Math.min(picture.getHeight(), Math.ceil(above + scale)));
            for (int i = 0; i < channels * width; i++) {
                int channel = i / width;
                int x = i % width;
                example[(channel * height + y) * width + x] = band.mean(channel, left + x * scale, above, scale);
            }
        }
        return example;
    }

    /**
     * The rows {@code first} to {@code next - 1} of a picture, as much of it as a row of the example looks at.
     *
     * @param planes {@code [channels][rows · width]}
     */
    private record Band(float[][] planes, int width, int first, int next) {

        static Band of(BufferedImage picture, int channels, int first, int next) {
            int width = picture.getWidth();
            float[][] planes = new float[channels][(next - first) * width];
            boolean grey = picture.getColorModel().getNumColorComponents() == 1
                    && !(picture.getColorModel() instanceof IndexColorModel);
            for (int i = 0; i < planes[0].length; i++) {
                int x = i % width;
                int y = first + i / width;
                if (grey) {
                    float level = greyLevel(picture, x, y);
                    for (float[] plane : planes) {
                        plane[i] = level;
                    }
                } else {
                    colour(picture.getRGB(x, y), planes, i);
                }
            }
            return new Band(planes, width, first, next);
        }

        /** The mean over a square of side {@code scale}, each pixel weighted by the part of it that lies inside. */
        float mean(int channel, double left, double top, double scale) {
            double sum = 0;
            double area = 0;
            for (int y = first; y < next; y++) {
                double tall = Math.min(y + 1, top + scale) - Math.max(y, top);
                for (int x = (int) left; x < Math.min(width, Math.ceil(left + scale)); x++) {
                    double part = tall * (Math.min(x + 1, left + scale) - Math.max(x, left));
                    sum += part * planes[channel][(y - first) * width + x];
                    area += part;
                }
            }
            return (float) (sum / area);
        }
    }

    /** The stored value: {@code getRGB} would take it as linear light and brighten it. */
    private static float greyLevel(BufferedImage picture, int x, int y) {
        float level = share(picture, x, y, 0);
        return picture.getColorModel().hasAlpha() ? level * share(picture, x, y, 1) : level;
    }

    /** A sample as a share of full, within 0 and 1; what is no number counts as 0. */
    private static float share(BufferedImage picture, int x, int y, int band) {
        double share = switch (picture.getRaster().getTransferType()) {
            case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> picture.getRaster().getSampleDouble(x, y, band);
            case DataBuffer.TYPE_SHORT -> picture.getRaster().getSample(x, y, band) / (double) Short.MAX_VALUE;
            default -> {
                long full = (1L << picture.getSampleModel().getSampleSize(band)) - 1;
                yield (picture.getRaster().getSample(x, y, band) & full) / (double) full;
            }
        };
        return share > 0 ? (float) Math.min(1, share) : 0;
    }

    private static void colour(int pixel, float[][] planes, int at) {
        float opacity = (pixel >>> 24) / FULL;
        float red = (pixel >> 16 & 0xFF) / FULL * opacity;
        float green = (pixel >> 8 & 0xFF) / FULL * opacity;
        float blue = (pixel & 0xFF) / FULL * opacity;
        if (planes.length == 1) {
            planes[0][at] = 0.299f * red + 0.587f * green + 0.114f * blue; // ITU-R BT.601
        } else {
            planes[0][at] = red;
            planes[1][at] = green;
            planes[2][at] = blue;
        }
    }
}
