package io.github.spectcad.io.dicom;

/**
 * Options of the basic confidentiality profile (PS3.15 annex E.3) that {@link Deidentifier} offers.
 *
 * @since 0.1.0
 */
public enum DeidentificationOption {
    /** Keeps sex, age, height, weight and the like, which a classifier takes. */
    RETAIN_PATIENT_CHARACTERISTICS('P', DicomCode.dcm("113108", "Retain Patient Characteristics Option")),
    /** Keeps manufacturer, model, station and serial number. */
    RETAIN_DEVICE_IDENTITY('D', DicomCode.dcm("113109", "Retain Device Identity Option")),
    /** Keeps all dates and times. */
    RETAIN_FULL_DATES('T', DicomCode.dcm("113106", "Retain Longitudinal Temporal Information Full Dates Option")),
    /** Moves all dates of a patient into the past by one number of days that follows from the key; times are kept. */
    RETAIN_MODIFIED_DATES(
            'T', DicomCode.dcm("113107", "Retain Longitudinal Temporal Information Modified Dates Option"));

    private final char letter;
    private final DicomCode code;

    DeidentificationOption(char letter, DicomCode code) {
        this.letter = letter;
        this.code = code;
    }

    char letter() {
        return letter;
    }

    DicomCode code() {
        return code;
    }
}
