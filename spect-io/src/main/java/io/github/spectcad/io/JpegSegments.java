package io.github.spectcad.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The segments of a JPEG file (ITU-T T.81). Finds the declared size and the end of the picture, and keeps only the
 * segments that pixel values need: no colour profile, no metadata, no thumbnail.
 */
final class JpegSegments {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int DHT = 0xC4;
    private static final int APP0 = 0xE0;
    private static final int APP14 = 0xEE;

    private JpegSegments() {}

    static EncodedImage pixelsOf(byte[] file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        int[] size = copy(file, 0, file.length, out);
        return new EncodedImage(
                EncodedImage.checkedSide(size[0], size[1]), out.toByteArray(), EncodedImage.Samples.PLAIN);
    }

    /**
     * Copies what pixels need.
     *
     * @param file bytes that hold a JPEG stream
     * @param from where it begins
     * @param to where it must have ended
     * @param out receives the stripped stream
     * @return declared width and height
     * @throws IOException if the stream is truncated or of a kind that is not read
     */
    static int[] copy(byte[] file, int from, int to, ByteArrayOutputStream out) throws IOException {
        int[] size = null;
        int at = from;
        while (true) {
            int marker = markerAt(file, at, to);
            if (marker == SOI || marker == EOI) {
                out.write(file, at, 2);
                at += 2;
                if (marker == EOI) {
                    break;
                }
                continue;
            }
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = to - at < 4 ? 0 : unsignedShort(file, at + 2);
            if (length < 2 || length > to - at - 2) {
                throw truncated();
            }
            int end = at + 2 + length;
            if (isFrame(marker)) {
                if (size != null) {
                    throw new IOException("the JPEG declares more than one frame: only single pictures are read");
                }
                size = frameSize(file, at, length);
            }
            if (marker == SOS) {
                if (size == null) {
                    throw new IOException("the JPEG is damaged: pixel data come before the frame header");
                }
                end = endOfScan(file, end, to);
            }
            if (isKept(file, at, marker, length)) {
                out.write(file, at, end - at);
            }
            at = end;
        }
        if (size == null) {
            throw new IOException("the JPEG is damaged: it has no frame header");
        }
        return size;
    }

    private static int[] frameSize(byte[] file, int at, int length) throws IOException {
        if (length < 8) {
            throw truncated();
        }
        int components = file[at + 9] & 0xFF;
        if (components != 1 && components != 3) {
            throw new IOException(
                    "the JPEG has " + components + " colour components: only grey (1) and colour (3) are read");
        }
        return new int[] {unsignedShort(file, at + 7), unsignedShort(file, at + 5)};
    }

    private static int unsignedShort(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    }

    private static int markerAt(byte[] file, int at, int to) throws IOException {
        if (to - at < 2) {
            throw truncated();
        }
        if (file[at] != (byte) 0xFF) {
            throw new IOException("the JPEG is damaged: no marker at byte " + at);
        }
        return file[at + 1] & 0xFF;
    }

    /** Entropy-coded data end at the first marker that is neither a stuffed zero nor a restart. */
    private static int endOfScan(byte[] file, int from, int to) throws IOException {
        for (int i = from; i < to - 1; i++) {
            if (file[i] == (byte) 0xFF) {
                int next = file[i + 1] & 0xFF;
                if (next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7)) {
                    return i;
                }
            }
        }
        throw truncated();
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean isKept(byte[] file, int at, int marker, int length) {
        return switch (marker) {
            case DQT, DHT, DRI, SOS, APP14 -> true;
            case APP0 -> length >= 7 && "JFIF\0".equals(new String(file, at + 4, 5, StandardCharsets.ISO_8859_1));
            default -> isFrame(marker);
        };
    }

    private static IOException truncated() {
        return new IOException("the JPEG is truncated: it ends before its end-of-image marker");
    }
}
