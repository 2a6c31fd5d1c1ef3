package io.github.spectcad.io;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Decodes the pixel data of the most usual polar map, an 8-bit grey PNG without interlace: rows of one filter byte and the
 * filtered samples (ISO/IEC 15948, 9.2). The general decoder of the JDK gives the same bytes and takes about twice as long.
 */
final class GreyPng {
    private static final int BUFFER = 8192;

    private GreyPng() {}

    static BufferedImage decode(InputStream deflated, int width, int height) throws IOException {
        byte[] filtered = new byte[height * (width + 1)];
        Inflater inflater = new Inflater();
        try (InputStream rows = new InflaterInputStream(deflated, inflater, BUFFER)) {
            int read = rows.readNBytes(filtered, 0, filtered.length);
            if (read < filtered.length) {
                throw new IOException("its pixel data end in row " + read / (width + 1) + " of " + height);
            }
        } finally {
            inflater.end();
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            int from = y * (width + 1);
            System.arraycopy(filtered, from + 1, pixels, y * width, width);
            undo(filtered[from], pixels, y, width);
        }
        return image;
    }

    /** Adds the prediction that the filter took from the pixels at the left and above, 0 where there are none. */
    private static void undo(int filter, byte[] pixels, int y, int width) throws IOException {
        int start = y * width;
        int end = start + width;
        int left = 0;
        switch (filter) {
            case 0 -> {}
            case 1 -> {
                for (int i = start + 1; i < end; i++) {
                    pixels[i] += pixels[i - 1];
                }
            }
            case 2 -> {
                for (int i = y == 0 ? end : start; i < end; i++) {
                    pixels[i] += pixels[i - width];
                }
            }
            case 3 -> {
                for (int i = start; i < end; i++) {
                    int up = y == 0 ? 0 : pixels[i - width] & 0xFF;
                    left = (pixels[i] + (left + up) / 2) & 0xFF;
                    pixels[i] = (byte) left;
                }
            }
            case 4 -> {
                int aboveLeft = 0;
                for (int i = start; i < end; i++) {
                    int up = y == 0 ? 0 : pixels[i - width] & 0xFF;
                    left = (pixels[i] + paeth(left, up, aboveLeft)) & 0xFF;
                    pixels[i] = (byte) left;
                    aboveLeft = up;
                }
            }
            default -> throw new IOException("row filter " + filter + " does not exist");
        }
    }

    private static int paeth(int left, int up, int aboveLeft) {
        int fromLeft = Math.abs(up - aboveLeft);
        int fromUp = Math.abs(left - aboveLeft);
        int fromBoth = Math.abs(left + up - 2 * aboveLeft);
        if (fromLeft <= fromUp && fromLeft <= fromBoth) {
            return left;
        }
        return fromUp <= fromBoth ? up : aboveLeft;
    }
}
