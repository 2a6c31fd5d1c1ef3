package io.github.spectcad.study.factorial;

import java.io.IOException;

/**
 * Where the cells of a study are worked on. {@link StudyRunner} checks, plans, forecasts and opens the test set; an executor
 * only gives cells to machines:
 *
 * <pre>{@code
 * while (!job.isOver()) {
 *     Optional<Cell> cell = job.schedule().next(patience);   // longest chain of work first
 *     if (cell.isEmpty() && job.schedule().isFinished()) {
 *         return;
 *     }
 *     ... somewhere: outcome = worker.run(job.task(), cell, listener, stop)
 *     job.settle(cell, outcome);
 * }
 * }</pre>
 *
 * <p>In this process the worker is {@link StudyJob#worker}; in another one it is {@link CellWorker#of}, made of the results'
 * {@link ResultStore} and the cohort. The native threads of the thread that runs a task must be
 * {@link StudyRecord#threads}, on which the last digits of the results depend.
 *
 * @since 0.1.0
 */
public interface StudyExecutor extends AutoCloseable {
    /** {@return how many cells it works on at a time, for the forecast; at least 1} */
    int workers();

    /** {@return how many native threads it has for each cell; a study that is begun with it keeps this number. At least 1} */
    default int threads() {
        return 1;
    }

    /**
     * Works on the cells of a job until its schedule is finished or the job is over.
     *
     * @param job what to do
     * @throws IOException if results cannot be read or written; no cell is being worked on any more then
     * @throws InterruptedException if the thread was interrupted; no cell is being worked on any more then
     */
    void execute(StudyJob job) throws IOException, InterruptedException;

    /** Gives back the machines it holds, after its last job. */
    @Override
    default void close() {}
}
