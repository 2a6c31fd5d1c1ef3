package io.github.spectcad.io.dicom;

/**
 * Options of the basic confidentiality profile (PS3.15 annex E.3) that {@link Deidentifier} offers.
 *
 * @since 0.1.0
 */
public enum DeidentificationOption {
    /** Keeps sex, age, height, weight and the like, which a classifier takes. */
    RETAIN_PATIENT_CHARACTERISTICS('P', "113108", "Retain Patient Characteristics Option"),
    /** Keeps manufacturer, model, station and serial number. */
    RETAIN_DEVICE_IDENTITY('D', "113109", "Retain Device Identity Option"),
    /** Keeps all dates and times. */
    RETAIN_FULL_DATES('T', "113106", "Retain Longitudinal Temporal Information Full Dates Option"),
    /** Moves all dates of a patient into the past by one number of days that follows from the key; times are kept. */
    RETAIN_MODIFIED_DATES('T', "113107", "Retain Longitudinal Temporal Information Modified Dates Option");

    private final char letter;
    private final String value;
    private final String meaning;

    DeidentificationOption(char letter, String value, String meaning) {
        this.letter = letter;
        this.value = value;
        this.meaning = meaning;
    }

    char letter() {
        return letter;
    }

    DicomCode code() {
        return DicomCode.dcm(value, meaning);
    }
}
