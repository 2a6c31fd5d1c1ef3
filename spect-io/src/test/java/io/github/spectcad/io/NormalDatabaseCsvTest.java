package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.quantify.NormalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NormalDatabaseCsvTest {
    @TempDir
    private Path folder;

    @Test
    void thePhantomsNormalsComeBackFromTheirFile() throws IOException {
        List<PatientStudy> normals = PhantomCohort.withAngiographyOnly(80, 3).patients().stream()
                .map(patient -> patient.study(32))
                .filter(patient ->
                        patient.angiography().orElseThrow().labels().equals(new VesselLabels(false, false, false)))
                .toList();
        NormalDatabase database = NormalDatabase.ofPatients(normals);
        Path csv = folder.resolve("normals.csv");
        NormalDatabaseCsv.write(csv, database);
        assertEquals(database.limits(), NormalDatabaseCsv.read(csv).limits());
        List<String> lines = Files.readAllLines(csv);
        Files.write(csv, lines.subList(0, lines.size() - 1));
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> NormalDatabaseCsv.read(csv));
        assertTrue(e.getMessage().contains("ring 19, angle 47 is missing"), e.getMessage());
    }
}
