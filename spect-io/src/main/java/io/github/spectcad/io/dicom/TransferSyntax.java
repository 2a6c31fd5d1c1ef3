package io.github.spectcad.io.dicom;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The transfer syntaxes that are read (PS3.5 annex A). */
enum TransferSyntax {
    IMPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2", Encoding.NATIVE),
    EXPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2.1", Encoding.NATIVE),
    DEFLATED("1.2.840.10008.1.2.1.99", Encoding.NATIVE),
    EXPLICIT_BIG_ENDIAN("1.2.840.10008.1.2.2", Encoding.NATIVE),
    RLE("1.2.840.10008.1.2.5", Encoding.RLE),
    JPEG_BASELINE("1.2.840.10008.1.2.4.50", Encoding.JPEG),
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", Encoding.JPEG_LOSSLESS),
    JPEG_LOSSLESS_FIRST_ORDER("1.2.840.10008.1.2.4.70", Encoding.JPEG_LOSSLESS);

    /** How pixels are stored. */
    enum Encoding {
        NATIVE,
        RLE,
        JPEG,
        JPEG_LOSSLESS
    }

    private final String uid;
    private final Encoding encoding;

    TransferSyntax(String uid, Encoding encoding) {
        this.uid = uid;
        this.encoding = encoding;
    }

    String uid() {
        return uid;
    }

    Encoding encoding() {
        return encoding;
    }

    boolean isEncapsulated() {
        return encoding != Encoding.NATIVE;
    }

    boolean isExplicit() {
        return this != IMPLICIT_LITTLE_ENDIAN;
    }

    static TransferSyntax of(String uid) throws DicomFormatException {
        for (TransferSyntax syntax : values()) {
            if (syntax.uid.equals(uid)) {
                return syntax;
            }
        }
        throw new DicomFormatException("the transfer syntax is " + DicomText.shown(uid) + ": supported are "
                + Arrays.stream(values()).map(s -> s.name() + " " + s.uid).collect(Collectors.joining(", "))
                + "; convert the file, for instance with dcmconv or dcmdjpeg of DCMTK");
    }
}
