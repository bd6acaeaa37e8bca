package org.otvae.motion.preview;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.otvae.motion.skeleton.Poses;

/**
 * Motions side by side as a GIF that moves at their own speed and starts again at the end: the original at the left, what a
 * model made of it at the right for instance.
 *
 * <p>A GIF tells times in hundredths of a second and browsers show less than two of them as ten, so above 50 Hz frames are left
 * out; the rest is rounded such that no error adds up. At 30 Hz frames last 3, 4, 3, 3, 4, 3 hundredths and so on.
 *
 * @param motions at least 1, all with the same skeleton, rate and number of frames
 * @param height  of the picture in pixels, at least 16
 */
public record SkeletonGif(List<Poses> motions, int height) {

    private static final double FASTEST_HZ = 50;
    private static final int HUNDREDTHS = 100; // in a second

    /** Checks that the motions fit together. */
    public SkeletonGif {
        motions = List.copyOf(motions);
        PoseStrip.requireEqual(motions);
        if (height < 16) {
            throw new IllegalArgumentException("height must be at least 16 pixels, found " + height);
        }
    }

    /** The GIF's bytes. */
    public byte[] bytes() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            write(writer);
            writer.endWriteSequence();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a GIF in memory", failure);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private void write(ImageWriter writer) throws IOException {
        var view = new SkeletonView(motions);
        var palette = new Palette();
        double rate = motions.get(0).framesPerSecond();
        int stride = (int) Math.ceil(rate / FASTEST_HZ);
        for (int frame = 0; frame < motions.get(0).frames(); frame += stride) {
            long begin = Math.round(frame / rate * HUNDREDTHS);
            long end = Math.round((frame + stride) / rate * HUNDREDTHS);
            BufferedImage picture = palette.indexed(picture(view, frame));
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), null);
            describe(metadata, end - begin, frame == 0);
            writer.writeToSequence(new IIOImage(picture, null, metadata), null);
        }
    }

    private BufferedImage picture(SkeletonView view, int frame) {
        int width = view.width(height);
        var picture = new BufferedImage(motions.size() * width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(SkeletonView.BACKGROUND);
        graphics.fillRect(0, 0, picture.getWidth(), height);
        for (int i = 0; i < motions.size(); i++) {
            view.draw(graphics, motions.get(i), frame, i * width, 0, height);
        }
        graphics.dispose();
        return picture;
    }

    /** How long the frame lasts and, in the first, that the film starts again for ever. */
    private static void describe(IIOMetadata metadata, long hundredths, boolean first) throws IOException {
        String format = metadata.getNativeMetadataFormatName();
        var root = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Long.toString(hundredths));
        if (first) {
            var loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(new byte[] {1, 0, 0}); // 0 times more than for ever
            child(root, "ApplicationExtensions").appendChild(loop);
        }
        metadata.setFromTree(format, root);
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        var child = new IIOMetadataNode(name);
        root.appendChild(child);
        return child;
    }
}
