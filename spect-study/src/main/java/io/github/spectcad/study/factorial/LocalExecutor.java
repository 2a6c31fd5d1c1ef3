package io.github.spectcad.study.factorial;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Works on cells in threads of this process; other processes may work on the same study. */
record LocalExecutor(Workers team) implements StudyExecutor {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Override
    public int workers() {
        return team.count();
    }

    @Override
    public void execute(StudyJob job) throws IOException, InterruptedException {
        team.run(() -> work(job));
    }

    private static void work(StudyJob job) throws IOException, InterruptedException {
        while (!job.isOver() && !job.schedule().isFinished()) {
            Optional<Cell> cell = job.schedule().next(PATIENCE);
            if (cell.isPresent()) {
                CellOutcome outcome = job.worker().run(job.task(), cell.get(), job.listener(), job::isOver);
                job.settle(cell.get(), outcome);
                if (outcome == CellOutcome.TAKEN) {
                    Thread.sleep(PATIENCE.toMillis()); // another process is at it
                }
            }
        }
    }
}
