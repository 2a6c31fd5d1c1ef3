package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselLabels;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people's programs write them. */
final class CsvCasesTest {
    private static final CohortReadOptions TABLE = CohortReadOptions.DEFAULT.withStates();
    private static final String PLAIN =
            "patient_id,sex,age_years,weight_kg,height_cm,partition\np1,male,61.5,82,174,train\np2,female,70,60,160,test\n";

    @TempDir
    private Path folder;

    private Path write(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("cohort.csv"), text.getBytes(charset));
    }

    private Cohort read(String text) throws IOException {
        return CohortCsv.read(write(text, StandardCharsets.UTF_8), TABLE).cohort();
    }

    private CsvFormatException refused(String text) {
        return assertThrows(CsvFormatException.class, () -> read(text));
    }

    private Path ofCase(String name) throws IOException {
        return Files.write(folder.resolve("cohort.csv"), PictureCasesTest.bytes(name));
    }

    private static void assertPlain(Cohort cohort) {
        PatientStudy first = cohort.patient("p1");
        assertEquals(ClinicalFeatures.of(Sex.MALE, 61.5, 82, 174), first.clinical());
        assertEquals(Optional.of(Partition.TRAIN), first.partition());
        assertEquals(
                ClinicalFeatures.of(Sex.FEMALE, 70, 60, 160),
                cohort.patient("p2").clinical());
        assertEquals(2, cohort.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"04_semicolon.csv", "06_semicolon_deccomma.csv", "12_trailing_empty_rows.csv"})
    void whatSpreadsheetsWriteIsRead(String name) throws IOException {
        assertPlain(CohortCsv.read(ofCase(name), TABLE).cohort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
    void everyEncodingWithOrWithoutMarkIsRead(String charset) throws IOException {
        assertPlain(
                CohortCsv.read(write(PLAIN, Charset.forName(charset)), TABLE).cohort());
        assertPlain(CohortCsv.read(write("\uFEFF" + PLAIN, Charset.forName(charset)), TABLE)
                .cohort());
    }

    @Test
    void latin1IsRead() throws IOException {
        Path csv = write("patient_id,sex\nM\u00FCller,male\n", StandardCharsets.ISO_8859_1);
        assertEquals(
                "M\u00FCller",
                CohortCsv.read(csv, TABLE).cohort().patients().get(0).patientId());
    }

    @Test
    void separatorLineTabsCarriageReturnsAndEmptyColumnsAreRead() throws IOException {
        assertPlain(read("sep=;\n" + PLAIN.replace(',', ';')));
        assertPlain(read("SEP=;;;;\r\n" + PLAIN.replace(',', ';')));
        assertPlain(read("\"sep=;\"\n" + PLAIN.replace(',', ';')));
        assertPlain(read("sep=\t\n" + PLAIN.replace(',', '\t')));
        assertTrue(refused("sep=:\n" + PLAIN.replace(',', ':')).getMessage().contains("as separator"));
        assertPlain(read(PLAIN.replace(',', '\t')));
        assertPlain(read(PLAIN.replace(',', '|')));
        assertPlain(read(PLAIN.replace('\n', '\r')));
        assertPlain(read(PLAIN.replace("\n", ",,\r\n")));
        assertPlain(read(PLAIN.replace("patient_id", "Patient ID").replace("sex", "SEX")));
    }

    @ParameterizedTest
    @CsvSource({"Male, MALE", "M, MALE", "FEMALE, FEMALE", "f, FEMALE"})
    void sexInAnyCaseIsRead(String cell, Sex sex) throws IOException {
        assertEquals(
                Optional.of(sex),
                read("patient_id,sex\np1," + cell + "\n")
                        .patient("p1")
                        .clinical()
                        .sex());
    }

    @Test
    void oneAndTwoAreReadWhereTheColumnHoldsBoth() throws IOException {
        Cohort cohort = read("patient_id,sex\na,1\nb,2\n");
        assertEquals(Optional.of(Sex.MALE), cohort.patient("a").clinical().sex());
        assertEquals(Optional.of(Sex.FEMALE), cohort.patient("b").clinical().sex());
        assertTrue(refused("patient_id,sex\na,0\nb,1\n").getMessage().contains("male or female"));
    }

    @Test
    void truthValuesPercentSignsAndValAreRead() throws IOException {
        PatientStudy patient =
                read("patient_id,stenosis_lad,ica_lad,ica_rca,ica_lcx,partition\np1,80 %,TRUE,false,0,val\n")
                        .patient("p1");
        assertEquals(
                new VesselLabels(true, false, false),
                patient.angiography().orElseThrow().labels());
        assertEquals(Optional.of(Partition.VALIDATION), patient.partition());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            52b_frac.csv | looks like a fraction
            34_emspaceid.csv | line 2, column patient_id: the patient id is empty
            e1_trimline.csv | line 2, column age_years
            40_esc.csv | \\u001B
            """)
    void whatMayMeanTwoThingsIsAskedAboutAtTheRightPlace(String name, String part) throws IOException {
        Path csv = ofCase(name);
        String message = assertThrows(CsvFormatException.class, () -> CohortCsv.read(csv, TABLE))
                .getMessage();
        assertTrue(message.contains(part), message);
        assertTrue(message.length() < 400 && message.chars().noneMatch(c -> c < ' '), message);
    }

    @Test
    void aQuoteIsNoSeparator() {
        assertTrue(refused("sep=\"\npatient_id\np0\n").getMessage().startsWith(folder.toString()));
    }

    @Test
    void predictionsOfAMangledFileAreRefused() throws IOException {
        Path csv = ofCase("csvgen-1653650c.csv");
        assertThrows(CsvFormatException.class, () -> PredictionCsv.read(csv));
    }

    @Test
    void anAmbiguousCommaInANumberIsAskedAbout() {
        String both = "patient_id;age_years;weight_kg\np1;61,5;82.5\n";
        assertTrue(refused(both).getMessage().contains("decimal comma"));
        assertTrue(refused("patient_id;weight_kg\np1;82,500\n").getMessage().contains("thousands"));
        assertTrue(refused("patient_id,age_years\np1,\"61,5\"\n").getMessage().contains("decimal comma"));
    }

    @Test
    void allProblemsOfATableAreNamedAtOnce() {
        StringBuilder text = new StringBuilder("patient_id,sex,age_years\n");
        for (int i = 0; i < 30; i++) {
            text.append('p').append(i).append(",x,old\n");
        }
        CsvFormatException e = refused(text.toString());
        assertEquals(60, e.count());
        assertEquals(22, e.getMessage().lines().count());
        assertTrue(e.getMessage().contains("line 2, column sex"), e.getMessage());
        assertTrue(e.getMessage().contains("line 2, column age_years"), e.getMessage());
        assertTrue(e.getMessage().contains("line 11, column age_years"), e.getMessage());
        assertTrue(e.getMessage().endsWith("and 40 more"), e.getMessage());
    }

    @Test
    void misspeltColumnsAreNamed() {
        CsvFormatException e = refused("patient_id,sexx,stenosis_ladd,height_m\np1,male,20,1.7\n");
        assertTrue(e.getMessage().contains("column sexx: no such column is known, but sex is"), e.getMessage());
        assertTrue(e.getMessage().contains("stenosis_lad is"), e.getMessage());
        assertTrue(e.getMessage().contains("height_cm is"), e.getMessage());
    }

    @Test
    void otherColumnsAreKeptAlsoOneWithoutAName() throws IOException {
        Path csv = write(",patient_id,score_18,site\n0,p1,x,north\n1,p2,,\n", StandardCharsets.UTF_8);
        CohortFile file = CohortCsv.read(csv, TABLE);
        assertEquals(List.of("column_1", "score_18", "site"), file.extraColumns());
        assertEquals("north", file.extras("p1").get("site"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1+2", "-x", "@SUM(A1)", "'=x", "''=x", "-5", "'", "a=b"})
    void whatASpreadsheetWouldRunIsWrittenSafelyAndComesBack(String id) throws IOException {
        Path csv = folder.resolve("out.csv");
        CohortWriter.ofEightBits()
                .write(csv, List.of(PatientStudy.builder(id).build()).iterator());
        String cell = Files.readAllLines(csv).get(1);
        assertFalse(cell.matches("\"?[=+@].*") || cell.matches("\"?-\\D.*"), cell);
        assertEquals(id, CohortCsv.read(csv, TABLE).cohort().patients().get(0).patientId());
    }

    @Test
    void patientsAreReadOneByOneWithTheirMaps() throws IOException {
        Files.write(folder.resolve("a.png"), PictureCasesTest.bytes("r.png"));
        Path csv = write("patient_id,stress_image\np1,a.png\np2,\n", StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        CohortCsv.forEach(
                csv,
                CohortReadOptions.DEFAULT,
                patient -> seen.append(patient.patientId())
                        .append(patient.stress().isPresent())
                        .append(' '));
        assertEquals("p1true p2false ", seen.toString());
    }

    @Test
    void aPictureOfTwoPatientsIsRefusedAndAsLeakageBetweenPartitions() throws IOException {
        Files.write(folder.resolve("a.png"), PictureCasesTest.bytes("r.png"));
        Files.write(folder.resolve("b.png"), PictureCasesTest.bytes("r.png"));
        Path csv = write("patient_id,stress_image,partition\np1,a.png,train\np2,b.png,test\n", StandardCharsets.UTF_8);
        for (boolean streamed : new boolean[] {false, true}) {
            CsvFormatException e = assertThrows(CsvFormatException.class, () -> {
                if (streamed) {
                    CohortCsv.forEach(csv, CohortReadOptions.DEFAULT, patient -> {});
                } else {
                    CohortCsv.read(csv);
                }
            });
            assertTrue(e.getMessage().contains("line 3, column stress_image"), e.getMessage());
            assertTrue(e.getMessage().contains("one in partition test and one in train"), e.getMessage());
        }
    }

    @Test
    void oneFileForBothStatesIsRefused() throws IOException {
        Files.write(folder.resolve("a.png"), PictureCasesTest.bytes("r.png"));
        Path csv = write("patient_id,rest_image,stress_image\np1,a.png,a.png\n", StandardCharsets.UTF_8);
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> CohortCsv.read(csv));
        assertTrue(e.getMessage().contains("the rest map equals the stress map"), e.getMessage());
    }
}
