package io.github.spectcad.spark;

import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellOutcome;
import io.github.spectcad.study.factorial.CellTask;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.ResultStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkEnv;

/**
 * A cell that sleeps, and writes a result.
 *
 * @param location where the results are
 * @param scale what {@link #seconds} is multiplied by
 * @param bytes size of the model; 0 to write nothing
 */
record SimulatedRunner(String location, double scale, int bytes) implements CellRunner {
    private static String opened;
    private static HadoopStore store;
    private static ResultFolder folder;

    /** Cells differ in length by a factor of 30, as networks and strategies do. */
    static double seconds(Cell cell) {
        int network = Math.floorMod(cell.backbone().hashCode() * 31, 10) + 1;
        return network
                * (cell.strategy().equals("strategy-5") || cell.strategy().equals("strategy-6") ? 3 : 1)
                / 7.0;
    }

    private static synchronized void open(String location) throws IOException {
        if (!location.equals(opened)) {
            Path disk = SparkEnv.get()
                    .blockManager()
                    .diskBlockManager()
                    .localDirs()[0]
                    .toPath();
            store = new HadoopStore(location, HadoopFiles.configuration(), disk.resolve("simulated"));
            folder = ResultFolder.open(store);
            opened = location;
        }
    }

    @Override
    public CellOutcome run(CellTask task, Cell cell, BooleanSupplier stop) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        if (bytes > 0) {
            open(location);
            String name = folder.name(cell);
            Path result = Files.createDirectories(store.workspace(name).resolve("result"));
            Files.write(result.resolve("model.zip"), new byte[bytes]);
            Files.writeString(result.resolve(ResultStore.COMMIT_FILE), cell.id(), StandardCharsets.UTF_8);
            store.publish(result, "cells/" + name);
            store.clearWorkspace(name);
            store.leaveTask();
        }
        long left = Math.round(1000 * scale * seconds(cell)) - (System.nanoTime() - begin) / 1_000_000;
        if (left > 0) {
            Thread.sleep(left);
        }
        return CellOutcome.DONE;
    }
}
