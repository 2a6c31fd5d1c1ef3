package io.github.spectcad.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeidentifierTest {
    private static final byte[] KEY = "a key of more than 16 bytes".getBytes(StandardCharsets.US_ASCII);

    private static DicomFile clean(DicomDataset.Builder dataset, DeidentificationOption... options) throws IOException {
        return DicomFiles.parse(Deidentifier.of(KEY, Set.of(options))
                .apply(DicomFiles.file(dataset))
                .file()
                .bytes());
    }

    /** A file with identity in private, nested, free and unknown elements. */
    private static DicomDataset.Builder leaking() {
        return DicomFiles.nuclear()
                .bytes(0x00090010, Vr.LO, "GEMS_PETD_01".getBytes(StandardCharsets.US_ASCII))
                .bytes(0x00091001, Vr.LO, "HOSP-4711 ".getBytes(StandardCharsets.US_ASCII))
                .bytes(0x60000010, Vr.US, new byte[] {3, 0})
                .bytes(0x60003000, Vr.OW, new byte[] {3, 0})
                .bytes(0x00181243, Vr.IS, "6525".getBytes(StandardCharsets.US_ASCII))
                .bytes(0x00180015, Vr.CS, "MUSTERMANN".getBytes(StandardCharsets.US_ASCII))
                .bytes(0x00540400, Vr.SH, "4711 HOSP-4711".getBytes(StandardCharsets.US_ASCII))
                .sequence(
                        0x00540016,
                        DicomDataset.builder()
                                .text(0x00180031, "Mustermann's tracer")
                                .bytes(0x00181072, Vr.TM, "101500".getBytes(StandardCharsets.US_ASCII))
                                .build());
    }

    @Test
    void nothingOfThePatientIsLeftInTheBytes() throws IOException {
        String bytes = new String(clean(leaking()).bytes(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        for (String trace :
                List.of("mustermann", "erika", "hosp-4711", "19591224", "acc77001", "house", "20210401", "1.2.826")) {
            assertFalse(bytes.contains(trace), trace);
        }
    }

    @Test
    void pixelsFramesAndTheCodedStateStay() throws IOException {
        DicomFile cleaned = clean(leaking());
        DicomFile original = DicomFiles.file(leaking());
        assertArrayEquals(original.image().stored(1), cleaned.image().stored(1));
        assertEquals(original.study().vectors(), cleaned.study().vectors());
        assertEquals(original.study().state(), cleaned.study().state());
        assertEquals("6525", cleaned.dataset().text(0x00181243));
    }

    @Test
    void optionsKeepWhatTheyName() throws IOException {
        assertTrue(clean(leaking()).study().ageYears().isEmpty());
        DicomStudy kept = clean(leaking(), DeidentificationOption.RETAIN_PATIENT_CHARACTERISTICS)
                .study();
        assertEquals(61, kept.ageYears().orElseThrow());
        assertEquals(168, kept.heightCm().orElseThrow(), 1e-9);
        assertEquals(
                "20210401",
                clean(leaking(), DeidentificationOption.RETAIN_FULL_DATES)
                        .dataset()
                        .text(DicomTag.STUDY_DATE));
        assertEquals(
                "Maker of Cameras",
                clean(
                                leaking().text(DicomTag.DEVICE_SERIAL_NUMBER, "SN1"),
                                DeidentificationOption.RETAIN_DEVICE_IDENTITY)
                        .dataset()
                        .text(DicomTag.MANUFACTURER));
    }

    @Test
    void modifiedDatesMoveTogetherAndTheirDistanceStays() throws IOException {
        DicomDataset cleaned = clean(
                        leaking().text(DicomTag.SERIES_DATE, "20210405"), DeidentificationOption.RETAIN_MODIFIED_DATES)
                .dataset();
        java.time.format.DateTimeFormatter format = java.time.format.DateTimeFormatter.BASIC_ISO_DATE;
        var study = java.time.LocalDate.parse(cleaned.text(DicomTag.STUDY_DATE), format);
        var series = java.time.LocalDate.parse(cleaned.text(DicomTag.SERIES_DATE), format);
        assertEquals(4, java.time.temporal.ChronoUnit.DAYS.between(study, series));
        assertTrue(study.isBefore(java.time.LocalDate.of(2021, 4, 1)));
        assertEquals("MODIFIED", cleaned.text(DicomTag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED));
    }

    @Test
    void theFilesOfAPatientStayTogetherUnderOneKeyAndCannotBeMatchedUnderAnother() throws IOException {
        DicomFile first = clean(leaking());
        DicomFile second = clean(leaking().text(DicomTag.SOP_INSTANCE_UID, "1.2.826.20210401123000.8"));
        assertEquals(first.dataset().text(DicomTag.PATIENT_ID), second.dataset().text(DicomTag.PATIENT_ID));
        assertEquals(
                first.dataset().text(DicomTag.STUDY_INSTANCE_UID),
                second.dataset().text(DicomTag.STUDY_INSTANCE_UID));
        assertNotEquals(first.sopInstanceUid(), second.sopInstanceUid());
        DicomFile other = Deidentifier.of("another key of 16 bytes".getBytes(StandardCharsets.US_ASCII), Set.of())
                .apply(DicomFiles.file(leaking()))
                .file();
        assertNotEquals(
                first.dataset().text(DicomTag.PATIENT_ID), other.dataset().text(DicomTag.PATIENT_ID));
    }

    @Test
    void theFileSaysWhatWasDone() throws IOException {
        DicomDataset cleaned =
                clean(leaking(), DeidentificationOption.RETAIN_DEVICE_IDENTITY).dataset();
        assertEquals("YES", cleaned.text(DicomTag.PATIENT_IDENTITY_REMOVED));
        assertEquals(
                List.of("113100", "113104", "113109"),
                cleaned.items(DicomTag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE).stream()
                        .map(code -> code.first(DicomTag.CODE_VALUE))
                        .toList());
        assertEquals("REMOVED", cleaned.text(DicomTag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED));
    }

    @Test
    void theReportNamesElementsAndNoValues() throws IOException {
        DeidentificationReport report =
                Deidentifier.of(KEY, Set.of()).apply(DicomFiles.file(leaking())).report();
        assertTrue(report.changes()
                .contains(new DeidentificationReport.Change("(0010,0030) PatientBirthDate", "emptied")));
        assertTrue(report.changes().contains(new DeidentificationReport.Change("(0009,1001)", "removed")));
        assertFalse(report.toString().toLowerCase(Locale.ROOT).contains("mustermann"));
    }

    @Test
    void aScreenCaptureIsRefusedUntilSomebodyHasLookedAtIt() throws IOException {
        DicomFile capture = DicomResultsTest.results().secondaryCapture(DicomResultsTest.picture(), "Screen");
        Deidentifier deidentifier = Deidentifier.of(KEY, Set.of());
        assertThrows(DicomFormatException.class, () -> deidentifier.apply(capture));
        deidentifier.withPixelsInspected().apply(capture);
        DicomFile blackened = deidentifier
                .withPixelsBlackened(List.of(new Rectangle(10, 20, 30, 5)))
                .apply(capture)
                .file();
        assertEquals(0xFF000000, blackened.image().picture(0).getRGB(39, 24));
        assertEquals(
                capture.image().picture(0).getRGB(40, 24),
                blackened.image().picture(0).getRGB(40, 24));
    }

    @Test
    void areasOutsideThePictureAreRefused() throws IOException {
        DicomFile capture = DicomResultsTest.results().secondaryCapture(DicomResultsTest.picture(), "Screen");
        Deidentifier outside =
                Deidentifier.of(KEY, Set.of()).withPixelsBlackened(List.of(new Rectangle(190, 0, 20, 5)));
        assertThrows(DicomFormatException.class, () -> outside.apply(capture));
    }

    @Test
    void shortKeysAndContradictingOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Deidentifier.of(new byte[15], Set.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> Deidentifier.of(
                        KEY,
                        Set.of(
                                DeidentificationOption.RETAIN_FULL_DATES,
                                DeidentificationOption.RETAIN_MODIFIED_DATES)));
    }

    /** By dciodvfy of Debian's dicom3tools, where it is installed: no error that the original has not. */
    @Test
    void aCleanedFilePassesTheValidatorAsTheOriginalDoes(@TempDir Path folder) throws Exception {
        Tools.assume("dciodvfy");
        DicomFile capture = DicomResultsTest.results().secondaryCapture(DicomResultsTest.picture(), "Screen");
        Path file = folder.resolve("clean.dcm");
        Deidentifier.of(KEY, Set.of())
                .withPixelsInspected()
                .apply(capture)
                .file()
                .write(file);
        String output = Tools.run("dciodvfy", file.toString());
        assertFalse(output.contains("Error"), output);
    }
}
