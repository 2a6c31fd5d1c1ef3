package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.TrainingCancelledException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Does the tasks of single cells of a study that was begun, in whatever process: the only code that trains a cell or predicts
 * with it. Every executor runs it, on threads whose number of native threads is the study's.
 *
 * <p>Safe for concurrent use. A task that was interrupted, killed or given twice does no harm: results appear whole, once, and
 * equal those of an undisturbed run.
 *
 * @since 0.1.0
 */
public final class CellWorker {
    private final ResultFolder folder;
    private final Cohort cohort;
    private final Map<String, VesselLabels> hiddenTruth;
    private final CellTraining training;

    CellWorker(
            ResultFolder folder,
            CellGraph graph,
            Cohort cohort,
            Map<String, VesselLabels> hiddenTruth,
            Duration checkpointInterval) {
        this.folder = folder;
        this.cohort = cohort;
        this.hiddenTruth = hiddenTruth;
        this.training = new CellTraining(folder, graph, cohort, hiddenTruth, checkpointInterval);
    }

    /**
     * A worker that finds everything about the study in its results: for another process or machine than that of the run.
     *
     * @param folder the results of a study that was begun
     * @param cohort the patients of the study
     * @param hiddenTruth true labels by patient id, to measure pseudo-labels by; may be empty
     * @return the worker
     * @throws StudyFileException if the cohort is not that of the study
     * @throws IllegalArgumentException if the cohort lacks what a strategy needs
     */
    public static CellWorker of(ResultFolder folder, Cohort cohort, Map<String, VesselLabels> hiddenTruth)
            throws StudyFileException {
        return of(folder, cohort, hiddenTruth, StudyRunner.CHECKPOINT_INTERVAL);
    }

    /**
     * The same with checkpoints at longer or shorter intervals: each one is copied to where the results are.
     *
     * @param folder the results of a study that was begun
     * @param cohort the patients of the study
     * @param hiddenTruth true labels by patient id, to measure pseudo-labels by; may be empty
     * @param checkpointInterval at least this much time lies between two checkpoints of a cell; zero for one each epoch
     * @return the worker
     * @throws StudyFileException if the cohort is not that of the study
     * @throws IllegalArgumentException if the cohort lacks what a strategy needs
     */
    public static CellWorker of(
            ResultFolder folder, Cohort cohort, Map<String, VesselLabels> hiddenTruth, Duration checkpointInterval)
            throws StudyFileException {
        StudyRecord study = folder.study();
        if (!study.dataFingerprint().equals(CohortFingerprint.of(cohort))) {
            throw new StudyFileException("the cohort is not the one of the study in "
                    + folder.store().location() + ": give the same files at the study's image size");
        }
        CellGraph graph = CellGraph.of(study.configuration().cells(), cohort, study.split());
        return new CellWorker(folder, graph, cohort, hiddenTruth, checkpointInterval);
    }

    Cohort cohort() {
        return cohort;
    }

    Map<String, VesselLabels> hiddenTruth() {
        return hiddenTruth;
    }

    /**
     * Does a task, unless it is done already. The cells that the cell needs must be finished.
     *
     * @param task what to do
     * @param cell with which cell
     * @param listener is told of the progress, on the calling thread
     * @param stop asked after each step of a training whether to stop
     * @return how it ended
     * @throws IOException if results cannot be read or written; nothing half-written is left, and the task may be given again
     * @throws InterruptedException if the thread was interrupted
     */
    public CellOutcome run(CellTask task, Cell cell, StudyListener listener, BooleanSupplier stop)
            throws IOException, InterruptedException {
        Optional<Claim> claim = folder.work(cell).claim();
        if (claim.isEmpty()) {
            return CellOutcome.TAKEN;
        }
        CellOutcome outcome = null;
        try {
            outcome = task == CellTask.TRAIN ? trainIfOpen(cell, listener, stop) : predict(cell);
        } finally {
            if (outcome == CellOutcome.DONE || outcome == CellOutcome.FAILED) {
                claim.get().discard();
            } else {
                claim.get().release();
            }
        }
        return outcome;
    }

    private CellOutcome trainIfOpen(Cell cell, StudyListener listener, BooleanSupplier stop)
            throws IOException, InterruptedException {
        if (folder.isDone(cell)) {
            return CellOutcome.DONE;
        }
        if (folder.failed(cell).isPresent()) {
            return CellOutcome.FAILED;
        }
        listener.started(cell);
        CellProgress progress = new CellProgress(folder, cell, listener, stop);
        try {
            CellWork work = folder.work(cell);
            work.finish(result -> training.train(cell, work.directory(), progress, result));
            return CellOutcome.DONE;
        } catch (TrainingCancelledException e) {
            e.bestModel().ifPresent(TrainedModel::close);
            throwIfInterrupted();
            return CellOutcome.STOPPED;
        } catch (UncheckedIOException e) {
            throwIfInterrupted();
            throw e.getCause(); // the disk's fault, not the cell's: it may be tried again
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            throwIfInterrupted(); // files that were being written are closed by an interrupt
            folder.work(cell).recordFailure(stackTrace(e)); // a broken plugin or too little memory for one network, too
            return CellOutcome.FAILED;
        }
    }

    private CellOutcome predict(Cell cell) throws IOException {
        if (!folder.hasTestPredictions(cell)) {
            List<String> test = folder.study().split().test();
            try (TrainedModel model = folder.model(cell).open()) {
                folder.work(cell).storeTestPredictions(model.classify(cohort.patients(test), MapGate.passed()));
            }
        }
        return CellOutcome.DONE;
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the study was interrupted");
        }
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
