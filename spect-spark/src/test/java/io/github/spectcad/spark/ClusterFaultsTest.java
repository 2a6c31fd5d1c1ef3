package io.github.spectcad.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.study.factorial.StudyStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on clusters, with real executors; each run takes some seconds. */
@Tag("slow")
@Timeout(300)
class ClusterFaultsTest {
    private static final int STEP = 7;

    @TempDir
    private static Path once;

    private static Path local;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runLocally() throws Exception {
        local = once.resolve("local");
        TinyStudy.runLocally(local);
    }

    private Path shared() {
        return folder.resolve("shared");
    }

    private ClusterRun run(
            String name,
            String location,
            Map<String, String> settings,
            Function<ClusterRun.Event, Probe.Answer> answers)
            throws IOException {
        return new ClusterRun(Files.createDirectories(folder.resolve(name)), location, settings, STEP, answers);
    }

    private void assertEnds(ClusterRun run, String name) throws Exception {
        int code = run.await();
        assertEquals(0, code, run.log(folder.resolve(name)));
    }

    private String file() {
        return shared().toUri().toString();
    }

    private String objects() {
        return "objects://" + shared();
    }

    private static final Map<String, String> OBJECTS =
            Map.of("spark.hadoop.fs.objects.impl", ObjectStore.class.getName());

    @Test
    void killedDriverIsStartedAgainAndTrainsWhatIsLeft() throws Exception {
        CountDownLatch atStep = new CountDownLatch(1);
        try (ClusterRun first = run("first", file(), Map.of(), event -> {
            if (event.is("TRAIN", "strategy-4", "step")) {
                atStep.countDown();
            }
            return Probe.Answer.GO;
        })) {
            atStep.await();
            first.killDriver();
            assertFalse(first.await() == 0);
            assertEquals(
                    1,
                    first.ended("TRAIN", "task-1").size(),
                    () -> first.events().toString());
        }
        try (ClusterRun second = run("second", file(), Map.of(), event -> Probe.Answer.GO)) {
            assertEnds(second, "second");
            assertEquals(List.of(), second.ended("TRAIN", "task-1"), "a finished cell was given out again");
        }
        TinyStudy.assertSameResults(local, shared());
    }

    @Test
    void executorThatEndsInTheMiddleOfAWriteLeavesNothingThatCounts() throws Exception {
        Map<String, String> settings = new java.util.TreeMap<>(OBJECTS);
        settings.put(
                "spark.hadoop." + ObjectStore.BREAK_OFF,
                folder.resolve("broken-off").toString());
        try (ClusterRun run = run("run", objects(), settings, event -> Probe.Answer.GO)) {
            assertEnds(run, "run");
            assertTrue(Files.exists(folder.resolve("broken-off")));
        }
        TinyStudy.assertSameResults(local, shared());
    }

    @Test
    void executorWithAFullDiskIsPassedOver() throws Exception {
        Map<String, String> settings = new java.util.TreeMap<>(OBJECTS);
        settings.put("spark.hadoop." + ObjectStore.FULL_EXECUTOR, "0");
        try (ClusterRun run = run("run", objects(), settings, event -> Probe.Answer.GO)) {
            assertEnds(run, "run");
        }
        TinyStudy.assertSameResults(local, shared());
    }

    @Test
    void cellThatAlwaysEndsItsExecutorFailsWithWhatNeedsItAndTheRestGoesOn() throws Exception {
        try (ClusterRun run = run(
                "run",
                file(),
                Map.of(),
                event -> event.is("TRAIN", "strategy-1", "begin") ? Probe.Answer.HALT : Probe.Answer.GO)) {
            assertEnds(run, "run");
        }
        assertPartlyFailed("ExecutorLostFailure");
    }

    @Test
    void cellThatAlwaysThrowsFailsWithWhatNeedsItAndTheRestGoesOn() throws Exception {
        try (ClusterRun run = run(
                "run",
                file(),
                Map.of(),
                event -> event.is("TRAIN", "strategy-1", "begin") ? Probe.Answer.THROW : Probe.Answer.GO)) {
            assertEnds(run, "run");
        }
        assertPartlyFailed("told to fail");
    }

    @Test
    void connectionThatEndsIsToldInPlainWordsAndTheStudyIsResumed() throws Exception {
        try (ClusterRun run = run(
                "stopped",
                file(),
                Map.of("spark.master", "local[2]"),
                event -> event.is("TRAIN", "strategy-4", "begin") ? Probe.Answer.STOP_SPARK : Probe.Answer.GO)) {
            assertFalse(run.await() == 0);
            String log = run.log(folder.resolve("stopped"));
            assertTrue(log.contains("Spark ended while cells were being worked on"), log);
            assertTrue(log.contains("run again to resume"), log);
        }
        try (ClusterRun again = run("again", file(), Map.of(), event -> Probe.Answer.GO)) {
            assertEnds(again, "again");
        }
        TinyStudy.assertSameResults(local, shared());
    }

    @Test
    void secondDriverIsRefusedWhileTheFirstIsAtWork() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch atStep = new CountDownLatch(1);
        try (ClusterRun first = run("first", file(), Map.of(), event -> {
            if (event.is("TRAIN", "strategy-4", "step")) {
                atStep.countDown();
                await(refused);
            }
            return Probe.Answer.GO;
        })) {
            atStep.await();
            try (ClusterRun second = run("second", file(), Map.of(), event -> Probe.Answer.GO)) {
                assertFalse(second.await() == 0);
                String log = second.log(folder.resolve("second"));
                assertTrue(log.contains("is being worked on by the run of"), log);
                assertEquals(List.of(), second.events());
            }
            refused.countDown();
            assertEnds(first, "first");
        }
        TinyStudy.assertSameResults(local, shared());
    }

    @Test
    void executorsThatLackSomethingStopTheStudyWithTheReason() throws Exception {
        Map<String, String> settings = Map.of(
                "spect.test.many.cells", "true", "spark.scheduler.excludeOnFailure.unschedulableTaskSetTimeout", "1s");
        try (ClusterRun run = run("run", file(), settings, event -> Probe.Answer.THROW)) {
            assertFalse(run.await() == 0);
            String log = run.log(folder.resolve("run"));
            assertTrue(log.contains("cells have all failed for the same reason"), log);
            assertTrue(log.contains("told to fail"), log);
        }
        assertEquals(0, StudyStatus.read(shared()).done());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertPartlyFailed(String why) throws IOException {
        StudyStatus status = StudyStatus.read(shared());
        assertEquals(2, status.done(), status::toString);
        assertEquals(
                Set.of("strategy-1_woaug_cnn1_rest", "strategy-5_woaug_cnn1_rest"),
                status.failed().keySet(),
                status::toString);
        assertTrue(status.failed().get("strategy-1_woaug_cnn1_rest").contains("no attempt"), status::toString);
        try (var failures = Files.walk(shared().resolve("failed"))) {
            assertTrue(
                    failures.filter(Files::isRegularFile).anyMatch(file -> contains(file, why)),
                    () -> "no failure says " + why);
        }
        assertEquals(List.of(), status.testSetOpenings());
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
