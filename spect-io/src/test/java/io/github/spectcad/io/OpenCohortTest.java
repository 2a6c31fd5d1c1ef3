package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PerfusionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenCohortTest {
    private static final CohortReadOptions ANY_MAPS = CohortReadOptions.DEFAULT.withGate(Pictures.ANY);

    @TempDir
    private Path folder;

    private Path csv;

    @BeforeEach
    void write() throws IOException {
        csv = folder.resolve("cohort.csv");
        Files.write(folder.resolve("a.png"), Pictures.ramp(12));
        Files.write(folder.resolve("b.png"), Pictures.ramp(10));
        Files.writeString(
                csv, "patient_id,rest_image,stress_image,age_years\np2,a.png,b.png,61\np1,b.png,,48\np3,c.png,,50\n");
    }

    @Test
    void aPatientIsAsInTheCohortReadAsAWhole() throws IOException {
        OpenCohort open = OpenCohort.of(csv);
        assertEquals(List.of("p2", "p1", "p3"), open.patientIds());
        for (String id : List.of("p1", "p2")) {
            assertEquals(
                    CohortCsv.read(csv, ANY_MAPS.withPatients(Set.of(id)))
                            .cohort()
                            .patient(id),
                    open.patient(id, ANY_MAPS));
        }
        assertEquals(
                8,
                open.patient("p2", ANY_MAPS.withStates(PerfusionState.REST).withPixels(8))
                        .rest()
                        .orElseThrow()
                        .pixels());
    }

    @Test
    void anImageIsReadWhenItIsAskedFor() throws IOException {
        OpenCohort open = OpenCohort.of(csv);
        CsvFormatException missing = assertThrows(CsvFormatException.class, () -> open.patient("p3", ANY_MAPS));
        assertEquals(OptionalInt.of(4), missing.line());
        Files.write(folder.resolve("c.png"), Pictures.ramp(10));
        assertTrue(open.patient("p3", ANY_MAPS).rest().isPresent());
    }

    @Test
    void refusesWhomTheCohortDoesNotHaveAndATableThatCannotBeUsed() throws IOException {
        OpenCohort open = OpenCohort.of(csv);
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> open.patient("p9", ANY_MAPS));
        assertTrue(e.getMessage().contains("no patient p9"), e.getMessage());
        Files.writeString(csv, "patient_id,rest_image\np1,../a.png\n");
        assertThrows(CsvFormatException.class, () -> OpenCohort.of(csv));
    }
}
