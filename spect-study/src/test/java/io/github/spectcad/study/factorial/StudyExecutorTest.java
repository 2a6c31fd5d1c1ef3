package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.NnBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another executor and another store stand on: everything of a study but where its cells run and its files are. */
class StudyExecutorTest {
    private static final StudyConfiguration STUDY =
            SmallStudy.of(List.of("cnn1"), List.of("task-1", "strategy-4", "strategy-1", "strategy-5"), 3);

    /** Gives each cell to the next of two machines that share nothing but the store; the first attempt of one is lost. */
    private static final class Machines implements StudyExecutor {
        private final Path shared;
        private final Path disks;
        private final List<String> events = new ArrayList<>();
        private int attempts;

        Machines(Path shared, Path disks) {
            this.shared = shared;
            this.disks = disks;
        }

        @Override
        public int workers() {
            return 2;
        }

        @Override
        public void execute(StudyJob job) throws IOException, InterruptedException {
            NnBackend.useThreads(job.folder().study().threads());
            while (!job.schedule().isFinished()) {
                Cell cell = job.schedule().next(Duration.ZERO).orElseThrow();
                int machine = attempts++;
                events.add(job.task() + " " + cell.strategy());
                CellWorker worker = CellWorker.of(
                        ResultFolder.open(new SharedStore(shared, disks.resolve("disk" + machine))),
                        SmallStudy.COHORT,
                        Map.of(),
                        Duration.ZERO);
                boolean lost = machine == 1;
                int[] epochs = {0};
                StudyListener counting = new StudyListener() {
                    @Override
                    public void epochDone(Cell trained, int epoch, int of) {
                        events.add("epoch " + epoch);
                        epochs[0]++;
                    }
                };
                job.settle(cell, worker.run(job.task(), cell, counting, () -> lost && epochs[0] == 2));
            }
        }
    }

    @Test
    void anotherExecutorOnASharedStoreGivesTheSameResults(@TempDir Path folder) throws Exception {
        Path local = folder.resolve("local");
        StudyRunner.of(STUDY, SmallStudy.COHORT, local).run(StudyListener.NONE);
        Path shared = folder.resolve("shared");
        Machines machines = new Machines(shared, folder.resolve("disks"));
        StudyRunner.Outcome outcome = StudyRunner.of(
                        STUDY, SmallStudy.COHORT, new SharedStore(shared, folder.resolve("driver")))
                .withExecutor(machines)
                .run(StudyListener.NONE);
        assertEquals(new StudyRunner.Outcome(4, 0, 4, true), outcome);

        ResultFolder first = ResultFolder.open(local);
        ResultFolder second = ResultFolder.open(shared);
        for (Cell cell : STUDY.cells()) {
            for (String file : List.of("validation.csv", "test.csv")) {
                assertArrayEquals(
                        Files.readAllBytes(SmallStudy.directory(first, cell).resolve(file)),
                        Files.readAllBytes(SmallStudy.directory(second, cell).resolve(file)),
                        file + " of " + cell.id());
            }
            assertEquals(first.record(cell).weights(), second.record(cell).weights(), cell.id());
        }
        assertFalse(Files.exists(shared.resolve("work")), "work is left");

        // the second attempt, which was lost after two epochs, was resumed from its checkpoint on another machine
        List<String> events = machines.events;
        String lost = events.stream()
                .filter(event -> event.startsWith("TRAIN"))
                .toList()
                .get(1);
        assertEquals(2, events.stream().filter(lost::equals).count(), events::toString);
        int resumed = events.lastIndexOf(lost);
        assertEquals("epoch 3", events.get(resumed + 1), events::toString);
        assertTrue(events.indexOf("PREDICT_TEST task-1") > events.lastIndexOf("TRAIN strategy-5"), events::toString);
    }
}
