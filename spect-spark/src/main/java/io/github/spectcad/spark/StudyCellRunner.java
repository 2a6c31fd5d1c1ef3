package io.github.spectcad.spark;

import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.CellOutcome;
import io.github.spectcad.study.factorial.CellTask;
import io.github.spectcad.study.factorial.CellWorker;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;

/**
 * Trains a cell of the study, or predicts with it.
 *
 * @param location where the results are
 * @param cohort the patients
 * @param checkpointSeconds at least so many seconds lie between two checkpoints of a cell
 */
record StudyCellRunner(String location, Broadcast<ShippedCohort> cohort, long checkpointSeconds) implements CellRunner {
    /** What an executor keeps of the study it works on: the cohort is decoded, and the study read, once. */
    private record Study(long id, HadoopStore store, ResultFolder folder, CellWorker worker) {
        private static Study current;

        static synchronized Study of(StudyCellRunner work) throws IOException {
            if (current == null || current.id() != work.cohort().id()) {
                NativeMemory.limit(SparkEnv.get());
                HadoopStore store = new HadoopStore(work.location(), HadoopFiles.configuration(), localFolder());
                ResultFolder folder = ResultFolder.open(store);
                ShippedCohort shipped = work.cohort().value();
                CellWorker worker = CellWorker.of(
                        folder, shipped.cohort(), shipped.hiddenTruth(), Duration.ofSeconds(work.checkpointSeconds()));
                current = new Study(work.cohort().id(), store, folder, worker);
            }
            return current;
        }

        /** Where Spark keeps its own temporary files: {@code spark.local.dir}, or what the cluster's manager gives. */
        private static Path localFolder() {
            return SparkEnv.get()
                    .blockManager()
                    .diskBlockManager()
                    .localDirs()[0]
                    .toPath()
                    .resolve("spect");
        }
    }

    @Override
    public CellOutcome run(CellTask task, Cell cell, BooleanSupplier stop) throws IOException, InterruptedException {
        Study study = Study.of(this);
        study.store().leaveTask();
        NnBackend.useThreads(study.folder().study().threads());
        try {
            return study.worker().run(task, cell, StudyListener.NONE, stop);
        } finally {
            study.store().leaveTask();
            if (stop.getAsBoolean() && study.folder().isDone(cell)) {
                study.store().clearWorkspace(study.folder().name(cell)); // another attempt was first
            }
        }
    }
}
