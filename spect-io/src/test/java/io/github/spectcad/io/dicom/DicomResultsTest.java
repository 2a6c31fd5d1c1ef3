package io.github.spectcad.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.VesselTerritory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomResultsTest {
    static final DicomResults.Algorithm ALGORITHM =
            new DicomResults.Algorithm("cnn2 early-fusion", "0.1.0", "f3a1".repeat(16));
    static final List<VesselFinding> FINDINGS = List.of(
            new VesselFinding(VesselTerritory.LAD, 0.75, Optional.of(new VesselFinding.Interval(0.6, 0.85, 0.95))),
            new VesselFinding(VesselTerritory.RCA, 0.25, Optional.empty()),
            new VesselFinding(VesselTerritory.LCX, 1 / 3.0, Optional.empty()));

    static DicomResults results() throws IOException {
        return DicomResults.of(
                List.of(DicomFiles.file(DicomFiles.nuclear())), ALGORITHM, LocalDateTime.of(2026, 11, 27, 12, 0));
    }

    static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 200; x++) {
            for (int y = 0; y < 100; y++) {
                picture.setRGB(x, y, new Color(x, y, 7).getRGB());
            }
        }
        return picture;
    }

    @Test
    void aCaptureBelongsToThePatientAndStudyOfItsSourceAndToANewSeries() throws IOException {
        DicomFile source = DicomFiles.file(DicomFiles.nuclear());
        DicomDataset capture = DicomFiles.parse(
                        results().secondaryCapture(picture(), "Polar maps").bytes())
                .dataset();
        for (int tag : new int[] {DicomTag.PATIENT_NAME, DicomTag.PATIENT_ID, DicomTag.STUDY_INSTANCE_UID}) {
            assertEquals(source.dataset().text(tag), capture.text(tag));
        }
        assertNotEquals(
                source.dataset().text(DicomTag.SERIES_INSTANCE_UID), capture.text(DicomTag.SERIES_INSTANCE_UID));
        assertEquals(
                source.sopInstanceUid(),
                capture.items(DicomTag.SOURCE_IMAGE_SEQUENCE).get(0).first(DicomTag.REFERENCED_SOP_INSTANCE_UID));
    }

    @Test
    void aCaptureHoldsThePictureAndTheBurnedInNoticeBelowIt() throws IOException {
        DicomImage image = DicomFiles.parse(
                        results().secondaryCapture(picture(), "Polar maps").bytes())
                .image();
        assertEquals(200, image.width());
        assertTrue(image.height() > 110);
        BufferedImage read = image.picture(0);
        assertEquals(picture().getRGB(150, 60), read.getRGB(150, 60));
        int dark = 0;
        for (int x = 0; x < 200; x++) {
            for (int y = 100; y < image.height(); y++) {
                dark += (read.getRGB(x, y) & 0xFF) < 100 ? 1 : 0;
            }
        }
        assertTrue(dark > 200, "dark pixels of the notice: " + dark);
    }

    @Test
    void theSameResultsHaveTheSameUidsAndOthersOthers() throws IOException {
        assertArrayEquals(
                results().report(FINDINGS).bytes(), results().report(FINDINGS).bytes());
        List<VesselFinding> others = List.of(
                FINDINGS.get(0), FINDINGS.get(1), new VesselFinding(VesselTerritory.LCX, 0.5, Optional.empty()));
        assertNotEquals(
                results().report(FINDINGS).sopInstanceUid(),
                results().report(others).sopInstanceUid());
    }

    @Test
    void aReportNeedsOneFindingForEachArtery() throws IOException {
        DicomResults results = results();
        assertThrows(IllegalArgumentException.class, () -> results.report(FINDINGS.subList(0, 2)));
    }

    @Test
    void sourcesOfTwoStudiesAreRefused() throws IOException {
        DicomFile one = DicomFiles.file(DicomFiles.nuclear());
        DicomFile other = DicomFiles.file(DicomFiles.nuclear().text(DicomTag.STUDY_INSTANCE_UID, "1.2.3.4"));
        assertThrows(
                DicomFormatException.class,
                () -> DicomResults.of(List.of(one, other), ALGORITHM, LocalDateTime.of(2026, 1, 1, 0, 0)));
    }

    /** By dciodvfy of Debian's dicom3tools, where it is installed. */
    @Test
    void writtenFilesPassTheValidator(@TempDir Path folder) throws Exception {
        Tools.assume("dciodvfy");
        Path capture = folder.resolve("capture.dcm");
        Path report = folder.resolve("report.dcm");
        results().secondaryCapture(picture(), "Polar maps").write(capture);
        results().report(FINDINGS).write(report);
        for (Path file : List.of(capture, report)) {
            String output = Tools.run("dciodvfy", file.toString());
            assertFalse(output.contains("Error"), output);
        }
    }

    /** By dsrdump of DCMTK, where it is installed. */
    @Test
    void theReportReadsAsMeasurementsOfThreeArteries(@TempDir Path folder) throws Exception {
        Tools.assume("dsrdump");
        Path report = folder.resolve("report.dcm");
        results().report(FINDINGS).write(report);
        String output = Tools.run("dsrdump", "+Pl", report.toString());
        assertTrue(output.contains("\"Left Anterior Descending Coronary Artery\""), output);
        assertTrue(output.contains("\"0.750000\""), output);
        assertTrue(output.contains("\"Lower 95 % confidence limit\")=\"0.600000\""), output);
        assertTrue(output.contains("Research use only. Not for diagnosis."), output);
    }
}
