package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PredictionCsvTest {
    @TempDir
    private Path folder;

    @Property(seed = "1", tries = 50)
    void everyDoubleComesBack(@ForAll @Size(3) List<@DoubleRange(min = 0, max = 1) Double> p) throws IOException {
        Path own = Files.createTempDirectory("predictions");
        Path csv = own.resolve("predictions.csv");
        List<Prediction> written = List.of(
                new Prediction("a, \"b\"", p.get(0), p.get(1), p.get(2)),
                new Prediction("2", Math.nextUp(0.1), 1e-300, Math.nextDown(1.0)));
        PredictionCsv.write(csv, written);
        assertEquals(written, PredictionCsv.read(csv));
        Files.delete(csv);
        Files.delete(own);
    }

    @Test
    void columnsAreReadByName() throws IOException {
        Path csv = folder.resolve("p.csv");
        Files.writeString(csv, "p_lcx,model,p_lad,patient_id,p_rca\n.3,cnn1,1,x,2e-1\n");
        assertEquals(List.of(new Prediction("x", 1, 0.2, 0.3)), PredictionCsv.read(csv));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1,0.5,0.5,1.01 | p_lcx | out of range
                    1,-0.1,0.5,0.5 | p_lad | out of range
                    1,0.5,NaN,0.5 | p_rca | not a number
                    1,0.5,,0.5 | p_rca | empty
                    0,0.5,0.5,0.5 | patient_id | occurs twice
                    ,0.5,0.5,0.5 | patient_id | empty
                    """)
    void aWrongCellIsNamed(String row, String column, String part) throws IOException {
        Path csv = folder.resolve("p.csv");
        Files.writeString(csv, "patient_id,p_lad,p_rca,p_lcx\n0,0,0,0\n" + row + "\n");
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> PredictionCsv.read(csv));
        assertEquals(3, e.line().orElseThrow());
        assertEquals(column, e.column().orElseThrow());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        Path csv = folder.resolve("p.csv");
        Files.writeString(csv, "patient_id,p_lad,p_rca\n0,0,0\n");
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> PredictionCsv.read(csv));
        assertEquals("p_lcx", e.column().orElseThrow());
    }

    @Test
    void aPatientTwiceIsAnIllegalArgument() {
        Prediction prediction = new Prediction("1", 0, 0, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> PredictionCsv.write(folder.resolve("p.csv"), List.of(prediction, prediction)));
    }
}
