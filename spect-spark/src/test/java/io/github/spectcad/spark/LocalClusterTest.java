package io.github.spectcad.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.study.factorial.CellRecord;
import io.github.spectcad.study.factorial.ResultFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver and two executors, each in a process of its own. */
@Timeout(240)
class LocalClusterTest {
    @Test
    void studyWhoseExecutorIsKilledGivesTheResultsOfTheLocalOne(@TempDir Path folder) throws Exception {
        Path local = folder.resolve("local-results");
        TinyStudy.runLocally(local);
        Path shared = folder.resolve("shared");
        AtomicBoolean killed = new AtomicBoolean();
        try (ClusterRun run = new ClusterRun(folder, shared.toUri().toString(), Map.of(), 30, event -> {
            if (event.is("TRAIN", "task-1", "step") && killed.compareAndSet(false, true)) {
                ClusterRun.kill(event.pid());
            }
            return Probe.Answer.GO;
        })) {
            assertEquals(0, run.await(), () -> "the driver failed");
            assertTrue(killed.get());
            List<ClusterRun.Event> ended = run.ended("TRAIN", "task-1");
            assertEquals(1, ended.size(), () -> run.events().toString());
            int steps = ended.get(0).steps();
            assertTrue(steps < stepsOfAll(local), () -> "not resumed from a checkpoint: " + steps + " steps");
            assertTrue(
                    run.events().stream()
                                    .map(ClusterRun.Event::executor)
                                    .distinct()
                                    .count()
                            >= 2,
                    () -> run.events().toString());
        }
        TinyStudy.assertSameResults(local, shared);
    }

    private static int stepsOfAll(Path results) throws IOException {
        CellRecord record =
                ResultFolder.open(results).record(TinyStudy.STUDY.cells().get(0));
        int batch = TinyStudy.STUDY.protocol().settings().batchSize();
        return record.epochs() * ((record.trainingPatients() + batch - 1) / batch);
    }
}
