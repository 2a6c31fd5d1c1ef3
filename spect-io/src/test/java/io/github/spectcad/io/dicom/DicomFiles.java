package io.github.spectcad.io.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small DICOM files for tests; invented patients. */
final class DicomFiles {
    private DicomFiles() {}

    /** An NM file of two frames, 4 x 3 pixels of 16 bits, of an invented patient. */
    static DicomDataset.Builder nuclear() {
        ByteBuffer pixels = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 24; i++) {
            pixels.putShort((short) (i * 100));
        }
        return DicomDataset.builder()
                .text(DicomTag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .text(DicomTag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "RECON TOMO", "EMISSION")
                .text(DicomTag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.20")
                .text(DicomTag.SOP_INSTANCE_UID, "1.2.826.20210401123000.7")
                .text(DicomTag.STUDY_DATE, "20210401")
                .text(DicomTag.STUDY_TIME, "123000")
                .text(DicomTag.ACCESSION_NUMBER, "ACC77001")
                .text(DicomTag.MODALITY, "NM")
                .text(DicomTag.MANUFACTURER, "Maker of Cameras")
                .text(DicomTag.REFERRING_PHYSICIAN_NAME, "House^Gregory")
                .text(DicomTag.STUDY_DESCRIPTION, "Heart of Mustermann")
                .text(DicomTag.SERIES_DESCRIPTION, "Stress MIBI")
                .text(DicomTag.PATIENT_NAME, "Mustermann^Erika")
                .text(DicomTag.PATIENT_ID, "HOSP-4711")
                .text(DicomTag.PATIENT_BIRTH_DATE, "19591224")
                .text(DicomTag.PATIENT_SEX, "F")
                .text(DicomTag.PATIENT_AGE, "061Y")
                .text(DicomTag.PATIENT_SIZE, "1.68")
                .text(DicomTag.PATIENT_WEIGHT, "72.5")
                .text(DicomTag.STUDY_INSTANCE_UID, "1.2.826.20210401123000.1")
                .text(DicomTag.SERIES_INSTANCE_UID, "1.2.826.20210401123000.2")
                .text(DicomTag.STUDY_ID, "4711")
                .unsignedShort(DicomTag.SAMPLES_PER_PIXEL, 1)
                .text(DicomTag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .text(DicomTag.NUMBER_OF_FRAMES, "2")
                .bytes(DicomTag.FRAME_INCREMENT_POINTER, Vr.AT, new byte[] {0x54, 0, (byte) 0x80, 0})
                .unsignedShort(DicomTag.ROWS, 3)
                .unsignedShort(DicomTag.COLUMNS, 4)
                .unsignedShort(DicomTag.BITS_ALLOCATED, 16)
                .unsignedShort(DicomTag.BITS_STORED, 16)
                .unsignedShort(DicomTag.HIGH_BIT, 15)
                .unsignedShort(DicomTag.PIXEL_REPRESENTATION, 0)
                .text(DicomTag.RESCALE_INTERCEPT, "10")
                .text(DicomTag.RESCALE_SLOPE, "0.5")
                .sequence(
                        DicomTag.ACQUISITION_CONTEXT_SEQUENCE,
                        DicomDataset.builder()
                                .text(DicomTag.VALUE_TYPE, "CODE")
                                .sequence(
                                        DicomTag.CONCEPT_NAME_CODE_SEQUENCE,
                                        DicomCode.dcm("109054", "Patient State").item())
                                .sequence(
                                        DicomTag.CONCEPT_CODE_SEQUENCE,
                                        new DicomCode("F-01604", "SRT", "Resting state").item())
                                .build())
                .unsignedShort(DicomTag.SLICE_VECTOR, 1, 2)
                .bytes(DicomTag.PIXEL_DATA, Vr.OW, pixels.array());
    }

    static DicomFile file(DicomDataset.Builder dataset) throws IOException {
        return parse(DicomFile.of(dataset.build()).bytes());
    }

    static DicomFile parse(byte[] bytes) throws IOException {
        return DicomFile.read(new ByteArrayInputStream(bytes));
    }
}
