package io.github.spectcad.io.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes files in Explicit VR Little Endian, or with the compressed pixels that they have (PS3.10 section 7). */
final class DicomWriter {
    /** Names this implementation in the files it writes; a UUID-derived UID of PS3.5 annex B.2. */
    private static final String IMPLEMENTATION_CLASS_UID = "2.25.197226390311219283317219304210371105";

    private static final String IMPLEMENTATION_VERSION_NAME = "SPECT_0_1";
    private static final int LONGEST_SHORT = 0xFFFE;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private DicomWriter() {}

    static byte[] write(TransferSyntax syntax, DicomDataset dataset) {
        DicomDataset meta = DicomDataset.builder()
                .bytes(0x00020001, Vr.OB, new byte[] {0, 1})
                .text(0x00020002, dataset.first(DicomTag.SOP_CLASS_UID))
                .text(0x00020003, dataset.first(DicomTag.SOP_INSTANCE_UID))
                .text(DicomTag.TRANSFER_SYNTAX_UID, syntax.uid())
                .text(0x00020012, IMPLEMENTATION_CLASS_UID)
                .text(0x00020013, IMPLEMENTATION_VERSION_NAME)
                .build();
        DicomWriter header = new DicomWriter();
        header.elements(meta);
        DicomWriter file = new DicomWriter();
        file.out.writeBytes(new byte[128]);
        file.out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer length =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(header.out.size());
        file.element(DicomElement.of(0x00020000, Vr.UL, length.flip()));
        file.out.writeBytes(header.out.toByteArray());
        file.elements(dataset);
        return file.out.toByteArray();
    }

    private void elements(DicomDataset dataset) {
        for (DicomElement element : dataset.elements()) {
            boolean groupLength = (element.tag() & 0xFFFF) == 0;
            if (!groupLength) { // retired, and wrong once anything has changed
                element(element);
            }
        }
    }

    private void element(DicomElement element) {
        if (element.isSequence()) {
            header(element.tag(), Vr.SQ, sequenceBytes(element.items()));
        } else if (element.isEncapsulated()) {
            tag(element.tag());
            vr(Vr.OB);
            shortValue(0);
            intValue(-1);
            for (ByteBuffer fragment : element.fragments()) {
                tag(DicomTag.ITEM);
                intValue(fragment.remaining() + (fragment.remaining() & 1));
                bytes(fragment.duplicate());
                if ((fragment.remaining() & 1) == 1) {
                    out.write(0);
                }
            }
            tag(DicomTag.SEQUENCE_DELIMITER);
            intValue(0);
        } else {
            byte[] value = new byte[element.length()];
            element.value().get(value);
            header(element.tag(), element.vr(), value);
        }
    }

    private static byte[] sequenceBytes(List<DicomDataset> items) {
        DicomWriter sequence = new DicomWriter();
        for (DicomDataset item : items) {
            DicomWriter content = new DicomWriter();
            content.elements(item);
            sequence.tag(DicomTag.ITEM);
            sequence.intValue(content.out.size());
            sequence.out.writeBytes(content.out.toByteArray());
        }
        return sequence.out.toByteArray();
    }

    private void header(int tag, Vr vr, byte[] value) {
        int padded = value.length + (value.length & 1);
        // PS3.5 section 6.2.2: what is too long for a short length is written as unknown
        Vr written = !vr.hasLongLength() && padded > LONGEST_SHORT ? Vr.UN : vr;
        tag(tag);
        vr(written);
        if (written.hasLongLength()) {
            shortValue(0);
            intValue(padded);
        } else {
            shortValue(padded);
        }
        out.writeBytes(value);
        if (padded > value.length) {
            out.write(vr.padding());
        }
    }

    private void bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        out.writeBytes(bytes);
    }

    private void tag(int tag) {
        shortValue(tag >>> 16);
        shortValue(tag & 0xFFFF);
    }

    private void vr(Vr vr) {
        out.writeBytes(vr.name().getBytes(StandardCharsets.US_ASCII));
    }

    private void shortValue(int value) {
        out.write(value);
        out.write(value >>> 8);
    }

    private void intValue(int value) {
        shortValue(value);
        shortValue(value >>> 16);
    }
}
