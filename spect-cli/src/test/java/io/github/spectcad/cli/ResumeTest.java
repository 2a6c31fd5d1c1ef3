package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is interrupted in a process of its own, and resumed by the same command. */
class ResumeTest {
    private static final int EPOCHS = 250;

    @TempDir
    private Path folder;

    private String[] command() {
        return new String[] {
            "train",
            "--cohort=" + folder.resolve("cohort/cohort.csv"),
            "--backbone=cnn1",
            "--input=rest",
            "--strategy=task-1",
            "--pixels=8",
            "--batch=4",
            "--epochs=" + EPOCHS,
            "--folds=1",
            "--log=" + folder.resolve("log.csv"),
            "--out=" + folder.resolve("model.zip")
        };
    }

    private Process start() throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                SpectCommand.class.getName()));
        line.addAll(List.of(command()));
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    /** Waits until a file is put into the folder. */
    private void await(WatchService watch, String name) throws InterruptedException {
        while (Files.notExists(folder.resolve(name))) {
            WatchKey key = watch.poll(5, TimeUnit.MINUTES);
            assertNotNull(key, name + " never came");
            key.pollEvents();
            key.reset();
        }
    }

    @Test
    void anInterruptedTrainingResumesByTheSameCommand() throws Exception {
        assertEquals(
                0,
                CommandRun.of("phantom", "--out", folder.resolve("cohort").toString(), "--patients=20", "--pixels=8")
                        .exitCode());
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process process = start();
            await(watch, "model.zip.checkpoint");
            process.destroy();
            assertNotEquals(0, process.waitFor());
        }
        assertTrue(Files.exists(folder.resolve("model.zip.checkpoint")), "the checkpoint stays");
        assertTrue(Files.notExists(folder.resolve("model.zip")));
        int logged = Files.readAllLines(folder.resolve("log.csv")).size() - 1;
        assertTrue(logged >= 1 && logged < EPOCHS, "the log is written as it goes: " + logged);

        CommandRun run = CommandRun.of(command());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("resuming an interrupted training"), run.err());
        assertTrue(Files.notExists(folder.resolve("model.zip.checkpoint")));
        List<String> log = Files.readAllLines(folder.resolve("log.csv"));
        for (int epoch = 1; epoch < log.size(); epoch++) {
            assertTrue(log.get(epoch).startsWith(epoch + ","), log.get(epoch));
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsFoundBeforeTheTraining() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        CommandRun run = CommandRun.of(
                "train",
                "--cohort=nowhere.csv",
                "--backbone=cnn1",
                "--input=rest",
                "--strategy=task-1",
                "--out=" + file.resolve("model.zip"));
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains(file.toString()), run.err());
        assertTrue(!run.err().contains("nowhere.csv"), "not even the cohort is read");
    }
}
