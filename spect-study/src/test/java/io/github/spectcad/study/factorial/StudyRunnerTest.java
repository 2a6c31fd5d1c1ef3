package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.model.ModelFileException;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunnerTest {
    private static final StudyConfiguration STUDY =
            study(List.of("cnn1"), List.of("task-1", "strategy-1", "strategy-4", "strategy-5"));

    @TempDir
    static Path shared;

    private static Path unbroken;
    private static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());

    private static StudyConfiguration study(List<String> backbones, List<String> strategies) {
        return SmallStudy.of(backbones, strategies, 2);
    }

    /** Notes which cells were trained, and fails the run at an epoch of a cell, as a crash would. */
    private static final class Listener implements StudyListener {
        private final List<String> events;
        private final Cell crashing;

        Listener(List<String> events, Cell crashing) {
            this.events = events;
            this.crashing = crashing;
        }

        @Override
        public void started(Cell cell) {
            events.add("started " + cell.strategy());
        }

        @Override
        public void epochDone(Cell cell, int epoch, int epochs) {
            if (cell.equals(crashing)) {
                throw new AssertionError("crash");
            }
        }

        @Override
        public void failed(Cell cell, String error) {
            events.add("failed " + cell.backbone() + " " + cell.strategy() + ": " + error);
        }

        @Override
        public void testSetOpened(int cells) {
            events.add("opened " + cells);
        }
    }

    @BeforeAll
    static void runUnbroken() throws Exception {
        unbroken = shared.resolve("unbroken");
        StudyRunner.Outcome outcome = StudyRunner.of(STUDY, SmallStudy.COHORT, unbroken)
                .withHiddenTruth(SmallStudy.PHANTOM.hiddenLabels())
                .run(new Listener(EVENTS, null));
        assertEquals(new StudyRunner.Outcome(4, 0, 4, true), outcome);
    }

    @Test
    void cellsAreTrainedAfterThoseTheyNeedAndTheTestSetIsOpenedLast() {
        assertEquals(5, EVENTS.size(), EVENTS::toString);
        assertTrue(EVENTS.indexOf("started task-1") < EVENTS.indexOf("started strategy-4"), EVENTS::toString);
        assertTrue(EVENTS.indexOf("started strategy-1") < EVENTS.indexOf("started strategy-5"), EVENTS::toString);
        assertEquals("opened 4", EVENTS.get(4));
    }

    @Test
    void finishedStudyIsNotTrainedAgainAndItsTestSetStaysOpenedOnce() throws Exception {
        List<String> events = new ArrayList<>();
        StudyRunner.of(STUDY, SmallStudy.COHORT, unbroken).run(new Listener(events, null));
        assertEquals(List.of(), events);
        assertEquals(1, ResultFolder.open(unbroken).testSetOpenings().size());
    }

    @Test
    void transferSaysWhereWeightsCameFrom() throws IOException {
        CellRecord record = ResultFolder.open(unbroken).record(SmallStudy.cell("cnn1", "strategy-4"));
        assertEquals(SmallStudy.cell("cnn1", "task-1").id(), record.transfer().from());
        assertFalse(record.transfer().copied().isEmpty());
        assertEquals(List.of(), record.transfer().fresh());
    }

    @Test
    void pseudoLabelAccuracyIsReportedWhereTheTruthIsKnown() throws IOException {
        CellRecord record = ResultFolder.open(unbroken).record(SmallStudy.cell("cnn1", "strategy-5"));
        assertEquals(
                SmallStudy.cell("cnn1", "strategy-1").id(),
                record.pseudoLabels().from());
        assertEquals(3, record.pseudoLabels().accuracy().size());
        assertTrue(record.pseudoLabels().used() > 0);
    }

    @Test
    void crashedRunIsResumedWithTheSamePredictions(@TempDir Path folder) throws Exception {
        StudyRunner runner = StudyRunner.of(STUDY, SmallStudy.COHORT, folder);
        assertThrows(
                IllegalStateException.class,
                () -> runner.run(new Listener(new ArrayList<>(), SmallStudy.cell("cnn1", "strategy-4"))));
        assertTrue(ResultFolder.open(folder).isDone(SmallStudy.cell("cnn1", "task-1"))); // which the crashed cell needs
        assertFalse(ResultFolder.open(folder).isDone(SmallStudy.cell("cnn1", "strategy-4")));
        assertTrue(runner.run(StudyListener.NONE).testSetOpened());
        SmallStudy.assertSameResults(unbroken, folder);
    }

    @Test
    void severalRunsOnOneFolderTrainEachCellOnce(@TempDir Path folder) throws Exception {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> runs = Stream.of(1, 2)
                .map(i -> CompletableFuture.runAsync(() -> {
                    try {
                        StudyRunner.of(STUDY, SmallStudy.COHORT, folder).run(new Listener(events, null));
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new)).get();
        assertEquals(
                4, events.stream().filter(event -> event.startsWith("started")).count(), events::toString);
        assertEquals(1, ResultFolder.open(folder).testSetOpenings().size());
        SmallStudy.assertSameResults(unbroken, folder);
    }

    /** The patients of the study, one of whom has no stress map: what takes it fails, and nobody can know before. */
    private static Cohort withoutOneStressMap() {
        List<PatientStudy> patients = new ArrayList<>(SmallStudy.COHORT.patients());
        PatientStudy patient = patients.get(0);
        patients.set(
                0,
                new PatientStudy(
                        patient.patientId(),
                        patient.rest(),
                        Optional.empty(),
                        patient.clinical(),
                        patient.angiography(),
                        patient.expertReading(),
                        Optional.of(Partition.TRAIN)));
        return Cohort.of(patients);
    }

    private static StudyConfiguration withInputs(String... inputs) {
        StudyConfiguration study = study(List.of("cnn1"), List.of("task-1", "strategy-4"));
        return new StudyConfiguration(
                study.name(),
                study.backbones(),
                List.of(inputs),
                study.augmentation(),
                study.strategies(),
                study.protocol(),
                study.seed());
    }

    @Test
    void failingCellIsRecordedWithThoseThatNeedItTheRestGoesOnAndTheTestSetStaysClosed(@TempDir Path folder)
            throws Exception {
        List<String> events = new ArrayList<>();
        StudyRunner.Outcome outcome = StudyRunner.of(withInputs("stress", "rest"), withoutOneStressMap(), folder)
                .run(new Listener(events, null));
        assertEquals(new StudyRunner.Outcome(2, 2, 4, false), outcome);
        StudyStatus status = StudyStatus.read(folder);
        assertEquals(2, status.done());
        assertEquals(2, status.failed().size());
        String patient = SmallStudy.COHORT.patients().get(0).patientId();
        assertTrue(
                status.failed()
                        .get(new Cell("cnn1", "stress", false, "task-1").id())
                        .contains(patient),
                status.failed()::toString);
        assertTrue(
                status.failed()
                        .get(new Cell("cnn1", "stress", false, "strategy-4").id())
                        .contains("which failed"),
                status.failed()::toString);
        assertEquals(List.of(), ResultFolder.open(folder).testSetOpenings());

        // without the level that fails, the study keeps what is done and opens its test set
        events.clear();
        outcome = StudyRunner.of(withInputs("rest"), withoutOneStressMap(), folder)
                .run(new Listener(events, null));
        assertEquals(new StudyRunner.Outcome(2, 0, 2, true), outcome);
        assertEquals(List.of("opened 2"), events);
        assertEquals(1, StudyStatus.read(folder).changes().size());
    }

    @Test
    void forecastNamesNetworksThatCannotBeTried() throws Exception {
        StudyForecast forecast =
                StudyForecast.of(withInputs("stress", "rest"), withoutOneStressMap(), OptionalInt.of(1));
        assertEquals(1, forecast.failures().size(), forecast.failures()::toString);
        Map.Entry<Cell, String> failure =
                forecast.failures().entrySet().iterator().next();
        assertEquals("stress", failure.getKey().input());
        assertTrue(
                failure.getValue().contains(SmallStudy.COHORT.patients().get(0).patientId()), failure.getValue());
    }

    @Test
    void extendedStudyKeepsWhatIsDone(@TempDir Path folder) throws Exception {
        StudyConfiguration begun = study(List.of("cnn1"), List.of("task-1", "strategy-1"));
        StudyRunner.of(begun, SmallStudy.COHORT, folder).run(StudyListener.NONE);
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        StudyConfiguration extended = new StudyConfiguration(
                "another name",
                begun.backbones(),
                begun.inputs(),
                begun.augmentation(),
                STUDY.strategies(),
                begun.protocol(),
                begun.seed());
        StudyRunner.Outcome outcome =
                StudyRunner.of(extended, SmallStudy.COHORT, folder).run(new Listener(events, null));
        assertEquals(new StudyRunner.Outcome(4, 0, 4, true), outcome);
        assertEquals(
                Set.of("started strategy-4", "started strategy-5", "opened 2"), Set.copyOf(events), events::toString);
        StudyStatus status = StudyStatus.read(folder);
        assertEquals("another name", status.name());
        assertEquals(2, status.testSetOpenings().size());
        String change = status.changes().get(0);
        assertTrue(change.contains("name is \"test\" there") && change.contains("strategies is"), change);
        ResultFolder first = ResultFolder.open(unbroken);
        ResultFolder second = ResultFolder.open(folder);
        for (Cell cell : extended.cells()) {
            assertEquals(first.testPredictions(cell), second.testPredictions(cell), cell.id());
        }
    }

    @Test
    void cellThatOthersNeedIsAddedAndTrained(@TempDir Path folder) throws Exception {
        StudyConfiguration study = study(List.of("cnn1"), List.of("strategy-4"));
        StudyRunner.Outcome outcome =
                StudyRunner.of(study, SmallStudy.COHORT, folder).run(StudyListener.NONE);
        assertEquals(2, outcome.total());
        assertTrue(ResultFolder.open(folder).isDone(SmallStudy.cell("cnn1", "task-1")));
    }

    @Test
    void budgetThatIsUsedUpKeepsTheTestSetClosed(@TempDir Path folder) throws Exception {
        StudyRunner.Outcome outcome = StudyRunner.of(STUDY, SmallStudy.COHORT, folder)
                .withBudget(Duration.ofNanos(1))
                .run(StudyListener.NONE);
        assertEquals(new StudyRunner.Outcome(0, 0, 4, false), outcome);
        assertEquals(List.of(), ResultFolder.open(folder).testSetOpenings());
    }

    @Test
    void verificationRepeatsACellBitForBit() throws Exception {
        StudyVerifier.Verification verification = StudyVerifier.verify(
                unbroken,
                SmallStudy.COHORT,
                SmallStudy.cell("cnn1", "strategy-5").id(),
                TrainingListener.NONE);
        assertTrue(verification.identicalWeights());
        assertTrue(verification.identicalPredictions());
        assertEquals(0, verification.largestDifference());
    }

    /** A copy of the finished study, to be damaged. */
    private static ResultFolder copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(unbroken)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(unbroken.relativize(file).toString());
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
        return ResultFolder.open(folder);
    }

    private static StudyVerifier.Verification verify(Path folder, Cell cell) throws Exception {
        return StudyVerifier.verify(folder, SmallStudy.COHORT, cell.id(), TrainingListener.NONE);
    }

    @Test
    void verificationReadsTheModelAndNotWhatItsRecordSays(@TempDir Path folder) throws Exception {
        Cell cell = SmallStudy.cell("cnn1", "task-1");
        Path directory = SmallStudy.directory(copy(folder), cell);
        Path other = SmallStudy.directory(ResultFolder.open(folder), SmallStudy.cell("cnn1", "strategy-1"));
        Files.copy(other.resolve("model.zip"), directory.resolve("model.zip"), StandardCopyOption.REPLACE_EXISTING);
        StudyFileException e = assertThrows(StudyFileException.class, () -> verify(folder, cell));
        assertTrue(e.getMessage().contains("is not the one its record is of"), e.getMessage());
        Files.write(directory.resolve("model.zip"), new byte[] {1, 2, 3});
        assertThrows(ModelFileException.class, () -> verify(folder, cell));
    }

    @Test
    void verificationSeesChangedAndMissingPredictions(@TempDir Path folder) throws Exception {
        Cell cell = SmallStudy.cell("cnn1", "task-1");
        for (String file : List.of("validation.csv", "test.csv")) {
            ResultFolder damaged = copy(Files.createDirectories(folder.resolve(file)));
            Path csv = SmallStudy.directory(damaged, cell).resolve(file);
            List<Prediction> predictions = new ArrayList<>(PredictionCsv.read(csv));
            Prediction first = predictions.get(0);
            predictions.set(0, new Prediction(first.patientId(), 1 - first.lad() / 2, first.rca(), first.lcx()));
            PredictionCsv.write(csv, predictions);
            StudyVerifier.Verification verification = verify(folder.resolve(file), cell);
            assertTrue(verification.identicalWeights());
            assertFalse(verification.identicalPredictions(), file);
            assertEquals(Math.abs(1 - first.lad() / 2 - first.lad()), verification.largestDifference(), file);
            PredictionCsv.write(csv, predictions.subList(1, predictions.size()));
            StudyFileException e =
                    assertThrows(StudyFileException.class, () -> verify(folder.resolve(file), cell), file);
            assertTrue(e.getMessage().contains("rows were added, removed or moved"), e.getMessage());
        }
    }

    @Test
    void folderOfAnotherStudyIsRefusedWithWhatDiffers() {
        StudyConfiguration other = SmallStudy.of(List.of("cnn2"), List.of("task-1"), 9);
        StudyFileException e = assertThrows(
                StudyFileException.class,
                () -> StudyRunner.of(other, SmallStudy.COHORT, unbroken).run(StudyListener.NONE));
        assertTrue(e.getMessage().contains("protocol.epochs is 2 there and 9 here"), e.getMessage());
        e = assertThrows(
                StudyFileException.class,
                () -> StudyRunner.of(STUDY, withoutOneStressMap(), unbroken).run(StudyListener.NONE));
        assertTrue(e.getMessage().contains("the cohort has other patients"), e.getMessage());
    }

    @Test
    void folderWithoutStudyIsRefused(@TempDir Path folder) {
        assertThrows(StudyFileException.class, () -> StudyStatus.read(folder));
    }
}
