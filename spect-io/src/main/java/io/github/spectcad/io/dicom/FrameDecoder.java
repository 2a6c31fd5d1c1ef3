package io.github.spectcad.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Decodes single frames to stored values, [row][column][sample] one after the other. */
final class FrameDecoder {
    private final TransferSyntax syntax;
    private final PixelFormat format;
    private final DicomElement pixels;

    FrameDecoder(TransferSyntax syntax, PixelFormat format, DicomElement pixels) throws DicomFormatException {
        this.syntax = syntax;
        this.format = format;
        this.pixels = pixels;
        if (syntax.isEncapsulated() != pixels.isEncapsulated()) {
            throw new DicomFormatException("the pixels are " + (pixels.isEncapsulated() ? "" : "not ")
                    + "in compressed fragments, the transfer syntax says otherwise");
        }
        long needed = format.frames() * format.frameBytes();
        if (!pixels.isEncapsulated() && pixels.length() < needed) {
            throw new DicomFormatException("the pixels have " + pixels.length() + " bytes: " + format.frames()
                    + " frames of " + format.columns() + " x " + format.rows() + " need " + needed);
        }
    }

    int[] decode(int frame) throws DicomFormatException {
        return switch (syntax.encoding()) {
            case NATIVE -> nativeFrame(frame);
            case RLE -> samples(RleDecoder.decode(fragment(frame), format), false);
            case JPEG, JPEG_LOSSLESS -> JpegDecoder.decode(fragment(frame), format);
        };
    }

    private int[] nativeFrame(int frame) {
        ByteBuffer bytes = pixels.value();
        int size = Math.toIntExact(format.frameBytes());
        ByteBuffer slice = bytes.slice(bytes.position() + frame * size, size).order(ByteOrder.LITTLE_ENDIAN);
        if (format.photometric() == PixelFormat.Photometric.YBR_FULL_422) {
            return subsampled(slice);
        }
        return samples(slice, format.planar());
    }

    /** Stored values of little-endian samples. */
    private int[] samples(ByteBuffer bytes, boolean planar) {
        int[] values = new int[format.frameSamples()];
        int pixelCount = format.columns() * format.rows();
        for (int i = 0; i < values.length; i++) {
            int at = planar ? i % format.samples() * pixelCount + i / format.samples() : i;
            int raw = switch (format.bytesPerSample()) {
                case 1 -> bytes.get(at) & 0xFF;
                case 2 -> bytes.getShort(2 * at) & 0xFFFF;
                default -> bytes.getInt(4 * at);
            };
            values[i] = format.value(raw);
        }
        return values;
    }

    /** Two luminances, then the chrominances that both pixels share (PS3.3 C.7.6.3.1.2). */
    private int[] subsampled(ByteBuffer bytes) {
        int[] values = new int[format.frameSamples()];
        for (int pixel = 0; pixel < format.columns() * format.rows(); pixel++) {
            int pair = pixel / 2 * 4;
            values[3 * pixel] = bytes.get(pair + pixel % 2) & 0xFF;
            values[3 * pixel + 1] = bytes.get(pair + 2) & 0xFF;
            values[3 * pixel + 2] = bytes.get(pair + 3) & 0xFF;
        }
        return values;
    }

    /** The compressed bytes of a frame: one fragment each, or all of them for a single frame, else by the offset table. */
    private byte[] fragment(int frame) throws DicomFormatException {
        List<ByteBuffer> all = pixels.fragments();
        List<ByteBuffer> data = all.subList(1, all.size());
        if (data.size() == format.frames()) {
            return joined(data.subList(frame, frame + 1));
        }
        if (format.frames() == 1 && !data.isEmpty()) {
            return joined(data);
        }
        ByteBuffer offsets = all.get(0).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (offsets.remaining() != 4 * format.frames()) {
            throw new DicomFormatException("the pixels have " + data.size() + " fragments for " + format.frames()
                    + " frames and no offset table that says which belong together");
        }
        int from = at(data, Integer.toUnsignedLong(offsets.getInt(4 * frame)));
        int to = frame + 1 == format.frames()
                ? data.size()
                : at(data, Integer.toUnsignedLong(offsets.getInt(4 * frame + 4)));
        if (from >= to) {
            throw new DicomFormatException("the offset table of the pixels is not in ascending order");
        }
        return joined(data.subList(from, to));
    }

    private static int at(List<ByteBuffer> fragments, long offset) throws DicomFormatException {
        long position = 0;
        for (int i = 0; i < fragments.size(); i++) {
            if (position == offset) {
                return i;
            }
            position += 8L + fragments.get(i).remaining();
        }
        throw new DicomFormatException("the offset table of the pixels names no fragment's start: " + offset);
    }

    private static byte[] joined(List<ByteBuffer> fragments) {
        byte[] bytes =
                new byte[fragments.stream().mapToInt(ByteBuffer::remaining).sum()];
        int at = 0;
        for (ByteBuffer fragment : fragments) {
            int length = fragment.remaining();
            fragment.duplicate().get(bytes, at, length);
            at += length;
        }
        return bytes;
    }
}
