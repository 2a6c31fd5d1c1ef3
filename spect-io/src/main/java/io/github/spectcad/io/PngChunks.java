package io.github.spectcad.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file (ISO/IEC 15948). Checks every chunk's length and checksum and keeps only those that hold
 * pixels, so texts, colour profiles and gamma neither cost memory nor change values.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;
    private static final byte[] PLAIN_GREY = {8, 0, 0, 0, 0};
    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private PngChunks() {}

    static EncodedImage pixelsOf(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, SIGNATURE);
        int side = 0;
        ByteArrayOutputStream pixels = new ByteArrayOutputStream(file.length);
        boolean transparency = false;
        int at = SIGNATURE;
        while (true) {
            if (file.length - at < FRAME) {
                throw new IOException("the PNG is truncated: it ends before its IEND chunk");
            }
            int length = in.getInt(at);
            if (length < 0 || length > file.length - at - FRAME) {
                throw new IOException("the PNG is truncated or damaged: a chunk at byte " + at + " declares "
                        + Integer.toUnsignedString(length) + " bytes");
            }
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            CRC32 crc = new CRC32();
            crc.update(file, at + 4, length + 4);
            if ((int) crc.getValue() != in.getInt(at + 8 + length)) {
                throw new IOException("the PNG is damaged: the checksum of its chunk at byte " + at + " is wrong");
            }
            if (at == SIGNATURE) {
                if (!type.equals("IHDR") || length != 13) {
                    throw new IOException("the PNG is damaged: it does not begin with an IHDR chunk");
                }
                side = EncodedImage.checkedSide(
                        Integer.toUnsignedLong(in.getInt(at + 8)), Integer.toUnsignedLong(in.getInt(at + 12)));
            }
            if (type.equals("acTL")) {
                throw new IOException("the PNG is animated: a polar map is one still picture");
            }
            if (KEPT.contains(type)) {
                out.write(file, at, length + FRAME);
            }
            if (type.equals("IDAT")) {
                pixels.write(file, at + 8, length);
            }
            transparency |= type.equals("tRNS");
            if (type.equals("IEND")) {
                break;
            }
            at += length + FRAME;
        }
        if (pixels.size() == 0) {
            throw new IOException("the PNG is damaged: it has no pixel data");
        }
        return isPlainGrey(file) && !transparency
                ? new EncodedImage(side, pixels.toByteArray(), EncodedImage.Samples.GREY_PNG_ROWS)
                : new EncodedImage(side, out.toByteArray(), EncodedImage.Samples.PLAIN);
    }

    /** 8 bits, grey, no interlace, and the only compression and filter methods there are. */
    private static boolean isPlainGrey(byte[] file) {
        return Arrays.equals(file, SIGNATURE + 16, SIGNATURE + 21, PLAIN_GREY, 0, PLAIN_GREY.length);
    }
}
