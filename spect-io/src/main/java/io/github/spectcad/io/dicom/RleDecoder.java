package io.github.spectcad.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RLE of PS3.5 annex G: one segment for each byte of each sample, the most significant first. */
final class RleDecoder {
    private static final int HEADER = 64;

    private RleDecoder() {}

    /** The frame as interleaved little-endian samples. */
    static ByteBuffer decode(byte[] encoded, PixelFormat format) throws DicomFormatException {
        ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        if (encoded.length < HEADER) {
            throw new DicomFormatException("an RLE frame has " + encoded.length + " bytes: its header needs " + HEADER);
        }
        int bytes = format.bytesPerSample();
        int segments = format.samples() * bytes;
        if (in.getInt(0) != segments) {
            throw new DicomFormatException("an RLE frame has " + in.getInt(0) + " segments: " + format.samples()
                    + " samples of " + format.bitsAllocated() + " bits need " + segments);
        }
        ByteBuffer out = ByteBuffer.allocate(format.frameSamples() * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int segment = 0; segment < segments; segment++) {
            long start = Integer.toUnsignedLong(in.getInt(4 + 4 * segment));
            long end = segment + 1 < segments ? Integer.toUnsignedLong(in.getInt(8 + 4 * segment)) : encoded.length;
            if (start < HEADER || end < start || end > encoded.length) {
                throw new DicomFormatException("segment " + segment + " of an RLE frame lies outside of it");
            }
            int sample = segment / bytes;
            int significance = bytes - 1 - segment % bytes;
            unpack(encoded, (int) start, (int) end, out, sample * bytes + significance, format.samples() * bytes);
        }
        return out;
    }

    private static void unpack(byte[] in, int start, int end, ByteBuffer out, int first, int step)
            throws DicomFormatException {
        int from = start;
        int to = first;
        while (to < out.capacity()) {
            if (from >= end) {
                throw new DicomFormatException("a segment of an RLE frame ends before its pixels do");
            }
            int control = in[from++];
            int count = control >= 0 ? control + 1 : control == -128 ? 0 : 1 - control;
            if (count > 0 && from + (control >= 0 ? count : 1) > end) {
                throw new DicomFormatException("a segment of an RLE frame ends before its pixels do");
            }
            for (int i = 0; i < count && to < out.capacity(); i++, to += step) {
                out.put(to, in[control >= 0 ? from + i : from]);
            }
            from += control >= 0 ? count : count == 0 ? 0 : 1;
        }
    }
}
