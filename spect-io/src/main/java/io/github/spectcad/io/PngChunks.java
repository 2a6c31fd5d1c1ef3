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
    private static final int[] SAMPLES = {1, 0, 3, 1, 2, 0, 4};

    private PngChunks() {}

    static EncodedImage pixelsOf(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, SIGNATURE);
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        Orientation orientation = Orientation.UPRIGHT;
        boolean transparency = false;
        boolean hasPixels = false;
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
                checkHeader(in, at + 8);
            }
            if (type.equals("eXIf")) {
                orientation = Orientation.ofExif(file, at + 8, at + 8 + length);
            }
            if (type.equals("acTL")) {
                throw new IOException("the PNG is animated: a polar map is one still picture");
            }
            if (type.equals("IDAT") && isPlainGrey(file)) {
                pixels.write(file, at + 8, length);
            }
            if (KEPT.contains(type) && !isPlainGrey(file)) {
                out.write(file, at, length + FRAME);
            }
            hasPixels |= type.equals("IDAT") && length > 0;
            transparency |= type.equals("tRNS");
            if (type.equals("IEND")) {
                break;
            }
            at += length + FRAME;
        }
        if (!hasPixels) {
            throw new IOException("the PNG is damaged: it has no pixel data");
        }
        int width = in.getInt(SIGNATURE + 8);
        int height = in.getInt(SIGNATURE + 12);
        int type = file[SIGNATURE + 17];
        if (transparency && (type == 0 || type == 2)) {
            throw new IOException("the PNG makes one of its levels transparent (tRNS), which decoders read differently:"
                    + " save it without");
        }
        if (isPlainGrey(file)) {
            return new EncodedImage(
                    width, height, orientation, pixels.toByteArray(), EncodedImage.Samples.GREY_PNG_ROWS);
        }
        return new EncodedImage(width, height, orientation, out.toByteArray(), EncodedImage.Samples.PLAIN);
    }

    /** Checks the size, and that colour type and bits are one of the pairs there are. */
    private static void checkHeader(ByteBuffer in, int at) throws IOException {
        int bits = in.get(at + 8);
        int type = in.get(at + 9);
        boolean exists = switch (type) {
            case 0 -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
            case 3 -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
            case 2, 4, 6 -> bits == 8 || bits == 16;
            default -> false;
        };
        if (!exists) {
            throw new IOException("the PNG is damaged: colour type " + type + " with " + bits + " bits does not exist");
        }
        EncodedImage.checkSize(
                Integer.toUnsignedLong(in.getInt(at)),
                Integer.toUnsignedLong(in.getInt(at + 4)),
                SAMPLES[type] * (bits == 16 ? 2L : 1L));
    }

    /** 8 bits, grey, no interlace, and the only compression and filter methods there are. */
    private static boolean isPlainGrey(byte[] file) {
        return Arrays.equals(file, SIGNATURE + 16, SIGNATURE + 21, PLAIN_GREY, 0, PLAIN_GREY.length);
    }
}
