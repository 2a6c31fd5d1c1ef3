package io.github.spectcad.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The segments of a JPEG file (ITU-T T.81). Finds the declared size, the colour space, the orientation and the end of the
 * picture, and keeps only the segments that pixel values need: no colour profile, no metadata, no thumbnail.
 *
 * <p>Which colour space three components have is decided here, by the rules of libjpeg, and written into the stripped
 * stream, since decoders differ in their guesses.
 */
final class JpegSegments {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int DHT = 0xC4;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    /** Progressive encoders make about ten scans; each costs a pass over the whole picture. */
    private static final int MOST_SCANS = 64;

    private static final byte[] ADOBE = {(byte) 0xFF, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0};

    private final byte[] file;
    private final ByteArrayOutputStream out;
    private int width;
    private int height;
    private int components;
    private boolean isNamedRgb;
    private boolean progressive;
    private boolean jfif;
    private int adobeTransform = -1;
    private int scans;
    private Orientation orientation = Orientation.UPRIGHT;

    private JpegSegments(byte[] file) {
        this.file = file;
        this.out = new ByteArrayOutputStream(file.length);
    }

    static EncodedImage pixelsOf(byte[] file) throws IOException {
        JpegSegments segments = new JpegSegments(file);
        segments.copy();
        return new EncodedImage(
                segments.width,
                segments.height,
                segments.orientation,
                segments.withColourSpace(),
                EncodedImage.Samples.PLAIN);
    }

    private void copy() throws IOException {
        int at = 2;
        while (true) {
            int marker = markerAt(at);
            if (marker == SOI || marker == EOI) {
                out.write(file, at, marker == EOI ? 2 : 0);
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
            int length = file.length - at < 4 ? 0 : unsignedShort(at + 2);
            if (length < 2 || length > file.length - at - 2) {
                throw truncated();
            }
            int end = at + 2 + length;
            if (isFrame(marker)) {
                readFrame(marker, at, length);
            }
            if (marker == SOS) {
                if (components == 0) {
                    throw new IOException("the JPEG is damaged: pixel data come before the frame header");
                }
                if (++scans > MOST_SCANS) {
                    throw new IOException("the JPEG has more than " + MOST_SCANS
                            + " scans, which no encoder makes of a picture: save it again");
                }
                end = endOfScan(end);
            }
            readApplicationData(marker, at, length);
            if (isFrame(marker) || marker == DQT || marker == DHT || marker == DRI || marker == SOS) {
                out.write(file, at, end - at);
            }
            at = end;
        }
        if (components == 0) {
            throw new IOException("the JPEG is damaged: it has no frame header");
        }
    }

    private void readFrame(int marker, int at, int length) throws IOException {
        if (components != 0) {
            throw new IOException("the JPEG declares more than one frame: only single pictures are read");
        }
        if (marker > 0xC2) {
            throw new IOException("the JPEG is lossless, hierarchical or arithmetically coded (marker "
                    + Integer.toHexString(marker) + "): baseline and progressive are read");
        }
        if (length < 8) {
            throw truncated();
        }
        int bits = file[at + 4] & 0xFF;
        if (bits != 8) {
            throw new IOException("the JPEG has samples of " + bits + " bits: 8 are read");
        }
        components = file[at + 9] & 0xFF;
        if (components != 1 && components != 3) {
            throw new IOException(
                    "the JPEG has " + components + " colour components: only grey (1) and colour (3) are read");
        }
        if (length < 8 + 3 * components) {
            throw truncated();
        }
        width = unsignedShort(at + 7);
        height = unsignedShort(at + 5);
        progressive = marker == 0xC2;
        isNamedRgb = components == 3 && file[at + 10] == 'R' && file[at + 13] == 'G' && file[at + 16] == 'B';
        // a progressive decoder holds all coefficients as well
        EncodedImage.checkSize(width, height, progressive ? 3L * components : components);
    }

    private void readApplicationData(int marker, int at, int length) throws IOException {
        if (marker == APP0 && startsWith(at, length, "JFIF\0")) {
            jfif = true;
        } else if (marker == APP14 && length >= 14 && startsWith(at, length, "Adobe")) {
            adobeTransform = file[at + 15] & 0xFF;
        } else if (marker == APP1 && startsWith(at, length, "Exif\0\0")) {
            orientation = Orientation.ofExif(file, at + 10, at + 2 + length);
        }
    }

    private boolean startsWith(int at, int length, String name) {
        return length >= 2 + name.length()
                && name.equals(new String(file, at + 4, name.length(), StandardCharsets.ISO_8859_1));
    }

    /** The stripped stream with the one marker that names its colour space. */
    private byte[] withColourSpace() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(out.size() + 2 + ADOBE.length + 1);
        whole.write(file, 0, 2);
        if (components == 3) {
            boolean isRgb = !jfif && (adobeTransform == 0 || (adobeTransform < 0 && isNamedRgb));
            whole.write(ADOBE, 0, ADOBE.length);
            whole.write(isRgb ? 0 : 1);
        }
        whole.writeBytes(out.toByteArray());
        return whole.toByteArray();
    }

    private int unsignedShort(int at) {
        return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    }

    private int markerAt(int at) throws IOException {
        if (file.length - at < 2) {
            throw truncated();
        }
        if (file[at] != (byte) 0xFF) {
            throw new IOException("the JPEG is damaged: no marker at byte " + at);
        }
        return file[at + 1] & 0xFF;
    }

    /** Entropy-coded data end at the first marker that is neither a stuffed zero nor a restart. */
    private int endOfScan(int from) throws IOException {
        for (int i = from; i < file.length - 1; i++) {
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

    private static IOException truncated() {
        return new IOException("the JPEG is truncated: it ends before its end-of-image marker");
    }
}
