package io.github.spectcad.study.factorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One run of a cluster at a time works on a study. */
@Timeout(60)
class RunLeaseTest {
    private static final RunLease.Times OFTEN = new RunLease.Times(Duration.ofMillis(20), Duration.ofSeconds(50));
    private static final RunLease.Times IMPATIENT = new RunLease.Times(Duration.ofMillis(20), Duration.ofMillis(60));

    @TempDir
    private Path folder;

    private ResultStore store;

    @BeforeEach
    void open() {
        store = new SharedStore(folder.resolve("shared"), folder.resolve("disk"));
    }

    private void leave(String id) throws IOException {
        byte[] left = ("{\"id\": \"" + id + "\", \"holder\": \"anna on node7\", \"since\": \"2026-01-02T03:04:05Z\","
                        + " \"renewals\": 3}")
                .getBytes(StandardCharsets.UTF_8);
        store.write("run.json", out -> out.write(left));
    }

    @Test
    void aSecondRunIsRefusedWithWhoHasTheFirst() throws Exception {
        try (RunLease first = RunLease.take(store, OFTEN, StudyListener.NONE)) {
            String message = assertThrows(
                            StudyFileException.class, () -> RunLease.take(store, OFTEN, StudyListener.NONE))
                    .getMessage();
            assertTrue(
                    message.contains("process " + ProcessHandle.current().pid())
                            && message.contains(System.getProperty("user.name")),
                    message);
            assertFalse(first.isLost());
        }
        assertFalse(store.exists("run.json"), "given back");
        RunLease.take(store, OFTEN, StudyListener.NONE).close();
    }

    @Test
    void theRunOfAKilledProcessIsPassedOver() throws Exception {
        leave("killed");
        List<String> told = new ArrayList<>();
        StudyListener listener = new StudyListener() {
            @Override
            public void waiting(String why) {
                told.add(why);
            }
        };
        RunLease.take(store, IMPATIENT, listener).close();
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains("anna on node7"), told::toString);
    }

    @Test
    void aRunThatWasTakenOverStopsAndLeavesTheLeaseOfTheOther() throws Exception {
        RunLease lost = RunLease.take(store, OFTEN, StudyListener.NONE);
        lost.requireHeld();
        while (!lost.isLost()) {
            leave("other"); // again where a renewal came in between
            Thread.onSpinWait();
        }
        String message =
                assertThrows(StudyFileException.class, lost::requireHeld).getMessage();
        assertTrue(message.contains("anna on node7"), message);
        lost.close();
        assertTrue(store.exists("run.json"));
    }

    @Test
    void aRunOfThisMachineDoesNotJoinThatOfACluster() throws Exception {
        StudyConfiguration study = SmallStudy.of(List.of("cnn1"), List.of("task-1"), 1);
        Path root = folder.resolve("shared");
        try (RunLease cluster = RunLease.take(store, OFTEN, StudyListener.NONE)) {
            StudyRunner here = StudyRunner.of(study, SmallStudy.COHORT, root);
            assertThrows(StudyFileException.class, () -> here.run(StudyListener.NONE));
            assertFalse(cluster.isLost());
        }
        assertFalse(Files.exists(root.resolve("study.json")));
    }
}
