package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that train a study as {@code kill -9} does. */
@Timeout(300)
class KilledStudyTest {
    @TempDir
    static Path shared;

    private static Path unbroken;

    @BeforeAll
    static void runUnbroken() throws Exception {
        unbroken = shared.resolve("unbroken");
        StudyRunner.of(StudyProcess.STUDY, SmallStudy.COHORT, unbroken).run(StudyListener.NONE);
    }

    /** A study in a process of its own. */
    private static final class Forked implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final List<String> lines = new ArrayList<>();

        Forked(Path folder, String... waitAfter) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    StudyProcess.class.getName(),
                    folder.toString()));
            command.addAll(List.of(waitAfter));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("OMP_NUM_THREADS", "1");
            process = builder.start();
            out = process.inputReader();
        }

        /** Reads on to a line, or to the end where it does not come. */
        void readTo(String awaited) throws IOException {
            String line;
            do {
                line = out.readLine();
                if (line != null) {
                    lines.add(line);
                }
            } while (line != null && !line.equals(awaited));
        }

        void kill() throws InterruptedException {
            assertEquals("waiting", lines.get(lines.size() - 1), lines::toString);
            process.toHandle().destroyForcibly();
            assertFalse(process.waitFor() == 0);
        }

        List<String> runToTheEnd() throws Exception {
            readTo("");
            assertEquals(0, process.waitFor(), lines::toString);
            return lines;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void killedRunGoesOnAtItsCheckpointWithTheSamePredictions(@TempDir Path folder) throws Exception {
        Cell killed = SmallStudy.cell("cnn1", "strategy-1");
        try (Forked run = new Forked(folder, "strategy-1", "2")) {
            run.readTo("waiting");
            run.kill();
        }
        ResultFolder results = ResultFolder.open(folder);
        assertTrue(results.isDone(SmallStudy.cell("cnn1", "task-1")));
        assertFalse(results.isDone(killed));
        assertFalse(results.work(killed).isClaimed(), "the claim outlived its process");
        assertTrue(Files.exists(
                folder.resolve("work").resolve(results.name(killed)).resolve("checkpoint")));
        assertEquals(List.of(), StudyStatus.read(folder).running());
        try (Forked run = new Forked(folder)) {
            List<String> lines = run.runToTheEnd();
            assertEquals(List.of("started strategy-1", "strategy-1 3", "strategy-1 4"), lines.subList(0, 3));
            assertFalse(lines.contains("started task-1"), lines::toString);
        }
        SmallStudy.assertSameResults(unbroken, folder);
    }

    @Test
    void twoKilledProcessesOnOneFolderLeaveNothingBehind(@TempDir Path folder) throws Exception {
        try (Forked one = new Forked(folder, "task-1", "1")) {
            one.readTo("waiting");
            try (Forked other = new Forked(folder, "strategy-1", "3")) {
                other.readTo("waiting");
                assertEquals(2, StudyStatus.read(folder).running().size());
                other.kill();
            }
            one.kill();
        }
        assertEquals(List.of(), StudyStatus.read(folder).running());
        try (Forked run = new Forked(folder)) {
            List<String> lines = run.runToTheEnd();
            assertFalse(lines.contains("task-1 1") || lines.contains("strategy-1 3"), lines::toString);
        }
        SmallStudy.assertSameResults(unbroken, folder);
    }

    @Test
    void processThatLivesOnTakesOverTheCellOfAKilledOne(@TempDir Path folder) throws Exception {
        try (Forked killed = new Forked(folder, "task-1", "2")) {
            killed.readTo("waiting");
            try (Forked living = new Forked(folder)) {
                living.readTo("strategy-1 4"); // what does not need the cell that hangs
                killed.kill();
                List<String> lines = living.runToTheEnd();
                assertTrue(lines.contains("task-1 3") && !lines.contains("task-1 2"), lines::toString);
            }
        }
        SmallStudy.assertSameResults(unbroken, folder);
    }
}
