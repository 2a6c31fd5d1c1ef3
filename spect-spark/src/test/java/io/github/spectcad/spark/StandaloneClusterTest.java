package io.github.spectcad.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers on two addresses of this machine, which Spark takes for two machines. */
@Tag("slow")
@Timeout(300)
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have one loopback address")
class StandaloneClusterTest {
    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private String master;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        master = "spark://127.0.0.1:" + port;
        Path home = ClusterRun.home(Files.createDirectories(folder.resolve("cluster")));
        processes.add(ClusterRun.start(
                home,
                Map.of(),
                folder.resolve("master.log"),
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--webui-port",
                "0"));
        for (int i = 1; i <= 2; i++) {
            processes.add(ClusterRun.start(
                    home,
                    Map.of(),
                    folder.resolve("worker" + i + ".log"),
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0." + i,
                    "--cores",
                    "1",
                    "--memory",
                    "1200m",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    folder.resolve("work" + i).toString(),
                    master));
        }
    }

    @AfterEach
    void stop() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void secondAttemptThatOvertakesTheFirstGivesTheOneResult() throws Exception {
        Path local = folder.resolve("local-results");
        TinyStudy.runLocally(local);
        Path shared = folder.resolve("shared");
        AtomicBoolean held = new AtomicBoolean();
        CountDownLatch overtaken = new CountDownLatch(1);
        Map<String, String> settings = Map.of(
                "spark.master", master,
                "spark.executor.memory", "1g",
                "spark.speculation", "true",
                "spark.speculation.task.duration.threshold", "2s");
        try (ClusterRun run = new ClusterRun(
                Files.createDirectories(folder.resolve("run")), shared.toUri().toString(), settings, 7, event -> {
                    if (event.is("TRAIN", "task-1", "step") && held.compareAndSet(false, true)) {
                        await(overtaken);
                    }
                    if (event.is("TRAIN", "task-1", "end")) {
                        overtaken.countDown();
                    }
                    return Probe.Answer.GO;
                })) {
            int code = run.await();
            assertEquals(0, code, run.log(folder.resolve("run")));
            long attempts = run.events().stream()
                    .filter(event -> event.is("TRAIN", "task-1", "begin"))
                    .map(ClusterRun.Event::executor)
                    .distinct()
                    .count();
            assertTrue(attempts == 2, () -> run.events().toString());
        }
        TinyStudy.assertSameResults(local, shared);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(200, TimeUnit.SECONDS), "nobody overtook the first attempt");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
