package io.github.spectcad.io.dicom;

import java.nio.ByteBuffer;

/** Expands segmented palette data (PS3.3 C.7.9.2): discrete, linear and indirect segments. */
final class SegmentedPalette {
    /** More than any palette needs; empty segments could be repeated without end. */
    private static final int MAXIMUM_SEGMENTS = 1 << 17;

    private final ByteBuffer data;
    private final int bits;
    private final int[] entries;
    private int filled;
    private int segments;

    SegmentedPalette(ByteBuffer data, int bits, int count) {
        this.data = data;
        this.bits = bits;
        entries = new int[count];
    }

    int[] expand() throws DicomFormatException {
        while (filled < entries.length) {
            segment(true);
        }
        return entries;
    }

    private int next() throws DicomFormatException {
        if (data.remaining() < bits / 8) {
            throw damaged();
        }
        return bits == 8 ? data.get() & 0xFF : data.getShort() & 0xFFFF;
    }

    private static DicomFormatException damaged() {
        return new DicomFormatException("the segmented palette is damaged: its segments do not give its entries");
    }

    private void segment(boolean indirectAllowed) throws DicomFormatException {
        if (++segments > MAXIMUM_SEGMENTS) {
            throw damaged();
        }
        int opcode = next();
        int length = next();
        if (opcode == 0) {
            for (int i = 0; i < length; i++) {
                append(next());
            }
        } else if (opcode == 1) {
            if (filled == 0) {
                throw damaged();
            }
            int from = entries[filled - 1];
            int to = next();
            for (int i = 1; i <= length; i++) {
                append((int) Math.round(from + (to - from) * (double) i / length));
            }
        } else if (opcode == 2 && indirectAllowed) {
            int low = next();
            int high = next();
            int resume = data.position();
            long offset = bits == 8 ? low | (high << 8) : low | ((long) high << 16);
            if (offset >= data.limit()) {
                throw damaged();
            }
            data.position((int) offset);
            for (int i = 0; i < length; i++) {
                segment(false);
            }
            data.position(resume);
        } else {
            throw damaged();
        }
    }

    private void append(int value) throws DicomFormatException {
        if (filled == entries.length) {
            throw damaged();
        }
        entries[filled++] = value;
    }
}
