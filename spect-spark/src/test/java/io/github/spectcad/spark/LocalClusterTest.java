package io.github.spectcad.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        int[] steps = {0};
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
            steps[0] = ended.get(0).steps();
            assertTrue(
                    run.events().stream().map(ClusterRun.Event::executor).distinct().count() >= 2,
                    () -> run.events().toString());
        }
        TinyStudy.assertSameResults(local, shared);
    }
}
