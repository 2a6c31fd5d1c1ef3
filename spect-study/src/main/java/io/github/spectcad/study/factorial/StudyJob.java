package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.VesselLabels;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One task for many cells of a study, for a {@link StudyExecutor}. Safe for concurrent use.
 *
 * @since 0.1.0
 */
public final class StudyJob {
    private final CellTask task;
    private final ResultFolder folder;
    private final CellWorker worker;
    private final Schedule schedule;
    private final StudyForecast forecast;
    private final StudyListener listener;
    private final BooleanSupplier over;
    private final int total;
    private final RemainingTime remaining;
    private final CommonFailure common;

    StudyJob(
            CellTask task,
            ResultFolder folder,
            CellWorker worker,
            List<Cell> open,
            CellGraph graph,
            StudyForecast forecast,
            StudyListener listener,
            BooleanSupplier over) {
        this.task = task;
        this.folder = folder;
        this.worker = worker;
        this.schedule = task == CellTask.TRAIN
                ? new Schedule(open, graph::needs, forecast::secondsOf)
                : new Schedule(open, cell -> List.of(), cell -> 0);
        this.forecast = forecast;
        this.remaining = new RemainingTime(forecast.work(), forecast.workers());
        this.listener = new Serialised(listener);
        this.over = over;
        this.total = graph.inOrder().size();
        this.common = new CommonFailure(open);
    }

    /** {@return what is to be done with each cell} */
    public CellTask task() {
        return task;
    }

    /** {@return the results of the study} */
    public ResultFolder folder() {
        return folder;
    }

    /** {@return does tasks in this process} */
    public CellWorker worker() {
        return worker;
    }

    /** {@return the patients of the study, for workers elsewhere} */
    public Cohort cohort() {
        return worker.cohort();
    }

    /** {@return true labels by patient id, to measure pseudo-labels by, for workers elsewhere; may be empty} */
    public Map<String, VesselLabels> hiddenTruth() {
        return worker.hiddenTruth();
    }

    /** {@return the cells that are to be worked on} */
    public Schedule schedule() {
        return schedule;
    }

    /** {@return the listener of the run, which any thread may call} */
    public StudyListener listener() {
        return listener;
    }

    /** {@return whether the time is up: no further cell is to be begun, and running ones are to stop} */
    public boolean isOver() {
        return over.getAsBoolean();
    }

    /**
     * Notes how the task of a cell ended, tells the listener, and lets the cells fail that need one that failed.
     *
     * @param cell a cell that {@link #schedule} gave
     * @param outcome how it ended
     * @throws IOException if a failure cannot be stored, or the cells tried so far have all failed for the same reason
     */
    public void settle(Cell cell, CellOutcome outcome) throws IOException {
        switch (outcome) {
            case DONE -> {
                common.none();
                schedule.done(cell);
                finished(cell);
            }
            case FAILED -> {
                Map<Cell, Cell> failed = schedule.failed(cell);
                String why = folder.failed(cell).orElse("unknown error");
                failed(cell, why);
                for (Map.Entry<Cell, Cell> entry : failed.entrySet()) {
                    String error = "needs the cell " + entry.getValue().id() + ", which failed";
                    folder.work(entry.getKey()).recordFailure(error);
                    failed(entry.getKey(), error);
                }
                common.failed(cell, why);
            }
            case STOPPED -> schedule.putBack(cell, false);
            case TAKEN -> schedule.putBack(cell, true);
        }
    }

    /**
     * Settles a cell as failed that took its machine down, or that no machine could work on.
     *
     * @param cell a cell that {@link #schedule} gave
     * @param error why, for people
     * @throws IOException if the failure cannot be stored
     */
    public void fail(Cell cell, String error) throws IOException {
        folder.work(cell).recordFailure(error);
        settle(cell, CellOutcome.FAILED);
    }

    private void finished(Cell cell) {
        settled(cell);
        if (task == CellTask.TRAIN) {
            listener.finished(cell, total - schedule.unsettled(), total, remaining.now());
        }
    }

    private void failed(Cell cell, String error) {
        settled(cell);
        listener.failed(cell, error.lines().findFirst().orElse(""));
    }

    private void settled(Cell cell) {
        double seconds = forecast.secondsOf(cell);
        if (!Double.isNaN(seconds)) {
            remaining.settled(seconds);
        }
    }

    /** Passes on one call at a time. */
    private record Serialised(StudyListener listener) implements StudyListener {
        @Override
        public synchronized void waiting(String why) {
            listener.waiting(why);
        }

        @Override
        public synchronized void forecast(StudyForecast forecast) {
            listener.forecast(forecast);
        }

        @Override
        public synchronized void started(Cell cell) {
            listener.started(cell);
        }

        @Override
        public synchronized void epochDone(Cell cell, int epoch, int epochs) {
            listener.epochDone(cell, epoch, epochs);
        }

        @Override
        public synchronized void finished(Cell cell, int done, int total, Duration remaining) {
            listener.finished(cell, done, total, remaining);
        }

        @Override
        public synchronized void failed(Cell cell, String error) {
            listener.failed(cell, error);
        }

        @Override
        public synchronized void testSetOpened(int cells) {
            listener.testSetOpened(cells);
        }
    }
}
