package io.github.spectcad.io;

import io.github.spectcad.core.file.AtomicFile;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes PNG files. */
public final class PngFile {
    private PngFile() {}

    /**
     * Writes a picture, or replaces the file: whole or not at all.
     *
     * @param file the file; its folder is made where it is missing
     * @param image the picture
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, RenderedImage image) throws IOException {
        AtomicFile.writeUnforced(file, out -> {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
            try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(image);
            } finally {
                writer.dispose();
            }
        });
    }
}
