package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.file.AtomicFile;
import java.awt.image.BufferedImage;
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

    /**
     * Writes a polar map as a grey picture of 8 bits: 1, or a larger maximum, becomes white.
     *
     * @param file the file; its folder is made where it is missing
     * @param map the map
     * @throws IllegalArgumentException if it has nothing above 0, or a disc other than the inscribed one, which a file
     *     cannot tell
     * @throws IOException if it cannot be written
     * @since 0.1.0
     */
    public static void write(Path file, PolarMap map) throws IOException {
        write(file, map, 8, Math.max(1, map.maximum()));
    }

    /** The same with another depth and value of white. */
    static void write(Path file, PolarMap map, int bits, float white) throws IOException {
        float maximum = map.maximum();
        if (!(maximum > 0) || !map.disc().equals(Disc.inscribed(map.pixels()))) {
            throw new IllegalArgumentException(map + " cannot be written as an image: it must have a value above 0 and "
                    + "the disc that touches its borders, has maximum " + maximum + " and " + map.disc());
        }
        int side = map.pixels();
        float[] values = new float[side * side];
        map.copyTo(values, 0);
        int[] samples = new int[values.length];
        double scale = ((1 << bits) - 1) / (double) white;
        for (int i = 0; i < values.length; i++) {
            samples[i] = (int) Math.round(values[i] * scale);
        }
        BufferedImage image = new BufferedImage(
                side, side, bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setPixels(0, 0, side, side, samples);
        write(file, image);
    }
}
