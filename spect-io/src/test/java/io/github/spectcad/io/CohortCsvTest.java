package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.AngiographyRule;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CohortCsvTest {
    private static final CohortReadOptions ANY_MAPS = CohortReadOptions.DEFAULT.withGate(Pictures.ANY);

    private static final String SCORES = String.join(
            ",", IntStream.rangeClosed(1, 17).mapToObj(i -> "score_" + i).toList());

    @TempDir
    private Path parent;

    private Path folder;
    private Path csv;

    @BeforeEach
    void writeImages() throws IOException {
        folder = Files.createDirectories(parent.resolve("cohort/maps")).getParent();
        csv = folder.resolve("cohort.csv");
        Files.write(folder.resolve("maps/a.png"), Pictures.ramp(12));
        Files.write(folder.resolve("b.png"), Pictures.ramp(10));
        Files.write(parent.resolve("outside.png"), Pictures.ramp(12));
    }

    private CohortFile read(CohortReadOptions options, String... lines) throws IOException {
        Files.writeString(csv, String.join("\n", lines) + "\n");
        return CohortCsv.read(csv, options);
    }

    private CohortFile readTable(String... lines) throws IOException {
        return read(ANY_MAPS.withStates(), lines);
    }

    private CsvFormatException refused(String... lines) {
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> read(ANY_MAPS, lines));
        assertTrue(e.getMessage().startsWith(csv.toString()), e.getMessage());
        assertEquals(csv, e.file());
        return e;
    }

    private CsvFormatException refusedTable(String... lines) {
        return assertThrows(CsvFormatException.class, () -> readTable(lines));
    }

    private static void assertAt(CsvFormatException e, int line, String column, String... parts) {
        assertEquals(OptionalInt.of(line), e.line(), e.getMessage());
        assertEquals(Optional.of(column), e.column(), e.getMessage());
        assertTrue(e.getMessage().contains("line " + line + ", column " + column + ": "), e.getMessage());
        assertSays(e, parts);
    }

    private static void assertSays(Exception e, String... parts) {
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    @Test
    void everythingOfAPatientIsReadByColumnName() throws IOException {
        CohortFile file = read(
                ANY_MAPS,
                "\uFEFFpartition,note,stress_image,sex,age_years,weight_kg,height_cm,patient_id,rest_image,stenosis_lm,"
                        + "stenosis_lad,stenosis_rca,stenosis_lcx,ica_lad,er_lad,er_rca,er_lcx," + SCORES + ",site",
                "test,\"two, words\", b.png ,female,61.5,7e1,165,p 1,maps/a.png,,70,0,69.9,1,1,0,0,"
                        + "4,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,0,north",
                "train,,,,,,,p2,maps\\a.png" + ",".repeat(26));
        assertEquals(csv, file.file());
        PatientStudy first = file.cohort().patient("p 1");
        assertEquals(ClinicalFeatures.of(Sex.FEMALE, 61.5, 70, 165), first.clinical());
        assertEquals(Optional.of(Partition.TEST), first.partition());
        assertEquals(12, first.rest().orElseThrow().pixels());
        assertEquals(10, first.stress().orElseThrow().pixels());
        assertEquals(PerfusionState.STRESS, first.stress().orElseThrow().state());
        assertEquals(
                new VesselLabels(true, false, false),
                first.angiography().orElseThrow().labels());
        assertEquals(
                new VesselLabels(true, false, false),
                first.expertReading().orElseThrow().labels());
        assertEquals(
                Optional.of(SegmentScores.of(4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0)),
                first.expertReading().orElseThrow().stressScores());
        PatientStudy second = file.cohort().patient("p2");
        assertEquals(ClinicalFeatures.UNKNOWN, second.clinical());
        assertTrue(second.stress().isEmpty() && second.angiography().isEmpty());
        assertEquals(first.rest(), second.rest());
        assertEquals(List.of("note", "site"), file.extraColumns());
        assertEquals(Map.of("note", "two, words", "site", "north"), file.extras("p 1"));
        assertThrows(IllegalArgumentException.class, () -> file.extras("p3"));
    }

    @Test
    void aColumnThatIsNotThereIsUnknown() throws IOException {
        CohortFile file = read(ANY_MAPS, "patient_id,rest_image", "1,b.png");
        assertTrue(file.cohort().patient("1").stress().isEmpty());
        assertTrue(file.cohort().patient("1").expertReading().isEmpty());
    }

    @Test
    void onlyWhatIsAskedForIsRead() throws IOException {
        String[] lines = {
            "patient_id,rest_image,stress_image,ica_lad,ica_rca,ica_lcx",
            "1,b.png,absent.png,1,0,0",
            "2,absent.png,b.png,0,0,0"
        };
        CohortFile table = readTable(lines);
        assertEquals(2, table.cohort().size());
        assertEquals(
                Optional.of(Angiography.ofLabels(new VesselLabels(true, false, false))),
                table.cohort().patient("1").angiography());
        CohortFile rest = read(
                ANY_MAPS.withStates(PerfusionState.REST)
                        .withPatients(Set.of("1"))
                        .withPixels(5),
                lines);
        assertEquals(1, rest.cohort().size());
        assertEquals(5, rest.cohort().patient("1").rest().orElseThrow().pixels());
        assertSays(
                assertThrows(CsvFormatException.class, () -> read(ANY_MAPS.withPatients(Set.of("1", "7")), lines)),
                "no patient 7");
    }

    @Test
    void noImageIsDecodedBeforeTheWholeTableIsChecked() throws IOException {
        Files.writeString(folder.resolve("bad.png"), "no picture");
        assertAt(
                refused("patient_id,rest_image,sex", "1,bad.png,male", "2,b.png,man"),
                3,
                "sex",
                "unknown sex 'man'",
                "male or female");
        assertAt(refused("patient_id,rest_image", "1,bad.png", "2,absent.png"), 3, "rest_image", "does not exist");
    }

    @Test
    void ofSeveralBadImagesTheFirstIsNamed() throws IOException {
        Files.writeString(folder.resolve("bad.png"), "no picture");
        Files.createFile(folder.resolve("empty.png"));
        CsvFormatException e = refused(
                "patient_id,stress_image,rest_image",
                "1,b.png,b.png",
                "2,bad.png,b.png",
                "3,b.png,empty.png",
                "4,b.png,b.png");
        assertAt(e, 3, "stress_image", "bad.png", "not an image");
        assertTrue(e.getCause() instanceof PolarMapFormatException);
    }

    @Test
    void pathsOutsideTheFolderAreRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.png"), parent.resolve("outside.png"));
        Files.createSymbolicLink(folder.resolve("up"), parent);
        for (String path :
                List.of("../outside.png", "maps/../../outside.png", "..\\outside.png", "link.png", "up/outside.png")) {
            assertAt(refused("patient_id,rest_image", "1," + path), 2, "rest_image", path, "outside the folder");
        }
        for (String path : List.of(parent.resolve("outside.png").toString(), "C:\\maps\\a.png", "\\\\host\\a.png")) {
            assertAt(refused("patient_id,rest_image", "1," + path), 2, "rest_image", path, "absolute");
        }
        assertEquals(
                12,
                read(ANY_MAPS, "patient_id,rest_image", "1,maps/../maps/a.png")
                        .cohort()
                        .patient("1")
                        .rest()
                        .orElseThrow()
                        .pixels());
        assertAt(refused("patient_id,rest_image", "1,maps"), 2, "rest_image", "not a file");
        assertAt(refused("patient_id,rest_image", "1,b.png/a.png"), 2, "rest_image", "b.png/a.png");
        assertAt(refusedTable("patient_id,rest_image", "1,../x.png"), 2, "rest_image", "outside the folder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    age_years | 200 | out of range
                    age_years | 0 | out of range
                    age_years | NaN | leave the cell empty
                    age_years | n/a | leave the cell empty
                    age_years | old | not a number
                    age_years | 0x1p3 | not a number
                    age_years | 61f | not a number
                    age_years | Infinity | not a number
                    age_years | 1e999 | out of range
                    weight_kg | -3 | out of range
                    height_cm | 1.72 | looks like metres
                    stenosis_lm | 101 | [0, 100]
                    stenosis_lad | -1 | [0, 100]
                    stenosis_rca | CTO | write 100
                    stenosis_rca | .7 | looks like a fraction
                    sex | 1 | male or female
                    sex | man | male or female
                    partition | dev | train or validation or test
                    ica_lad | 2 | 0 or 1
                    er_rca | 0.5 | 0 or 1
                    er_lcx | yes | not a number
                    score_4 | 5 | whole number from 0 to 4
                    score_4 | 2.5 | whole number from 0 to 4
                    score_4 | -1 | whole number from 0 to 4
                    """)
    void aWrongCellIsNamedWithWhatIsAllowed(String column, String cell, String part) {
        assertAt(refusedTable("patient_id," + column, "1,", "", "2," + cell), 4, column, part);
    }

    @Test
    void aWholeNumberMayHaveAPoint() throws IOException {
        assertTrue(readTable("patient_id,er_lad,er_rca,er_lcx", "1,1.0,0,0.0")
                .cohort()
                .patient("1")
                .expertReading()
                .orElseThrow()
                .labels()
                .lad());
    }

    @Test
    void patientIdsMustBeThereAndDiffer() {
        assertAt(refusedTable("patient_id,sex", "1,male", " ,male"), 3, "patient_id", "empty");
        assertAt(
                refusedTable("patient_id,sex", "1,male", "2,male", "1,male"),
                4,
                "patient_id",
                "'1' occurs twice",
                "line 2");
        assertAt(refusedTable("id,sex", "1,male"), 1, "patient_id", "missing", "id, sex");
        assertAt(refused("patient_id,sex", "1,male"), 1, "rest_image", "missing");
    }

    @Test
    void theShapeOfTheFileIsChecked() throws IOException {
        CsvFormatException ragged = refusedTable("patient_id,sex", "1,male", "2");
        assertEquals(OptionalInt.of(3), ragged.line());
        assertSays(ragged, "1 cells", "2");
        assertAt(refusedTable("patient_id,sex,sex", "1,male,male"), 1, "sex", "twice");
        assertAt(refusedTable("patient_id,age_yeers", "1,70"), 1, "age_yeers", "write age_years");
        assertAt(refusedTable("patient_id,height_m", "1,1.7"), 1, "height_m", "height_cm");
        assertSays(refusedTable("patient_id,sex"), "no rows");
        Files.write(csv, new byte[0]);
        assertSays(assertThrows(CsvFormatException.class, () -> CohortCsv.read(csv, ANY_MAPS)), "empty");
        Files.write(csv, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        assertSays(assertThrows(CsvFormatException.class, () -> CohortCsv.read(csv, ANY_MAPS)), "empty");
        Files.writeString(csv, "patient_id,sex\n\"1,male\n");
        assertSays(assertThrows(CsvFormatException.class, () -> CohortCsv.read(csv, ANY_MAPS)), "not valid CSV");
        assertSays(
                assertThrows(CsvFormatException.class, () -> CohortCsv.read(folder.resolve("none.csv"))),
                "none.csv",
                "does not exist");
        assertSays(assertThrows(CsvFormatException.class, () -> CohortCsv.read(folder, ANY_MAPS)), "not a file");
    }

    @Test
    void linesAreCountedThroughQuotedLineBreaks() throws IOException {
        assertAt(refusedTable("patient_id,note,sex", "1,\"a\nb\nc\",male", "2,\"d\ne\",man"), 5, "sex", "unknown sex");
        Files.writeString(csv, "patient_id,sex\r\n1,male\r\n2,man");
        assertAt(assertThrows(CsvFormatException.class, () -> CohortCsv.read(csv, ANY_MAPS.withStates())), 3, "sex");
    }

    @Test
    void aLabelThatContradictsTheNarrowingIsRefused() throws IOException {
        String header = "patient_id,stenosis_lm,stenosis_lad,stenosis_rca,stenosis_lcx,ica_lad,ica_rca,ica_lcx";
        assertAt(
                refusedTable(header, "p7,,20,0,0,1,0,0"),
                2,
                "ica_lad",
                "patient 'p7'",
                "contradicts",
                "stenosis_lad '20'");
        assertAt(refusedTable(header, "p7,60,20,0,0,1,0,0"), 2, "ica_lcx", "stenosis_lm '60'", "1 follows");
        VesselLabels labels = readTable(header, "p7,,,0,0,1,,")
                .cohort()
                .patient("p7")
                .angiography()
                .orElseThrow()
                .labels();
        assertEquals(new VesselLabels(true, false, false), labels);
        assertTrue(read(
                        ANY_MAPS.withStates().withAngiographyRule(new AngiographyRule(50, 50, Set.of())),
                        header,
                        "p7,90,50,0,0,1,0,0")
                .cohort()
                .patient("p7")
                .angiography()
                .orElseThrow()
                .labels()
                .lad());
    }

    @Test
    void aReferenceIsKnownForAllVesselsOrNone() {
        assertAt(refusedTable("patient_id,ica_lad,ica_rca,ica_lcx", "1,1,,0"), 2, "ica_rca", "all three vessels");
        assertAt(refusedTable("patient_id,stenosis_lad", "1,90"), 2, "ica_rca", "all three vessels");
        assertAt(refusedTable("patient_id,er_lad,er_rca", "1,1,0"), 2, "er_lcx", "all three vessels");
    }

    @Test
    void scoresAreAllOrNoneAndMustAgreeWithTheLabels() {
        assertAt(
                refusedTable("patient_id," + SCORES, "1,0,0,0,0,0,0,0,0,0,,0,0,0,0,0,0,0"),
                2,
                "score_10",
                "16 of the 17");
        assertAt(refusedTable("patient_id,score_1", "1,4"), 2, "score_2", "the column is missing");
        assertAt(
                refusedTable("patient_id,er_lcx," + SCORES, "9,1,0,0,0,0,3,0,0,0,0,0,0,0,0,0,0,0,0"),
                2,
                "er_lcx",
                "patient '9'",
                "sum to 3");
    }

    @Test
    void theAskedReferenceAndBothClassesMustBeThere() throws IOException {
        CohortFile file = readTable("patient_id,er_lad,er_rca,er_lcx", "1,1,0,0", "2,0,1,0", "3,,,", "4,0,0,1");
        CsvFormatException none = assertThrows(CsvFormatException.class, () -> file.patientsWith(Reference.ICA));
        assertSays(none, csv.toString(), "no patient has the reference ica");
        List<PatientStudy> read = file.patientsWith(Reference.ER);
        assertEquals(
                List.of("1", "2", "4"),
                read.stream().map(PatientStudy::patientId).toList());
        file.requireBothClasses(read, Reference.ER);
        assertSays(
                assertThrows(CsvFormatException.class, () -> file.requireBothClasses(read.subList(0, 2), Reference.ER)),
                "one class only",
                "LCX is normal in all 2 patients");
        assertFalse(read.isEmpty());
    }

    private List<MapFinding> warnings(String rest, String stress, PerfusionState... states) throws IOException {
        for (String name : new String[] {rest, stress}) {
            Files.createDirectories(folder.resolve(name).getParent());
        }
        Files.write(folder.resolve(rest), Pictures.ramp(12));
        Files.write(folder.resolve(stress), Pictures.ramp(10));
        List<MapFinding> heard = new ArrayList<>();
        read(
                CohortReadOptions.DEFAULT.withGate(MapGate.warning(heard::add)).withStates(states),
                "patient_id,rest_image,stress_image",
                "p1," + rest + "," + stress);
        return heard.stream()
                .filter(finding -> finding.kind() == MapFinding.Kind.STATES_EXCHANGED)
                .toList();
    }

    @Test
    void filesNamedAfterTheOtherStateAreWarnedOf() throws IOException {
        PerfusionState[] both = PerfusionState.values();
        List<MapFinding> exchanged = warnings("maps/P1_Stress.png", "maps/p1_REST.png", both);
        assertEquals(2, exchanged.size());
        assertEquals(
                "patient 'p1': column rest_image names the file 'p1_stress.png'; "
                        + "see that the rest and the stress map are not exchanged",
                exchanged.get(0).toString());
        assertEquals(1, warnings("stress.png", "s.png", both).size());
        assertEquals(1, warnings("r.png", "rest.png", both).size());
        assertEquals(List.of(), warnings("stress.png", "s.png", PerfusionState.STRESS));
        assertEquals(List.of(), warnings("rest.png", "stress.png", both));
        assertEquals(List.of(), warnings("stress/rest-of-stress.png", "rest/b.png", both), "only the name counts");
        assertEquals(List.of(), warnings("stress/a.png", "rest/b.png", both));
    }

    @Test
    void theImagesThatACohortNamesAreListedWhetherTheyExistOrNot() throws IOException {
        Files.writeString(csv, "patient_id,rest_image,stress_image\n1,b.png,none.png\n2,,maps/a.png\n");
        assertEquals(
                List.of(folder.resolve("b.png"), folder.resolve("none.png"), folder.resolve("maps/a.png")),
                CohortCsv.imageFiles(csv).stream()
                        .map(file -> folder.resolve(folder.toAbsolutePath().relativize(file.toAbsolutePath())))
                        .toList());
    }

    @Test
    void allPatientsAreReadWithTheirImagesByTheOrdinaryGate() throws IOException {
        Files.writeString(csv, "patient_id,sex\n1,male\n");
        CsvFormatException none = assertThrows(CsvFormatException.class, () -> CohortCsv.read(csv));
        assertSays(none, "rest_image");
        Files.writeString(csv, "patient_id,rest_image\n1,b.png\n");
        assertEquals(
                10,
                CohortCsv.read(csv).cohort().patient("1").rest().orElseThrow().pixels());
    }

    @Test
    void readingOneByOneNeedsTheColumnsToo() throws IOException {
        for (String header : new String[] {"id,rest_image", "patient_id,sex"}) {
            Files.writeString(csv, header + "\n1,\n");
            CsvFormatException e =
                    assertThrows(CsvFormatException.class, () -> CohortCsv.forEach(csv, ANY_MAPS, patient -> {}));
            assertSays(e, header.startsWith("id") ? "patient_id" : "rest_image", "missing");
        }
    }
}
