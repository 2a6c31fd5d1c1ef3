package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    @Test
    void failingCellIsRecordedWithThoseThatNeedItAndTheRestGoesOn(@TempDir Path folder) throws Exception {
        StudyConfiguration study = study(List.of("nobody:none", "cnn1"), List.of("task-1", "strategy-4"));
        List<String> events = new ArrayList<>();
        StudyRunner.Outcome outcome =
                StudyRunner.of(study, SmallStudy.COHORT, folder).run(new Listener(events, null));
        assertEquals(new StudyRunner.Outcome(2, 2, 4, true), outcome);
        StudyStatus status = StudyStatus.read(folder);
        assertEquals(2, status.done());
        assertEquals(2, status.failed().size());
        assertTrue(
                status.failed()
                        .get(SmallStudy.cell("nobody:none", "task-1").id())
                        .contains("nobody:none"),
                status.failed()::toString);
        assertTrue(
                status.failed()
                        .get(SmallStudy.cell("nobody:none", "strategy-4").id())
                        .contains("which failed"),
                status.failed()::toString);
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

    @Test
    void folderOfAnotherStudyIsRefused() {
        StudyConfiguration other = study(List.of("cnn2"), List.of("task-1"));
        StudyFileException e = assertThrows(
                StudyFileException.class,
                () -> StudyRunner.of(other, SmallStudy.COHORT, unbroken).run(StudyListener.NONE));
        assertTrue(e.getMessage().contains("choose another folder"), e.getMessage());
    }

    @Test
    void folderWithoutStudyIsRefused(@TempDir Path folder) {
        assertThrows(StudyFileException.class, () -> StudyStatus.read(folder));
    }
}
