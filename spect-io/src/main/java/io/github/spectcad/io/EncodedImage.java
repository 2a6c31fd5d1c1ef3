package io.github.spectcad.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A picture not yet decoded, stripped to what its pixel values need. */
final class EncodedImage {
    private final int width;
    private final int height;
    private final Orientation orientation;
    private final byte[] content;
    private final Samples samples;

    /**
     * A picture.
     *
     * @param width stored width in pixels
     * @param height stored height in pixels
     * @param orientation how it is turned
     * @param content what the decoder gets; not copied
     * @param samples how the stored numbers are to be read
     */
    EncodedImage(int width, int height, Orientation orientation, byte[] content, Samples samples) {
        this.width = width;
        this.height = height;
        this.orientation = orientation;
        this.content = content;
        this.samples = samples;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Orientation orientation() {
        return orientation;
    }

    Samples samples() {
        return samples;
    }

    InputStream bytes() {
        return new ByteArrayInputStream(content);
    }

    /** How the decoded numbers are to be read. */
    enum Samples {
        /** Whole numbers as the decoder gives them. */
        PLAIN,
        /** Floating point; the decoder must not clamp it to [0, 1]. */
        FLOATING_POINT,
        /** 32-bit whole numbers without a sign. */
        UNSIGNED_32,
        /** The bare pixel data of an 8-bit grey PNG. */
        GREY_PNG_ROWS
    }

    /**
     * Checks the size that a header declares.
     *
     * @param width declared width
     * @param height declared height
     * @param bytesPerPixel what the decoder needs for a pixel
     * @throws IOException if there are no pixels, a side is above {@link PolarMapReader#MAXIMUM_SIDE}, or decoding would
     *     take more than {@link PolarMapReader#MAXIMUM_DECODED_BYTES}
     */
    static void checkSize(long width, long height, long bytesPerPixel) throws IOException {
        if (width < 1 || height < 1) {
            throw new IOException("the image declares " + width + " x " + height + " pixels: it has no pixels");
        }
        if (width > PolarMapReader.MAXIMUM_SIDE || height > PolarMapReader.MAXIMUM_SIDE) {
            throw new IOException("the image declares " + width + " x " + height + " pixels: at most "
                    + PolarMapReader.MAXIMUM_SIDE + " x " + PolarMapReader.MAXIMUM_SIDE + " are read");
        }
        if (width * height * bytesPerPixel > PolarMapReader.MAXIMUM_DECODED_BYTES) {
            throw new IOException(
                    "the image declares " + width + " x " + height + " pixels of " + bytesPerPixel + " bytes: at most "
                            + (PolarMapReader.MAXIMUM_DECODED_BYTES >> 20) + " MB are decoded, save it smaller");
        }
    }
}
