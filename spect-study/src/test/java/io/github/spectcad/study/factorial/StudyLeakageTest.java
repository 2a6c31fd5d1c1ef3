package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.study.report.StudyReport;
import io.github.spectcad.study.table.TableCell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs one study twice, with the same patients but for those of the test set, and looks where the difference arrives. */
class StudyLeakageTest {
    private static final StudyConfiguration STUDY =
            SmallStudy.of(List.of("cnn1", "cnn2"), List.of("task-1", "strategy-3", "strategy-5"), 1);
    private static final CohortSplit SPLIT = CohortSplitter.split(SmallStudy.COHORT, STUDY.seed());

    @TempDir
    static Path shared;

    private static ResultFolder real;
    private static ResultFolder changed;

    @BeforeAll
    static void runBoth() throws Exception {
        real = run("real", patient -> patient);
        changed = run("changed", StudyLeakageTest::another);
    }

    private static ResultFolder run(String name, UnaryOperator<PatientStudy> test) throws Exception {
        Set<String> tested = Set.copyOf(SPLIT.test());
        Cohort cohort = Cohort.of(SmallStudy.COHORT.patients().stream()
                .map(StudyLeakageTest::withPartition)
                .map(patient -> tested.contains(patient.patientId()) ? test.apply(patient) : patient)
                .toList());
        Path folder = shared.resolve(name);
        assertTrue(StudyRunner.of(STUDY, cohort, folder).run(StudyListener.NONE).testSetOpened());
        return ResultFolder.open(folder);
    }

    /** The same patient, kept in its part whatever its labels are. */
    private static PatientStudy withPartition(PatientStudy patient) {
        Optional<Partition> part = Optional.empty();
        if (SPLIT.test().contains(patient.patientId())) {
            part = Optional.of(Partition.TEST);
        } else if (SPLIT.validation().contains(patient.patientId())) {
            part = Optional.of(Partition.VALIDATION);
        } else if (SPLIT.train().contains(patient.patientId())) {
            part = Optional.of(Partition.TRAIN);
        }
        return new PatientStudy(
                patient.patientId(),
                patient.rest(),
                patient.stress(),
                patient.clinical(),
                patient.angiography(),
                patient.expertReading(),
                part);
    }

    /** Other maps, other clinical features, and labels of other vessels. */
    private static PatientStudy another(PatientStudy patient) {
        return new PatientStudy(
                patient.patientId(),
                patient.rest().map(map -> map.rotated(90)),
                patient.stress().map(map -> map.rotated(180)),
                ClinicalFeatures.of(Sex.FEMALE, 30, 150, 140),
                patient.angiography().map(truth -> Angiography.ofLabels(shifted(truth.labels()))),
                patient.expertReading().map(truth -> ExpertReading.ofLabels(shifted(truth.labels()))),
                patient.partition());
    }

    private static VesselLabels shifted(VesselLabels labels) {
        return new VesselLabels(labels.rca(), labels.lcx(), labels.lad());
    }

    @Test
    void weightsScalerAndThresholdsDoNotDependOnTestPatients() throws Exception {
        for (Cell cell : STUDY.cells()) {
            assertEquals(real.record(cell).weights(), changed.record(cell).weights(), cell.id());
            assertEquals(real.record(cell).thresholds(), changed.record(cell).thresholds(), cell.id());
            // a scaler that had seen other patients would give other predictions
            assertEquals(real.validationPredictions(cell), changed.validationPredictions(cell), cell.id());
            assertNotEquals(real.testPredictions(cell), changed.testPredictions(cell), cell.id());
        }
    }

    @Test
    void modelChosenDoesNotDependOnTestPatients() throws Exception {
        StudyReport one = StudyReport.of(Path.of(real.store().location()));
        StudyReport other = StudyReport.of(Path.of(changed.store().location()));
        for (String table : List.of("ica-selection-per-vessel", "ica-selection-per-patient")) {
            assertEquals(chosen(one, table), chosen(other, table));
        }
    }

    /** How and which: the row of the model selected on the validation patients. */
    private static List<TableCell> chosen(StudyReport report, String table) {
        List<List<TableCell>> rows = report.tables().get(table).rows();
        return rows.get(rows.size() - 1).subList(0, 2);
    }

    @Test
    void noPatientIsInTwoParts() {
        CohortSplit split = real.study().split();
        List<List<String>> parts = List.of(split.train(), split.validation(), split.test(), split.expertOnly());
        assertEquals(
                SmallStudy.COHORT.size(), parts.stream().mapToInt(List::size).sum());
        assertEquals(
                SmallStudy.COHORT.size(),
                parts.stream().flatMap(List::stream).distinct().count());
    }

    @Test
    void testSetIsOpenedOnceAndLogged() throws Exception {
        // six cells of the study, and two teachers it does not list
        byte[] before = Files.readAllBytes(
                SmallStudy.directory(real, STUDY.cells().get(0)).resolve("test.csv"));
        assertEquals(1, real.testSetOpenings().size());
        assertTrue(
                real.testSetOpenings()
                        .get(0)
                        .endsWith("test set of " + SPLIT.test().size() + " patients opened for 8 cells"),
                real.testSetOpenings()::toString);
        StudyReport.of(Path.of(real.store().location()));
        assertEquals(1, real.testSetOpenings().size());
        assertArrayEquals(
                before,
                Files.readAllBytes(
                        SmallStudy.directory(real, STUDY.cells().get(0)).resolve("test.csv")));
    }
}
