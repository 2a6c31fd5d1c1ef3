package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.VesselLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingCsvTest {
    private static final String NEEDED = "reader,patient_id,condition,diseased_lad,diseased_rca,diseased_lcx";
    private static final SegmentScores STRESS = SegmentScores.of(0, 0, 1, 2, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 2);
    private static final SegmentScores REST = SegmentScores.of(0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    private List<Reading> read(String... lines) throws IOException {
        return ReadingCsv.read(Files.writeString(folder.resolve("readings.csv"), String.join("\n", lines) + "\n"));
    }

    @Test
    void writesWhatItReads() throws IOException {
        List<Reading> readings = List.of(
                new Reading(
                        "reader-1",
                        "=cmd(), \"p\"",
                        ReadingCondition.WITHOUT,
                        new VesselLabels(true, false, true),
                        Optional.of(STRESS),
                        Optional.of(REST),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-01-31T09:30:00Z"))),
                new Reading(
                        "reader-1",
                        "p2",
                        ReadingCondition.WITH,
                        new VesselLabels(false, true, false),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Prediction("p2", 0.1, 1.0 / 3, 0)),
                        Optional.of(new ShownModel("a model.zip", "0123456789abcdef".repeat(4))),
                        Optional.empty()));
        Path file = folder.resolve("out.csv");
        ReadingCsv.write(file, readings);
        assertEquals(readings, ReadingCsv.read(file));
        assertEquals(ReadingCsv.header() + ReadingCsv.rows(readings), Files.readString(file));
    }

    @Test
    void readsColumnsInAnyOrderAndNeedsDecisionsOnly() throws IOException {
        Reading reading = read(
                        "condition,site,diseased_lcx,diseased_rca,diseased_lad,patient_id,reader", "With,x,1,0,0,p1,r1")
                .get(0);
        assertEquals(new VesselLabels(false, false, true), reading.diseased());
        assertEquals(ReadingCondition.WITH, reading.condition());
        assertEquals(Optional.empty(), reading.stress());
        assertEquals(Optional.empty(), reading.shown());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r1,p1,perhaps,0,0,0    | condition
            r1,p1,with,,0,0        | diseased_lad
            r1,p1,with,0,2,0       | diseased_rca
            ,p1,with,0,0,0         | reader
            r1,,with,0,0,0         | patient_id
            """)
    void namesTheCellThatIsWrong(String row, String column) {
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> read(NEEDED, row));
        assertTrue(e.getMessage().contains(column) && e.getMessage().contains("2"), e.getMessage());
    }

    @Test
    void refusesASecondReadingOfOnePatientInOneCondition() {
        CsvFormatException e = assertThrows(
                CsvFormatException.class,
                () -> read(NEEDED, "r1,p1,with,0,0,0", "r1,p1,without,0,0,0", "r2,p1,with,0,0,0", "r1,p1,with,0,0,1"));
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    }

    @Test
    void refusesScoresOfSomeSegmentsAndProbabilitiesOfSomeVesselsOrWithoutTheModel() {
        String scored = NEEDED + ",score_1,score_2";
        assertThrows(CsvFormatException.class, () -> read(scored, "r1,p1,with,0,0,0,1,2"));
        String shown = NEEDED + ",p_lad,p_rca,p_lcx";
        assertThrows(CsvFormatException.class, () -> read(shown, "r1,p1,with,0,0,0,.1,.2,"));
        assertThrows(CsvFormatException.class, () -> read(shown, "r1,p1,with,0,0,0,.1,.2,1.5"));
        assertThrows(CsvFormatException.class, () -> read(shown, "r1,p1,without,0,0,0,.1,.2,.3"));
    }

    @Test
    void refusesAModelFileWithoutItsDigestOrWithoutTheModel() {
        String named = NEEDED + ",model,model_sha256";
        assertTrue(assertThrows(CsvFormatException.class, () -> read(named, "r1,p1,with,0,0,0,model.zip,"))
                .getMessage()
                .contains("column model_sha256"));
        assertTrue(assertThrows(CsvFormatException.class, () -> read(named, "r1,p1,with,0,0,0,," + "0".repeat(64)))
                .getMessage()
                .contains("column model:"));
        assertThrows(CsvFormatException.class, () -> read(named, "r1,p1,without,0,0,0,model.zip," + "0".repeat(64)));
    }

    @Test
    void refusesATimeThatIsNone() {
        assertThrows(CsvFormatException.class, () -> read(NEEDED + ",time", "r1,p1,with,0,0,0,2026-01-31T09:3"));
    }

    @Test
    void probabilitiesOfZeroAndOneAreShown() throws IOException {
        assertEquals(
                Optional.of(new Prediction("p1", 0, 1, 1)),
                read(NEEDED + ",p_lad,p_rca,p_lcx", "r1,p1,with,0,0,0,0,1,1")
                        .get(0)
                        .shown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "patient_id", "condition", "diseased_lad", "diseased_rca", "diseased_lcx"})
    void eachColumnThatIsNeededIsAskedForByName(String column) {
        CsvFormatException e =
                assertThrows(CsvFormatException.class, () -> read(NEEDED.replace(column, "other"), "r1,p1,with,0,0,0"));
        assertTrue(e.getMessage().contains("line 1, column " + column + ":"), e.getMessage());
    }

    @Test
    void asksForTheDecisions() {
        CsvFormatException e =
                assertThrows(CsvFormatException.class, () -> read("reader,patient_id,condition", "r1,p1,with"));
        assertTrue(e.getMessage().contains("diseased_lad"), e.getMessage());
    }
}
