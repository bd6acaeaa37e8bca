package org.otvae.motion.preview;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.otvae.motion.skeleton.Poses;

/**
 * Poses of motions, the same moments below each other: the original in the first row, what models made of it in the others for
 * instance. The moments are as far apart as possible, the first and the last frame among them.
 *
 * @param motions at least 1, all with the same skeleton, rate and number of frames
 * @param poses   how many moments, at least 1
 * @param height  of a row in pixels, at least 16
 */
public record PoseStrip(List<Poses> motions, int poses, int height) {

    /** Checks that the motions fit together. */
    public PoseStrip {
        motions = List.copyOf(motions);
        requireEqual(motions);
        if (poses < 1 || height < 16) {
            throw new IllegalArgumentException("poses must be at least 1 and height at least 16 pixels, found " + poses + " and "
                    + height);
        }
    }

    static void requireEqual(List<Poses> motions) {
        if (motions.isEmpty() || motions.get(0).frames() == 0) {
            throw new IllegalArgumentException("expected at least 1 motion of at least 1 frame, found " + motions.size()
                    + " motions");
        }
        Poses first = motions.get(0);
        for (Poses other : motions) {
            if (!other.skeleton().equals(first.skeleton()) || other.frames() != first.frames()
                    || other.framesPerSecond() != first.framesPerSecond()) {
                throw new IllegalArgumentException("expected motions of one skeleton, rate and length, found " + first.frames()
                        + " frames at " + first.framesPerSecond() + " Hz and " + other.frames() + " at "
                        + other.framesPerSecond() + " Hz");
            }
        }
    }

    /** The picture as PNG bytes, on white. */
    public byte[] png() {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image(), "png", stream)) {
                throw new IllegalStateException("this Java has no PNG writer; use one with the java.desktop module");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a PNG in memory", failure);
        }
        return bytes.toByteArray();
    }

    private BufferedImage image() {
        var view = new SkeletonView(motions);
        int width = view.width(height);
        int last = motions.get(0).frames() - 1;
        var image = new BufferedImage(poses * width, motions.size() * height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(SkeletonView.BACKGROUND);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int row = 0; row < motions.size(); row++) {
            for (int i = 0; i < poses; i++) {
                int frame = poses == 1 ? 0 : (int) Math.round(i * (double) last / (poses - 1));
                view.draw(graphics, motions.get(row), frame, i * width, row * height, height);
            }
        }
        graphics.dispose();
        return image;
    }
}
