package io.github.spectcad.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.study.factorial.Claim;
import io.github.spectcad.study.factorial.ResultStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store on a file system that renames, and on one that does not. */
class HadoopStoreTest {
    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void makeRoot() {
        root = folder.resolve("root ü #1");
    }

    private HadoopStore store(String scheme, String machine) throws IOException {
        return new HadoopStore(scheme + "://" + root, ObjectStore.configuration(), folder.resolve(machine));
    }

    private static void write(ResultStore store, String name, String text) throws IOException {
        store.write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<String> read(ResultStore store, String name) throws IOException {
        return store.read(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Path result(HadoopStore store, String work, String model) throws IOException {
        Path result = Files.createDirectories(store.workspace(work).resolve("result"));
        Files.writeString(result.resolve("model.zip"), model);
        Files.writeString(result.resolve(ResultStore.COMMIT_FILE), model);
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "objects"})
    void filesAreWrittenReplacedListedAndDeleted(String scheme) throws IOException {
        HadoopStore store = store(scheme, "one");
        assertEquals(Optional.empty(), store.read("a/b"));
        assertFalse(store.exists("a/b"));
        assertEquals(Set.of(), store.list("a"));
        write(store, "a/b", "first");
        write(store, "a/b", "second");
        write(store, "a/c", "third");
        assertEquals(Optional.of("second"), read(store, "a/b"));
        assertEquals("second", Files.readString(store.localFile("a/b")));
        assertEquals(Set.of("b", "c"), store.list("a"));
        store.delete("a/b");
        store.delete("a/b");
        assertFalse(store.exists("a/b"));
        assertEquals(List.of("a/c"), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "objects"})
    void firstResultStaysAndNothingIsLeftOfTheSecond(String scheme) throws IOException {
        HadoopStore one = store(scheme, "one");
        HadoopStore two = store(scheme, "two");
        Path first = result(one, "cell", "first");
        Path second = result(two, "cell", "second");
        one.publish(first, "cells/cell");
        two.publish(second, "cells/cell");
        assertEquals(Optional.of("first"), read(two, "cells/cell/model.zip"));
        assertEquals(Set.of("cell"), two.list("cells"));
        assertEquals(List.of("cells/cell/cell.json", "cells/cell/model.zip"), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "objects"})
    void attemptsAtATimeLeaveOneWholeResult(String scheme) throws Exception {
        int attempts = 8;
        ExecutorService threads = Executors.newFixedThreadPool(attempts);
        for (int round = 0; round < 20; round++) {
            String cell = "cell" + round;
            List<Callable<Void>> tasks = new java.util.ArrayList<>();
            for (int i = 0; i < attempts; i++) {
                HadoopStore store = store(scheme, "machine" + i);
                tasks.add(() -> {
                    store.publish(result(store, cell, "result of " + cell), "cells/" + cell);
                    store.clearWorkspace(cell);
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
            assertEquals(
                    Optional.of("result of " + cell), read(store(scheme, "reader"), "cells/" + cell + "/model.zip"));
        }
        threads.shutdown();
        HadoopStore driver = store(scheme, "driver");
        driver.removeRemains(Set.of());
        assertEquals(40, files().size(), () -> "more than the results is left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "objects"})
    void resultWithoutItsCommitFileDoesNotCountAndIsReplaced(String scheme) throws IOException {
        HadoopStore store = store(scheme, "one");
        Files.createDirectories(root.resolve("cells/cell"));
        Files.writeString(root.resolve("cells/cell/model.zip"), "half");
        assertEquals(Set.of(), store.list("cells"));
        store.publish(result(store, "cell", "whole"), "cells/cell");
        assertEquals(Optional.of("whole"), read(store, "cells/cell/model.zip"));
        assertEquals(Set.of("cell"), store.list("cells"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "objects"})
    void anotherMachineGoesOnWithASavedWorkspace(String scheme) throws IOException {
        HadoopStore one = store(scheme, "one");
        HadoopStore two = store(scheme, "two");
        Files.writeString(one.workspace("cell").resolve("checkpoint"), "epoch 7");
        Files.createDirectories(one.workspace("cell").resolve("result"));
        write(one, "work/cell/progress.json", "{}");
        one.saveWorkspace("cell");
        one.leaveTask();
        assertTrue(two.isClaimed("cell"));
        assertTrue(ResultStore.local(root).isClaimed("cell"));
        assertEquals("epoch 7", Files.readString(two.workspace("cell").resolve("checkpoint")));
        two.clearWorkspace("cell");
        assertFalse(two.isClaimed("cell"));
        assertFalse(two.exists("work/cell"));
        two.removeRemains(Set.of());
        assertFalse(two.exists("work"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "objects"})
    void remainsOfFinishedCellsAreRemovedAndThoseOfOthersStay(String scheme) throws IOException {
        HadoopStore store = store(scheme, "one");
        write(store, "work/done/checkpoint", "old");
        write(store, "work/failed/checkpoint", "kept");
        store.removeRemains(Set.of("done"));
        assertEquals(List.of("work/failed/checkpoint"), files());
    }

    @Test
    void whatCannotBeWrittenWholeIsNotThere() throws IOException {
        HadoopStore store = store("file", "one");
        write(store, "a/b", "kept");
        assertThrows(
                IOException.class,
                () -> store.write("a/b", out -> {
                    out.write(1);
                    throw new IOException("No space left on device");
                }));
        assertArrayEquals(
                "kept".getBytes(StandardCharsets.UTF_8), store.read("a/b").orElseThrow());
        assertEquals(List.of("a/b"), files());
    }

    @Test
    void filesOfTheLocalFileSystemHaveNoChecksumsBeside() throws IOException {
        HadoopStore store = store("file", "one");
        write(store, "a/b", "text");
        Files.writeString(root.resolve("a/b"), "changed by a program that knows of no checksums");
        assertEquals(Optional.of("changed by a program that knows of no checksums"), read(store, "a/b"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other permissions")
    void filesOfTheLocalFileSystemHaveThePermissionsThatTheProcessGives() throws IOException {
        Configuration configuration = ObjectStore.configuration();
        configuration.set(
                "fs.permissions.umask-mode", "0777"); // Hadoop's own, for which it starts a process for each file
        write(new HadoopStore("file://" + root, configuration, folder.resolve("one")), "a/b", "text");
        Files.createDirectory(root.resolve("directory"));
        Files.createFile(root.resolve("file"));
        assertEquals(
                Files.getPosixFilePermissions(root.resolve("directory")),
                Files.getPosixFilePermissions(root.resolve("a")));
        assertEquals(
                Files.getPosixFilePermissions(root.resolve("file")),
                Files.getPosixFilePermissions(root.resolve("a/b")));
    }

    @Test
    void workOfProcessesThatClaimItThemselvesIsSeen() throws IOException {
        HadoopStore store = store("file", "one");
        assertEquals(Set.of(), store.claimedByOthers());
        Claim claim = ResultStore.local(root).claim("cell").orElseThrow();
        assertEquals(Set.of("cell"), store.claimedByOthers());
        claim.release();
        assertEquals(Set.of(), store.claimedByOthers());
        assertFalse(store.keepsOut());
    }
}
