package io.github.spectcad.study.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import io.github.spectcad.nn.explain.Localisation;
import io.github.spectcad.nn.explain.MethodCheck;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyConfiguration;
import io.github.spectcad.study.factorial.SyntheticStudy;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {
    @TempDir
    static Path root;

    private static StudyConfiguration study;
    private static StudyReport report;

    @BeforeAll
    static void writeReport() throws Exception {
        study = StudyConfiguration.read(Path.of("..", "studies", "quick.json"));
        SyntheticStudy.write(root, study, 40, 100);
        report = StudyReport.of(root);
    }

    @Test
    void eachModelHasARowForEachAnalysisAmongAllModels() {
        int task1 = report.tables().get("er-all-models").rows().size();
        int task2 = report.tables().get("ica-all-models").rows().size();
        assertEquals(2 * study.cells().size(), task1 + task2);
    }

    @Test
    void paperTablesAreThere() {
        Map<String, Table> tables = report.tables();
        assertEquals(10, tables.get("ica-delong-per-vessel").rows().size());
        assertEquals(2 * 6, tables.get("ica-best-per-patient").rows().size());
        assertEquals(15, tables.get("ica-factor-strategy-per-patient").rows().size());
        assertEquals(1, tables.get("ica-factor-backbone-per-vessel").rows().size());
        assertEquals(6, tables.get("er-factor-input-per-vessel").rows().size());
        assertTrue(tables.containsKey("ica-selection-per-patient"));
        assertEquals(16, tables.get("pseudo-labels").rows().size());
    }

    @Test
    void modelSelectedOnValidationIsLookedAtClosely() {
        Map<String, Table> tables = report.tables();
        assertEquals(4, tables.get("ica-calibration-per-vessel").rows().size());
        assertEquals(1, tables.get("er-calibration-per-patient").rows().size());
        List<List<TableCell>> subgroups =
                tables.get("ica-subgroups-per-patient").rows();
        assertEquals(7, subgroups.size());
        assertEquals(
                100, count(subgroups.get(1).get(1)) + count(subgroups.get(2).get(1)));
    }

    private static long count(TableCell cell) {
        return ((TableCell.Count) cell).value();
    }

    @Test
    void expertReadersAreComparedWithTheModelAgainstAngiographyAlone() {
        Map<String, Table> tables = report.tables();
        assertEquals(8, tables.get("ica-readers-per-vessel").rows().size());
        assertEquals(2, tables.get("ica-readers-per-patient").rows().size());
        assertEquals(4, tables.get("ica-readers-tests-per-vessel").rows().size());
        assertFalse(tables.containsKey("er-readers-per-vessel"));
    }

    @Test
    void transferSaysWhatWasNotTakenOver() {
        List<List<TableCell>> rows = report.tables().get("transfer").rows();
        assertEquals(16, rows.size());
        assertEquals(TableCell.text("head_logits"), rows.get(0).get(4));
    }

    @Test
    void pageHasHeatMapsOfEveryModelAndTheCaveats() {
        assertTrue(report.html().contains("AUC task 2, per vessel, n = 300, without augmentation"));
        assertTrue(report.html().contains("AUC task 1, per patient, n = 100, with augmentation"));
        assertTrue(report.html().contains("read the effect sizes, not p"));
        assertTrue(report.html().contains("TRIPOD+AI"));
        assertFalse(report.html().contains("<script"));
    }

    @Test
    void theFirstScreenSaysWhatCameOutAndWhatMayNotBeConcluded() {
        String first = report.html().substring(0, report.html().indexOf("<nav"));
        assertTrue(
                first.matches(
                        "(?s).*Task 2 \\(angiography\\), per vessel, n = 300 vessels of 100 patients, \\d+ diseased:"
                                + " the best of \\d+ models on the validation patients, [^,]+, has an AUC of 0\\.\\d\\d on the test"
                                + " patients \\(95 % interval 0\\.\\d\\d to 0\\.\\d\\d, bootstrap of patients\\)\\..*"),
                first);
        assertTrue(first.contains("is not what new patients would show"));
    }

    @Test
    void theFirstScreenSetsTheSelectedNetworkBesideTheBestBaseline() {
        String first = report.html().substring(0, report.html().indexOf("<nav"));
        String network =
                "(?s).*%s, per vessel, n = 300: against the best baseline, %s \\(AUC 0\\.\\d\\d\\), the difference"
                        + " of [^<]+ is %s0\\.\\d\\d \\(95 %% interval %s0\\.\\d\\d to %s0\\.\\d\\d, DeLong's test with the vessels"
                        + " of a patient as a cluster, p (&lt;|=) 0\\.\\d+\\)\\..*";
        String baseline = Pattern.quote(Html.escape(Baseline.SEGMENT_LOGISTIC.title()));
        assertTrue(first.matches(network.formatted("Task 1", baseline, "\\+", "\\+", "\\+")), first);
        assertTrue(first.matches(network.formatted("Task 2", baseline, "-", "-", "-")), first);
        String worse = "Task 2, per vessel, n = 300: that a network is needed.";
        assertTrue(first.contains(worse), first);
        assertFalse(first.contains("Task 1, per vessel, n = 300: that a network is needed."), first);
    }

    @Test
    void whatMayNeverBeConcludedStandsBelowWhatMayNotBeConcludedFromOneTask() {
        String first = report.html().substring(0, report.html().indexOf("<nav"));
        int cautions = first.indexOf("What may not be concluded");
        assertTrue(cautions > first.lastIndexOf("the difference of"), "findings come before cautions");
        int general = first.indexOf("Nothing is known of patients, cameras and readers");
        assertTrue(general > first.lastIndexOf("is not what new patients would show"), first);
        assertTrue(general > first.lastIndexOf("that a network is needed"), first);
    }

    @Test
    void readersStandBesideTheModelTheySawAmongTheStudysModels() throws IOException {
        ResultFolder folder = ResultFolder.open(root);
        Cell shown = study.cells().stream()
                .filter(cell -> cell.strategy().equals("strategy-2"))
                .skip(3)
                .findFirst()
                .orElseThrow();
        List<Reading> readings = new ArrayList<>();
        for (Prediction prediction : folder.testPredictions(shown)) {
            for (ReadingCondition condition : ReadingCondition.values()) {
                readings.add(new Reading(
                        "R",
                        prediction.patientId(),
                        condition,
                        new VesselLabels(prediction.lad() > 0.5, prediction.rca() > 0.4, prediction.lcx() > 0.6),
                        Optional.empty(),
                        Optional.empty(),
                        condition == ReadingCondition.WITH ? Optional.of(prediction) : Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        StudyReport read = StudyReport.of(folder, readings);
        List<List<TableCell>> rows = read.tables().get("model-and-readers").rows();
        assertEquals(5 * 3, rows.size());
        assertEquals(TableCell.text(shown.title()), rows.get(1).get(1));
        assertTrue(read.html().contains("Model and readers, task 2, per patient, n = 100"));
        assertFalse(read.html().contains("they saw probabilities of another model"));

        readings.replaceAll(reading -> new Reading(
                reading.reader(),
                reading.patientId(),
                reading.condition(),
                reading.diseased(),
                Optional.empty(),
                Optional.empty(),
                reading.shown().map(p -> new Prediction(p.patientId(), 0.123, p.rca(), p.lcx())),
                Optional.empty(),
                Optional.empty()));
        assertTrue(StudyReport.of(folder, readings).html().contains("they saw probabilities of another model"));
    }

    @Test
    void checksOfExplanationsAreShownWhereTheyWereMade() throws IOException {
        ResultFolder folder = ResultFolder.open(root);
        assertFalse(report.tables().containsKey("ica-explanations"));
        MethodCheck check = new MethodCheck("some-method", 0.1, 0.3, 0.5, 0.7, 0.6, new Localisation(90, 81, 0.5, 0.1));
        try {
            for (Cell cell : study.cells()) {
                folder.storeExplanations(cell, List.of(check));
            }
            Table table = StudyReport.of(folder, List.of()).tables().get("ica-explanations");
            assertEquals(study.backbones().size(), table.rows().size(), "the best model of each backbone");
            assertEquals(TableCell.count(81, 90), table.rows().get(0).get(7));
            assertTrue(
                    table.rows().stream().noneMatch(row -> row.get(0).toString().contains("rest")));
        } finally {
            for (Cell cell : study.cells()) {
                folder.store().delete("explanations/" + folder.name(cell) + ".json");
            }
        }
    }

    @Test
    void anAreaHasTheSameIntervalWhereverItStands() {
        Map<String, Table> tables = report.tables();
        for (String analysis : List.of("per-vessel", "per-patient")) {
            Map<String, TableCell> ranked = new HashMap<>();
            tables.get("ica-delong-" + analysis)
                    .rows()
                    .forEach(row -> ranked.put(((TableCell.Text) row.get(1)).value(), row.get(2)));
            long compared = tables.get("ica-best-" + analysis).rows().stream()
                    .filter(row -> ranked.containsKey(((TableCell.Text) row.get(1)).value()))
                    .peek(row -> assertEquals(ranked.get(((TableCell.Text) row.get(1)).value()), row.get(6)))
                    .count();
            assertTrue(compared > 0, analysis);
        }
    }

    @Test
    void everyCellOfEveryCsvHoldsOneValue() {
        report.tables().forEach((name, table) -> {
            if (name.equals("reporting-items") || name.equals("transfer")) {
                return; // sentences and lists of names
            }
            for (String line : TableCsv.of(table).lines().toList()) {
                assertFalse(line.matches(".*\\d \\(.*|.*±.*|.*n/a.*|.*<0.*"), () -> name + ": " + line);
            }
        });
        String ranking = TableCsv.of(report.tables().get("ica-delong-per-vessel"));
        assertTrue(
                ranking.startsWith("rank,model,auc,auc_lower,auc_upper,outperforms,outperforms_after_holm,"), ranking);
    }

    @Test
    void sameFolderGivesTheSameReport() throws IOException {
        StudyReport again = StudyReport.of(root);
        assertEquals(report.html(), again.html());
        assertEquals(report.tables(), again.tables());
    }

    @Test
    void pageAndTablesAreWritten(@TempDir Path directory) throws IOException {
        assertEquals(report.html(), Files.readString(report.write(directory)));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(report.tables().size() + report.figures().size() + 1, files.count());
            assertTrue(report.figures().stream().anyMatch(name -> name.endsWith(".svg")));
        }
    }

    @Test
    void selectionTableNamesTheModelChosenOnValidation() {
        List<List<TableCell>> rows =
                report.tables().get("ica-selection-per-vessel").rows();
        assertEquals(4, rows.size());
        String chosen = ((TableCell.Text) rows.get(3).get(1)).value();
        assertTrue(study.cells().stream().map(Cell::title).anyMatch(chosen::equals), chosen);
    }

    @Test
    void storedTablesAreOfTheOpenedTestSet() throws IOException {
        assertEquals(1, ResultFolder.open(root).testSetOpenings().size());
        assertTrue(TableCsv.of(report.tables().get("reporting-items")).contains("1 time(s)"));
    }
}
