package io.github.spectcad.io.dicom;

import java.util.Locale;

/** Tags of data elements as numbers {@code 0xGGGGEEEE}, under their keywords of PS3.6. */
final class DicomTag {
    static final int TRANSFER_SYNTAX_UID = 0x00020010;
    static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    static final int IMAGE_TYPE = 0x00080008;
    static final int INSTANCE_CREATION_DATE = 0x00080012;
    static final int INSTANCE_CREATION_TIME = 0x00080013;
    static final int SOP_CLASS_UID = 0x00080016;
    static final int SOP_INSTANCE_UID = 0x00080018;
    static final int STUDY_DATE = 0x00080020;
    static final int SERIES_DATE = 0x00080021;
    static final int ACQUISITION_DATE = 0x00080022;
    static final int CONTENT_DATE = 0x00080023;
    static final int STUDY_TIME = 0x00080030;
    static final int CONTENT_TIME = 0x00080033;
    static final int ACCESSION_NUMBER = 0x00080050;
    static final int MODALITY = 0x00080060;
    static final int CONVERSION_TYPE = 0x00080064;
    static final int MANUFACTURER = 0x00080070;
    static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    static final int CODE_VALUE = 0x00080100;
    static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
    static final int CODE_MEANING = 0x00080104;
    static final int CODING_SCHEME_IDENTIFICATION_SEQUENCE = 0x00080110;
    static final int CODING_SCHEME_NAME = 0x00080115;
    static final int CODING_SCHEME_RESPONSIBLE_ORGANIZATION = 0x00080116;
    static final int STUDY_DESCRIPTION = 0x00081030;
    static final int SERIES_DESCRIPTION = 0x0008103E;
    static final int MANUFACTURER_MODEL_NAME = 0x00081090;
    static final int REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE = 0x00081111;
    static final int REFERENCED_SERIES_SEQUENCE = 0x00081115;
    static final int REFERENCED_SOP_CLASS_UID = 0x00081150;
    static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
    static final int REFERENCED_SOP_SEQUENCE = 0x00081199;
    static final int DERIVATION_DESCRIPTION = 0x00082111;
    static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;
    static final int PATIENT_NAME = 0x00100010;
    static final int PATIENT_ID = 0x00100020;
    static final int PATIENT_BIRTH_DATE = 0x00100030;
    static final int PATIENT_SEX = 0x00100040;
    static final int PATIENT_AGE = 0x00101010;
    static final int PATIENT_SIZE = 0x00101020;
    static final int PATIENT_WEIGHT = 0x00101030;
    static final int PATIENT_IDENTITY_REMOVED = 0x00120062;
    static final int DEIDENTIFICATION_METHOD = 0x00120063;
    static final int DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x00120064;
    static final int SLICE_THICKNESS = 0x00180050;
    static final int SPACING_BETWEEN_SLICES = 0x00180088;
    static final int DEVICE_SERIAL_NUMBER = 0x00181000;
    static final int SOFTWARE_VERSIONS = 0x00181020;
    static final int SECONDARY_CAPTURE_DEVICE_MANUFACTURER = 0x00181016;
    static final int PURPOSE_OF_REFERENCE_CODE_SEQUENCE = 0x0040A170;
    static final int CONTRIBUTING_EQUIPMENT_SEQUENCE = 0x0018A001;
    static final int STUDY_INSTANCE_UID = 0x0020000D;
    static final int SERIES_INSTANCE_UID = 0x0020000E;
    static final int STUDY_ID = 0x00200010;
    static final int SERIES_NUMBER = 0x00200011;
    static final int INSTANCE_NUMBER = 0x00200013;
    static final int PATIENT_ORIENTATION = 0x00200020;
    static final int LATERALITY = 0x00200060;
    static final int SAMPLES_PER_PIXEL = 0x00280002;
    static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    static final int PLANAR_CONFIGURATION = 0x00280006;
    static final int NUMBER_OF_FRAMES = 0x00280008;
    static final int FRAME_INCREMENT_POINTER = 0x00280009;
    static final int ROWS = 0x00280010;
    static final int COLUMNS = 0x00280011;
    static final int BITS_ALLOCATED = 0x00280100;
    static final int BITS_STORED = 0x00280101;
    static final int HIGH_BIT = 0x00280102;
    static final int PIXEL_REPRESENTATION = 0x00280103;
    static final int BURNED_IN_ANNOTATION = 0x00280301;
    static final int LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303;
    static final int RESCALE_INTERCEPT = 0x00281052;
    static final int RESCALE_SLOPE = 0x00281053;
    static final int RED_PALETTE_DESCRIPTOR = 0x00281101;
    static final int RED_PALETTE_DATA = 0x00281201;
    static final int SEGMENTED_RED_PALETTE_DATA = 0x00281221;
    static final int ACQUISITION_CONTEXT_SEQUENCE = 0x00400555;
    static final int RELATIONSHIP_TYPE = 0x0040A010;
    static final int VERIFICATION_FLAG = 0x0040A493;
    static final int VALUE_TYPE = 0x0040A040;
    static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040A043;
    static final int CONTINUITY_OF_CONTENT = 0x0040A050;
    static final int UID_VALUE = 0x0040A124;
    static final int TEXT_VALUE = 0x0040A160;
    static final int CONCEPT_CODE_SEQUENCE = 0x0040A168;
    static final int MEASURED_VALUE_SEQUENCE = 0x0040A300;
    static final int NUMERIC_VALUE = 0x0040A30A;
    static final int MEASUREMENT_UNITS_CODE_SEQUENCE = 0x004008EA;
    static final int PERFORMED_PROCEDURE_CODE_SEQUENCE = 0x0040A372;
    static final int CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE = 0x0040A375;
    static final int COMPLETION_FLAG = 0x0040A491;
    static final int CONTENT_TEMPLATE_SEQUENCE = 0x0040A504;
    static final int CONTENT_SEQUENCE = 0x0040A730;
    static final int MAPPING_RESOURCE = 0x00080105;
    static final int TEMPLATE_IDENTIFIER = 0x0040DB00;
    static final int ENERGY_WINDOW_VECTOR = 0x00540010;
    static final int DETECTOR_VECTOR = 0x00540020;
    static final int DETECTOR_INFORMATION_SEQUENCE = 0x00540022;
    static final int PHASE_VECTOR = 0x00540030;
    static final int ROTATION_VECTOR = 0x00540050;
    static final int RR_INTERVAL_VECTOR = 0x00540060;
    static final int TIME_SLOT_VECTOR = 0x00540070;
    static final int SLICE_VECTOR = 0x00540080;
    static final int ANGULAR_VIEW_VECTOR = 0x00540090;
    static final int TIME_SLICE_VECTOR = 0x00540100;
    static final int IMAGE_ID = 0x00540400;
    static final int UNITS = 0x00541001;
    static final int PIXEL_DATA = 0x7FE00010;
    static final int ITEM = 0xFFFEE000;
    static final int ITEM_DELIMITER = 0xFFFEE00D;
    static final int SEQUENCE_DELIMITER = 0xFFFEE0DD;

    private DicomTag() {}

    static int group(int tag) {
        return tag >>> 16;
    }

    static boolean isPrivate(int tag) {
        return ((tag >>> 16) & 1) == 1;
    }

    /** As the standard writes it, with its keyword where it has one: {@code (0028,0010) Rows}. */
    static String text(int tag) {
        String keyword = DicomDictionary.keyword(tag);
        return String.format(Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xFFFF)
                + (keyword.isEmpty() ? "" : " " + keyword);
    }
}
