package org.example.consumer;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Draws two polar maps, the second with a defect: {@code MakeImages rest.png stress.png}. */
public final class MakeImages {
    private static final int PIXELS = 64;

    private MakeImages() {}

    public static void main(String[] args) throws IOException {
        ImageIO.write(map(false), "png", Path.of(args[0]).toFile());
        ImageIO.write(map(true), "png", Path.of(args[1]).toFile());
    }

    private static BufferedImage map(boolean defect) {
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < PIXELS; y++) {
            for (int x = 0; x < PIXELS; x++) {
                double radius = Math.hypot(x - PIXELS / 2.0 + 0.5, y - PIXELS / 2.0 + 0.5) / (PIXELS / 2.0);
                int value = (int) (200 - 60 * radius) - (defect && x > PIXELS / 2 && y < PIXELS / 2 ? 90 : 0);
                image.getRaster().setSample(x, y, 0, radius <= 1 ? value : 0);
            }
        }
        return image;
    }
}
