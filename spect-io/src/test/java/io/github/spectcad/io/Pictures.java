package io.github.spectcad.io;

import io.github.spectcad.core.quality.MapGate;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small synthetic pictures for tests. */
final class Pictures {
    /** Lets the patterns pass that tests of other things use for maps. */
    static final MapGate ANY = MapGate.warning(finding -> {});

    private Pictures() {}

    /** A grey value for each pixel. */
    interface Grey {
        int at(int row, int column);
    }

    static BufferedImage grey8(int width, int height, Grey grey) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, grey.at(y, x));
            }
        }
        return image;
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    static Path write(Path file, BufferedImage image, String format) throws IOException {
        return Files.write(file, encode(image, format));
    }

    /** A map with uptake everywhere, different in each row and column. */
    static byte[] ramp(int side) throws IOException {
        return encode(grey8(side, side, (row, column) -> 50 + (row * 7 + column * 3) % 200), "png");
    }
}
