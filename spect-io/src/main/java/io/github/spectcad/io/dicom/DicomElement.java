package io.github.spectcad.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One data element: a value, the items of a sequence, or the fragments of compressed pixels.
 *
 * @param tag the tag
 * @param vr value representation
 * @param value the value in little-endian order, read only; empty for sequences and fragments
 * @param items the items of a sequence
 * @param fragments the fragments of encapsulated pixel data, the first of them the offset table; else empty
 */
record DicomElement(int tag, Vr vr, ByteBuffer value, List<DicomDataset> items, List<ByteBuffer> fragments) {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    DicomElement {
        items = List.copyOf(items);
        fragments = List.copyOf(fragments);
    }

    static DicomElement of(int tag, Vr vr, ByteBuffer value) {
        return new DicomElement(tag, vr, value.asReadOnlyBuffer(), List.of(), List.of());
    }

    static DicomElement sequence(int tag, List<DicomDataset> items) {
        return new DicomElement(tag, Vr.SQ, NONE, items, List.of());
    }

    static DicomElement encapsulated(int tag, Vr vr, List<ByteBuffer> fragments) {
        return new DicomElement(tag, vr, NONE, List.of(), fragments);
    }

    boolean isSequence() {
        return vr == Vr.SQ;
    }

    boolean isEncapsulated() {
        return !fragments.isEmpty();
    }

    /** A view of the value of its own, in little-endian order. */
    @Override
    public ByteBuffer value() {
        return value.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return value.remaining();
    }
}
