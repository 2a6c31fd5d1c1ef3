package io.github.spectcad.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A picture not yet decoded, stripped to what its pixel values need. */
final class EncodedImage {
    private final int side;
    private final byte[] bytes;
    private final Samples samples;

    /**
     * A picture.
     *
     * @param side width and height in pixels
     * @param bytes what the decoder gets; not copied
     * @param samples how the stored numbers are to be read
     */
    EncodedImage(int side, byte[] bytes, Samples samples) {
        this.side = side;
        this.bytes = bytes;
        this.samples = samples;
    }

    int side() {
        return side;
    }

    InputStream bytes() {
        return new ByteArrayInputStream(bytes);
    }

    Samples samples() {
        return samples;
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
     * @return the side of the square
     * @throws IOException if it is not a square from 1 to {@link PolarMapReader#MAXIMUM_SIDE} pixels
     */
    static int checkedSide(long width, long height) throws IOException {
        if (width < 1 || height < 1) {
            throw new IOException("the image declares " + width + " x " + height + " pixels: it has no pixels");
        }
        if (width > PolarMapReader.MAXIMUM_SIDE || height > PolarMapReader.MAXIMUM_SIDE) {
            throw new IOException("the image declares " + width + " x " + height + " pixels: at most "
                    + PolarMapReader.MAXIMUM_SIDE + " x " + PolarMapReader.MAXIMUM_SIDE + " are read");
        }
        if (width != height) {
            throw new IOException("the image is " + width + " x " + height
                    + " pixels: a polar map must be square, crop it to the square around its disc");
        }
        return (int) width;
    }
}
