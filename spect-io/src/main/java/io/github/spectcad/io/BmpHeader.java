package io.github.spectcad.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header of a Windows bitmap. Checks what it declares against the length of the file. */
final class BmpHeader {
    private static final int FILE_HEADER = 14;
    private static final int INFO_HEADER = 40;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;

    private BmpHeader() {}

    static EncodedImage pixelsOf(byte[] file) throws IOException {
        if (file.length < FILE_HEADER + INFO_HEADER) {
            throw new IOException("the BMP is truncated: it ends within its header");
        }
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long pixelsAt = Integer.toUnsignedLong(in.getInt(10));
        int headerSize = in.getInt(FILE_HEADER);
        if (headerSize < INFO_HEADER || headerSize > 124) {
            throw new IOException("the BMP has a header of " + Integer.toUnsignedString(headerSize)
                    + " bytes: versions with 40 to 124 bytes are read");
        }
        long width = in.getInt(18);
        long height = Math.abs((long) in.getInt(22));
        int bits = in.getShort(28);
        int compression = in.getInt(30);
        if (compression != UNCOMPRESSED && compression != BIT_FIELDS) {
            throw new IOException("the BMP uses compression " + Integer.toUnsignedString(compression)
                    + ": only uncompressed bitmaps are read");
        }
        if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
            throw new IOException("the BMP declares " + bits + " bits a pixel: 1, 4, 8, 16, 24 or 32 are read");
        }
        EncodedImage.checkSize(width, height, Math.max(1, bits / 8));
        int colours = in.getInt(46);
        if (colours < 0 || colours > 256) {
            throw new IOException("the BMP declares " + Integer.toUnsignedString(colours)
                    + " palette colours: at most 256 are possible");
        }
        long rowBytes = (width * bits + 31) / 32 * 4;
        if (pixelsAt < FILE_HEADER + headerSize || pixelsAt + rowBytes * height > file.length) {
            throw new IOException("the BMP is truncated: " + width + " x " + height + " pixels of " + bits
                    + " bits need " + (pixelsAt + rowBytes * height) + " bytes, the file has " + file.length);
        }
        return new EncodedImage((int) width, (int) height, Orientation.UPRIGHT, file, EncodedImage.Samples.PLAIN);
    }
}
