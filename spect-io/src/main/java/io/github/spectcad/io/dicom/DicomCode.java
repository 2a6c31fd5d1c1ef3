package io.github.spectcad.io.dicom;

/**
 * A coded entry (PS3.3 section 8).
 *
 * @param value the code
 * @param scheme designator of the scheme, for instance {@code SCT}
 * @param meaning in English
 */
record DicomCode(String value, String scheme, String meaning) {
    /** The scheme of the few concepts that no standard scheme has; described in each file that uses it. */
    static final String OWN_SCHEME = "99SPECT";

    static DicomCode dcm(String value, String meaning) {
        return new DicomCode(value, "DCM", meaning);
    }

    static DicomCode sct(String value, String meaning) {
        return new DicomCode(value, "SCT", meaning);
    }

    DicomDataset item() {
        return DicomDataset.builder()
                .text(DicomTag.CODE_VALUE, value)
                .text(DicomTag.CODING_SCHEME_DESIGNATOR, scheme)
                .text(DicomTag.CODE_MEANING, meaning)
                .build();
    }
}
