package io.github.spectcad.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Sex;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DicomStudyTest {
    private static DicomStudy study(DicomDataset.Builder dataset) throws IOException {
        return DicomFiles.file(dataset).study();
    }

    @Test
    void clinicalFeaturesComeInTheUnitsOfTheLibrary() throws IOException {
        DicomStudy study = study(DicomFiles.nuclear());
        assertEquals(Optional.of(Sex.FEMALE), study.sex());
        assertEquals(OptionalDouble.of(61), study.ageYears());
        assertEquals(OptionalDouble.of(72.5), study.weightKg());
        assertEquals(168, study.heightCm().orElseThrow(), 1e-9);
        assertEquals(List.of(new FrameVector("SliceVector", List.of(1, 2))), study.vectors());
        assertEquals(List.of(), study.findings());
    }

    @Test
    void theCodedPatientStateCountsMoreThanADescription() throws IOException {
        assertEquals(
                Optional.of(PerfusionState.REST), study(DicomFiles.nuclear()).state());
        assertEquals(
                Optional.of(PerfusionState.STRESS),
                study(DicomFiles.nuclear().remove(DicomTag.ACQUISITION_CONTEXT_SEQUENCE))
                        .state());
    }

    @Test
    void aDescriptionOfBothStatesTellsNeither() throws IOException {
        DicomDataset.Builder both = DicomFiles.nuclear()
                .remove(DicomTag.ACQUISITION_CONTEXT_SEQUENCE)
                .text(DicomTag.SERIES_DESCRIPTION, "Rest and Stress");
        assertEquals(Optional.empty(), study(both).state());
    }

    @Test
    void ageFollowsFromTheBirthDateOnlyWhereItIsNotWritten() throws IOException {
        assertEquals(
                OptionalDouble.of(61),
                study(DicomFiles.nuclear().remove(DicomTag.PATIENT_AGE)).ageYears());
        assertEquals(
                6 / 12.0,
                study(DicomFiles.nuclear().text(DicomTag.PATIENT_AGE, "006M"))
                        .ageYears()
                        .orElseThrow());
    }

    @Test
    void anImpossibleHeightIsNotUsedAndNamed() throws IOException {
        DicomStudy study = study(DicomFiles.nuclear().text(DicomTag.PATIENT_SIZE, "168"));
        assertEquals(OptionalDouble.empty(), study.heightCm());
        assertTrue(study.findings().get(0).contains("PatientSize is 168.0"), study.findings()::toString);
    }

    @Test
    void aVectorThatDoesNotFitTheFramesIsRefused() {
        DicomFormatException e = assertThrows(
                DicomFormatException.class,
                () -> study(DicomFiles.nuclear().unsignedShort(DicomTag.SLICE_VECTOR, 1, 2, 3)));
        assertEquals("(0054,0080) SliceVector has 3 values for 2 frames: one a frame is expected", e.getMessage());
    }

    @Test
    void greyValuesAreRescaledAndMonochrome1IsMirrored() throws IOException {
        DicomImage image = DicomFiles.file(DicomFiles.nuclear()).image();
        assertArrayEquals(new double[] {610, 660, 710}, java.util.Arrays.copyOf(image.grey(1), 3));
        DicomImage inverted = DicomFiles.file(
                        DicomFiles.nuclear().text(DicomTag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1"))
                .image();
        assertEquals(10 + 0.5 * (65535 - 1200), inverted.grey(1)[0]);
    }
}
