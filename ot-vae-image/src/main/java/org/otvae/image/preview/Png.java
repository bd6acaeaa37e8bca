package org.otvae.image.preview;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as PNG bytes, made in memory. */
public final class Png {

    private Png() {
    }

    /** The picture as a PNG file's content. */
    public static byte[] bytes(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IllegalStateException("this Java has no PNG writer; use one with the java.desktop module");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a PNG in memory", failure);
        }
        return bytes.toByteArray();
    }
}
